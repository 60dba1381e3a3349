import type { LocalMemory } from './local-memory.ts'

const KEY = 'browser'

/** A random name for this browser, so that owners can tell its person from others who came by the same link. Of this page alone where nothing is remembered. */
export function thisBrowser(memory: LocalMemory): string {
  const known = memory.recall(KEY)
  if (typeof known === 'string' && /^[\w-]{8,64}$/.test(known)) return known
  const fresh = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  memory.remember(KEY, fresh)
  return fresh
}

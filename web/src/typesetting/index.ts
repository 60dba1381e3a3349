import type { FetchTypesetter } from './typesetter.ts'

/** Every typesetter, by the name that kinds call it by; each is a chunk of its own. To add one, add its line. */
export const TYPESETTERS: ReadonlyMap<string, FetchTypesetter> = new Map<string, FetchTypesetter>([
  ['formulas', async () => (await import('./formulas.ts')).formulas()],
  ['highlighter', async () => (await import('./highlighter.ts')).highlighter()],
])

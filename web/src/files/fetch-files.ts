import type { ImageSource } from '../scene/images.ts'
import type { Session } from '../sync/session.ts'

/** How long until a file that is not there is asked for again, milliseconds: twice as long each time. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

/** The files of a board, from its server. */
export interface FetchedFiles extends ImageSource {
  /** Somebody says that it is there now. */
  arrived(file: string): void
  dispose(): void
}

interface Missing {
  timer: ReturnType<typeof setTimeout> | undefined
  waitMs: number
}

/**
 * Fetches what is asked for. A file that is not there yet (who added it may still be sending it, or be offline) is looked for again by itself: whoever shows
 * it is told to ask again.
 */
export function fetchFiles({ request }: Pick<Session, 'request'>): FetchedFiles {
  const listeners = new Set<(file: string) => void>()
  const missing = new Map<string, Missing>()
  const underWay = new Map<string, Promise<Blob | undefined>>()

  const tell = (file: string): void => listeners.forEach((listener) => listener(file))
  const again = (file: string): void => {
    const entry = missing.get(file)
    if (entry?.timer === undefined) return
    clearTimeout(entry.timer)
    entry.timer = undefined
    tell(file)
  }
  const allAgain = (): void => [...missing.keys()].forEach(again)

  function miss(file: string): void {
    const waitMs = Math.min(LONGEST_WAIT_MS, (missing.get(file)?.waitMs ?? FIRST_WAIT_MS / 2) * 2)
    missing.set(file, { waitMs, timer: setTimeout(() => again(file), waitMs) })
  }

  async function get(file: string): Promise<Blob | undefined> {
    try {
      const response = await request(`/files/${file}`)
      if (response.ok) {
        missing.delete(file)
        return await response.blob()
      }
    } catch {
      // No network: as good as not there.
    }
    miss(file)
    return undefined
  }

  window.addEventListener('online', allAgain)
  return {
    async blobOf(file) {
      if (missing.get(file)?.timer !== undefined) return undefined
      const asked = underWay.get(file) ?? get(file).finally(() => underWay.delete(file))
      underWay.set(file, asked)
      return asked
    },
    onArrival(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    arrived: again,
    dispose() {
      window.removeEventListener('online', allAgain)
      for (const { timer } of missing.values()) clearTimeout(timer)
      missing.clear()
      listeners.clear()
    },
  }
}

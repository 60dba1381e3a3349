/** Starts the thread that paints tiles. @throws where the browser has none */
export const startTileWorker = (): Worker =>
  new Worker(new URL('./tile-worker.ts', import.meta.url), { type: 'module', name: 'tiles' })

/**
 * Starts it while the page's own code is still on its way: it is there sooner by the time that its code takes. Answers how to get it,
 * which throws where it could not be started.
 */
export function hireTileWorker(): () => Worker {
  let hired: Worker | undefined
  let hasFailed = false
  try {
    hired = startTileWorker()
    hired.onerror = (event) => {
      event.preventDefault()
      hasFailed = true
    }
  } catch {
    hasFailed = true
  }
  return () => {
    const worker = hired ?? startTileWorker()
    hired = undefined
    if (hasFailed) throw new Error('the thread that paints tiles could not be started')
    return worker
  }
}

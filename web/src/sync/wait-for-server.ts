/** How often a page that could not reach the server looks whether it is back, milliseconds. */
const LOOK_AGAIN_MS = 3_000

/** Opens the page again as soon as the server answers. */
export function waitForServer(): void {
  const look = async () => {
    const { ok } = await fetch('/healthz').catch(() => ({ ok: false }))
    if (ok) location.reload()
  }
  window.addEventListener('online', () => void look())
  setInterval(() => void look(), LOOK_AGAIN_MS)
}

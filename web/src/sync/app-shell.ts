/**
 * Keeps the page itself for a day without network: a service worker (`public/sw.js`) holds the app shell.
 * `version` changes with every build. Resolves when what this page loaded is kept (`<html data-shell="kept">`), or at once where there are no
 * service workers (plain http on a network address, blocked storage): then the page needs the network to open.
 */
export async function keepAppShell(version: string): Promise<void> {
  try {
    if (!('serviceWorker' in navigator)) return
    await navigator.serviceWorker.register(`/sw.js?v=${encodeURIComponent(version)}`, { updateViaCache: 'none' })
    const { active } = await navigator.serviceWorker.ready
    if (!active) return
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    const answer = new MessageChannel()
    const kept = new Promise<void>((resolve) => (answer.port1.onmessage = () => resolve()))
    active.postMessage({ keep: [location.pathname, ...loaded] }, [answer.port2])
    await kept
    document.documentElement.dataset.shell = 'kept'
  } catch {
    // Without it everything works but opening the page with no network.
  }
}

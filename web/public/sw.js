// The app shell without a network: pages from the network first, hashed files from the cache first.
// Boards are not kept here: their content lives in IndexedDB. Of /api only the files of boards are: what a hash names never changes.
const VERSION = new URL(self.location.href).searchParams.get('v') ?? 'dev'
const CACHE = `drawbridge-${VERSION}`
/** Outlives versions of the app: its content doesn't depend on them. */
const FILES = 'drawbridge-files'
const MOST_FILES = 400
/** A network that doesn't answer is no network, milliseconds. */
const PATIENCE_MS = 4_000

/** The same address is the same content here, whatever headers asked for it. */
const LOOSE = { ignoreVary: true }

/** One cached page serves every board. */
const shellOf = (url) => (/^\/b\/[A-Za-z0-9_-]+\/?$/.test(url.pathname) ? '/b/' : url.pathname === '/' ? '/' : null)
const isFile = (url) => /^\/api\/boards\/[A-Za-z0-9_-]+\/files\/[0-9a-f]{64}$/.test(url.pathname)
const isAsset = (url) =>
  url.pathname.startsWith('/assets/') || /^\/(theme\.js|favicon\.svg|manifest\.webmanifest)$/.test(url.pathname)

async function page(request, shell) {
  const cache = await caches.open(CACHE)
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (response.ok && !response.redirected) await cache.put(shell, response.clone())
    return response
  } catch (error) {
    const kept = await cache.match(shell, LOOSE)
    if (kept) return kept
    throw error
  }
}

async function asset(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request.url, LOOSE)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request.url, response.clone())
  return response
}

/** Pictures that were seen, so that they are seen without a network too: those that were seen longest ago go when there are too many. */
async function file(request) {
  const cache = await caches.open(FILES)
  const kept = await cache.match(request.url, LOOSE)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) {
    await cache.put(request.url, response.clone())
    const keys = await cache.keys()
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_FILES)).map((key) => cache.delete(key)))
  }
  return response
}

/** What the first page had loaded before this worker took over. */
async function keep(urls) {
  const cache = await caches.open(CACHE)
  await Promise.allSettled(
    urls.map(async (address) => {
      const url = new URL(address, self.location.origin)
      if (url.origin !== self.location.origin) return
      const key = shellOf(url) ?? (isAsset(url) ? url.href : null)
      if (key === null || (await cache.match(key, LOOSE))) return
      const response = await fetch(url)
      if (response.ok) await cache.put(key, response)
    }),
  )
}

async function dropOldVersions() {
  const names = await caches.keys()
  await Promise.all(
    names
      .filter((name) => name.startsWith('drawbridge-') && name !== CACHE && name !== FILES)
      .map((name) => caches.delete(name)),
  )
}

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(dropOldVersions().then(() => self.clients.claim())))
self.addEventListener('message', (event) => {
  if (Array.isArray(event.data?.keep)) {
    const done = keep(event.data.keep).then(() => event.ports[0]?.postMessage('kept'))
    event.waitUntil(done)
  }
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  const shell = request.mode === 'navigate' ? shellOf(url) : null
  if (shell) event.respondWith(page(request, shell))
  else if (isAsset(url)) event.respondWith(asset(request))
  else if (isFile(url)) event.respondWith(file(request))
})

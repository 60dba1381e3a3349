// Runs before the first paint, so that a chosen theme never flashes the other one. The app keeps it up to date.
{
  const { dataset } = document.documentElement
  // A sandbox that takes the frame's origin lets none of the app's modules in: the server says so kindly.
  if (self.origin === 'null' && /^\/(b\/|embed)/.test(location.pathname)) {
    const address = new URL(location.href)
    address.pathname = address.pathname.replace(/^\/b\//, '/embed/')
    address.searchParams.set('nameless', '')
    location.replace(address)
  }
  // In a frame it is the host who chooses.
  if (location.pathname.startsWith('/embed'))
    dataset.theme = new URLSearchParams(location.search).get('theme') ?? 'auto'
  else
    try {
      dataset.theme = JSON.parse(localStorage.getItem('drawbridge.theme')) ?? 'auto'
    } catch {
      dataset.theme = 'auto'
    }
}

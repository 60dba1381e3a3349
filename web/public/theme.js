// Runs before the first paint, so that a chosen theme never flashes the other one. The app keeps it up to date.
{
  const { dataset } = document.documentElement
  // In a frame it is the host who chooses.
  if (location.pathname.startsWith('/embed/'))
    dataset.theme = new URLSearchParams(location.search).get('theme') ?? 'auto'
  else
    try {
      dataset.theme = JSON.parse(localStorage.getItem('drawbridge.theme')) ?? 'auto'
    } catch {
      dataset.theme = 'auto'
    }
}

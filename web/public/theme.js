// Runs before the first paint, so that a chosen theme never flashes the other one. The app keeps it up to date.
try {
  document.documentElement.dataset.theme = JSON.parse(localStorage.getItem('drawbridge.theme')) ?? 'auto'
} catch {
  document.documentElement.dataset.theme = 'auto'
}

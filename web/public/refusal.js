{
  // The link's secret is in the frame's address, which the server never sees.
  const link = document.querySelector('a')
  link.hash = location.hash
  // Where even the link is locked up, the address can be copied.
  if (new URLSearchParams(location.search).has('nameless')) link.textContent = link.href
  // The page around the frame needn't wait for a board. It says nothing that anybody may not know.
  if (parent !== window) parent.postMessage({ drawbridge: 'here', versions: [], refused: document.querySelector('p').textContent }, '*')
}

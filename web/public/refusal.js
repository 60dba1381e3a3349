// The link's secret is in the frame's address, which the server never sees.
document.querySelector('a').hash = location.hash

// Only some sites may show this board, and the server doesn't know which pages are around this one: it says so, and asks again.
// Browsers that don't tell hold them to the board's own page all the same.
{
  const address = new URL(location.href)
  const nearest = URL.canParse(document.referrer) ? [new URL(document.referrer).origin] : []
  const around = location.ancestorOrigins === undefined ? nearest : [...location.ancestorOrigins]
  document.documentElement.hidden = true
  if (self.origin === 'null') address.searchParams.set('nameless', '')
  else for (const site of around.length > 0 ? around : [location.origin]) address.searchParams.append('site', site)
  location.replace(address)
}

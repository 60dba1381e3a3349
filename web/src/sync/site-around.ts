/** The site whose page shows ours in a frame; undefined where it is our own, where there is none, and where browsers don't say. */
export function siteAround(): string | undefined {
  if (window.parent === window) return undefined
  const [nearest] = location.ancestorOrigins ?? []
  const site = nearest ?? (URL.canParse(document.referrer) ? new URL(document.referrer).origin : undefined)
  return site === location.origin ? undefined : site
}

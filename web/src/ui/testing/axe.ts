import axe from 'axe-core'

/**
 * What is wrong with the page for people who use it in other ways: rule and element, one line each.
 * @param rules the only ones to be tried, by axe's ids
 */
export async function violations(
  root: Element = document.documentElement,
  rules?: readonly string[],
): Promise<string[]> {
  // Half faded in, everything has too little contrast.
  for (const animation of document.getAnimations())
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
  const { violations: found } = await axe.run(root, {
    resultTypes: ['violations'],
    ...(rules && { runOnly: [...rules] }),
  })
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}

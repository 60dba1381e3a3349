import axe from 'axe-core'
import type { Frame, Page } from 'playwright'

/** Rule ids that axe finds broken, with the elements. The strict CSP keeps injected tags out, so axe comes in as a function. */
export async function violations(page: Page | Frame): Promise<string[]> {
  await page.evaluate(axe.source)
  return await page.evaluate(async () => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run(document)
    return found.violations.map(
      (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
    )
  })
}

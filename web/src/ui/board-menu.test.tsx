import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()
const tool = (name: string) => page.getByRole('radio', { name, exact: true })

/** How bright (0 to 255) the menu is at its lower edge, beside its lines. */
async function shadeAtEndOfMenu(): Promise<number> {
  const shot = await page.elementLocator(document.querySelector('#board-menu')!).screenshot({ save: false })
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob())
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  return context.getImageData(4, bitmap.height - 8, 1, 1).data[0]!
}

describe('the menu', () => {
  it('[UI12] is worked with arrows and closed with Escape, which gives the focus back', async () => {
    const button = page.getByRole('button', { name: 'Menu' })
    ;(button.element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('menuitem', { name: 'All boards' })).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}')
    expect(test.done).toEqual(['copy picture'])
    await expect.element(button).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('menuitem', { name: 'All boards' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(button).toHaveFocus()
  })

  it('[UI12] in a low window it scrolls: keys reach its last entry, which is in sight then', async () => {
    await page.viewport(1024, 420)
    await page.getByRole('button', { name: 'Menu' }).click()
    await expect.element(page.getByRole('menuitem', { name: 'All boards' })).toHaveFocus()
    await userEvent.keyboard('{End}')
    const entries = [...document.querySelectorAll<HTMLElement>('#board-menu [role^="menuitem"]')]
    await expect.poll(() => document.activeElement).toBe(entries.at(-1))
    await expect.poll(() => entries.at(-1)!.getBoundingClientRect().bottom).toBeLessThanOrEqual(420)
    await userEvent.keyboard('{Home}')
    await expect.poll(() => entries[0]!.getBoundingClientRect().top).toBeGreaterThanOrEqual(0)
    await userEvent.keyboard('{Escape}')
  })

  it('[UI91] in the window of a small laptop all that is done with a board is in sight', async () => {
    await page.viewport(1280, 720)
    await page.getByRole('button', { name: 'Menu' }).click()
    await expect.element(page.getByRole('menuitem', { name: 'All boards' })).toHaveFocus()
    const { bottom } = document.querySelector('#board-menu')!.getBoundingClientRect()
    for (const name of ['Present the frames', 'History', 'Library', 'Find on this board', 'Help and keys']) {
      const line = page.getByRole('menuitem', { name }).element().getBoundingClientRect()
      expect.soft(line.bottom, name).toBeLessThanOrEqual(bottom)
    }
    await userEvent.keyboard('{Escape}')
  })

  it('[UI92] casts a shadow at its end while more lines follow, and none at the last', async () => {
    await page.viewport(1024, 420)
    await page.getByRole('button', { name: 'Menu' }).click()
    await expect.element(page.getByRole('menuitem', { name: 'All boards' })).toHaveFocus()
    await expect.poll(shadeAtEndOfMenu).toBeLessThan(245)
    document.querySelector('#board-menu')!.scrollTo(0, 10_000)
    await expect.poll(shadeAtEndOfMenu).toBeGreaterThan(250)
    await userEvent.keyboard('{Escape}')
  })

  it('[UI83] has lines across between its parts', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    await expect.element(page.getByRole('menuitem', { name: 'All boards' })).toBeVisible()
    const [line] = document.querySelectorAll('.menu hr')
    expect(line?.getBoundingClientRect().height).toBe(1)
    expect(line?.getBoundingClientRect().width).toBeGreaterThan(200)
    await userEvent.keyboard('{Escape}')
  })

  it('[UI36] sets what the mouse wheel does', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    const item = page.getByRole('menuitemcheckbox', { name: 'Mouse wheel zooms' })
    await item.click()
    await expect.element(item).toHaveAttribute('aria-checked', 'true')
    expect(test.app.preferences.wheelZooms.value).toBe(true)
  })

  it('[UI46] switches single keys off and on', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    const item = page.getByRole('menuitemcheckbox', { name: 'Single keys do things' })
    await expect.element(item).toHaveAttribute('aria-checked', 'true')
    await item.click()
    expect(test.app.preferences.singleKeys.value).toBe(false)
  })

  it('[UI47] hides everything but the drawing, and whether it is safe, until asked again', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('menuitem', { name: 'Show only the drawing' }).click()
    await expect.element(tool('Pen')).not.toBeInTheDocument()
    const left = page.getByRole('region', { name: 'Only the drawing is shown' })
    await expect.element(left.getByText('Saved', { exact: true })).toBeVisible()
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'Show everything' }).click()
    await expect.element(tool('Pen')).toBeVisible()
    await userEvent.keyboard('{Control>}.{/Control}')
    await expect.element(tool('Pen')).not.toBeInTheDocument()
  })

  it('[UI49] has a way to look only, which the bar below says and takes back', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('menuitem', { name: 'Look only' }).click()
    const bar = page.getByRole('group', { name: 'You only look: nothing can be changed' })
    await expect.element(bar).toBeVisible()
    await expect.element(tool('Pen')).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
    expect(await violations()).toEqual([])
    await bar.getByRole('button', { name: 'Edit' }).click()
    await expect.element(tool('Pen')).toBeVisible()
    await userEvent.keyboard('{Alt>}r{/Alt}')
    await expect.element(bar).toBeVisible()
    await userEvent.keyboard('{Alt>}r{/Alt}')
    await expect.element(tool('Pen')).toBeVisible()
  })

  it('[UI13] sets the theme', async () => {
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    expect(document.documentElement.dataset.theme).toBe('dark')
    expect(test.app.theme.dark.value).toBe(true)
  })
})

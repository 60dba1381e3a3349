import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { visibleBox } from '../editor/camera.ts'
import { onMap, overviewOf } from '../editor/overview.ts'
import { viewOf } from '../scene/tile-grid.ts'
import { violations } from './testing/axe.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()
const map = () => page.getByRole('region', { name: 'Minimap' })
const slider = () => map().getByRole('slider')
const seen = () => visibleBox(test.editor.camera.value, test.editor.viewport.value)
const middle = () => ({ x: (seen().minX + seen().maxX) / 2, y: (seen().minY + seen().maxY) / 2 })
/** Where on the map, in its CSS pixels. */
const placeOf = (x: number, y: number) => {
  const { scene, camera, viewport } = test.editor
  const now = visibleBox(camera.value, viewport.value)
  const at = onMap(overviewOf(scene.bounds, now, { width: 208, height: 144 }), { minX: x, minY: y, maxX: x, maxY: y })
  return { x: Math.round(at.minX), y: Math.round(at.minY) }
}

beforeEach(() => {
  test.editor.document.add([
    { kind: 'shape', shape: 'ellipse', matrix: [400, 0, 0, 400, 0, 0] },
    { kind: 'shape', fill: 'red', matrix: [2_000, 0, 0, 2_000, 6_000, 4_000] },
  ])
})

describe('the minimap', () => {
  it('[MAP3] is there when it is asked for, by key or from the menu, and is remembered', async () => {
    await expect.element(map()).not.toBeInTheDocument()
    await userEvent.keyboard('m')
    await expect.element(map()).toBeVisible()
    expect(test.app.preferences.minimap.value).toBe(true)
    await userEvent.keyboard('m')
    await expect.element(map()).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Minimap' }).click()
    await userEvent.keyboard('{Escape}')
    await page.getByRole('button', { name: 'Close the minimap' }).click()
    await expect.element(map()).not.toBeInTheDocument()
  })

  it('[MAP4] a press beside the view brings it there, and a drag takes it along', async () => {
    test.app.preferences.minimap.value = true
    await expect.element(slider()).toBeVisible()
    const { zoom } = test.editor.camera.value
    await slider().click({ position: placeOf(7_000, 5_000) })
    expect(Math.abs(middle().x - 7_000)).toBeLessThan(60)
    expect(Math.abs(middle().y - 5_000)).toBeLessThan(60)
    expect(test.editor.camera.value.zoom).toBe(zoom)
    const { left, top } = slider().element().getBoundingClientRect()
    const from = placeOf(7_000, 5_000)
    const to = placeOf(3_000, 1_000)
    const at = ({ x, y }: { x: number; y: number }) => ({ clientX: left + x, clientY: top + y, pointerId: 1 })
    const tell = (type: string, place: typeof from) =>
      slider()
        .element()
        .dispatchEvent(new PointerEvent(type, { ...at(place), button: 0, bubbles: true, cancelable: true }))
    slider().element().setPointerCapture = () => undefined
    tell('pointerdown', from)
    tell('pointermove', to)
    tell('pointerup', to)
    expect(Math.abs(middle().x - 3_000)).toBeLessThan(120)
    expect(Math.abs(middle().y - 1_000)).toBeLessThan(120)
    tell('pointermove', from)
    expect(Math.abs(middle().x - 3_000)).toBeLessThan(120)
  })

  it('[MAP5] arrow keys move the view, plus, minus and Home zoom, and nothing that is selected moves', async () => {
    const { editor } = test
    editor.selection.value = new Set(editor.document.ids())
    const bounds = editor.scene.bounds
    test.app.preferences.minimap.value = true
    await expect.element(slider()).toBeVisible()
    ;(slider().element() as HTMLElement).focus()
    const { x } = editor.camera.value
    await userEvent.keyboard('{ArrowRight}')
    expect(editor.camera.value.x).toBe(x + 256)
    await userEvent.keyboard('+')
    expect(editor.camera.value.zoom).toBe(1.25)
    await userEvent.keyboard('{Home}')
    expect(seen().maxX).toBeGreaterThan(8_000)
    await expect.element(slider()).toHaveAttribute('aria-valuetext', expect.stringMatching(/^5\d % across/))
    expect(editor.scene.bounds).toEqual(bounds)
  })

  it('[MAP6] shows the pictures of the tiles, in either theme', async () => {
    const { editor, app } = test
    app.preferences.minimap.value = true
    await expect.element(slider()).toBeVisible()
    const canvas = slider().element().querySelector('canvas')!
    const at = placeOf(7_000, 5_000)
    for (const dark of [false, true]) {
      app.theme.choice.value = dark ? 'dark' : 'light'
      const view = viewOf(editor.camera.value, editor.viewport.value, 1)
      const work = () => test.tiles.work({ view, theme: dark ? 'dark' : 'light', now: performance.now(), rests: true })
      const pixel = () => {
        work()
        return canvas.getContext('2d')!.getImageData(at.x * devicePixelRatio, at.y * devicePixelRatio, 1, 1).data
      }
      await expect.poll(() => pixel()[3]).toBe(255)
      expect(pixel()[0]).toBeGreaterThan(pixel()[1]! + 40)
    }
  })

  it.each(['light', 'dark'] as const)('[UI2] it has no axe violation, %s', async (theme) => {
    test.app.theme.choice.value = theme
    test.app.preferences.minimap.value = true
    await expect.element(slider()).toBeVisible()
    expect(await violations()).toEqual([])
  })
})

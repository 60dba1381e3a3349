import { expect, test } from 'vitest'
import { rotate, scale, type Matrix } from '#board/geometry/matrix.ts'
import { pathBounds } from '#board/geometry/path.ts'
import { addRectangle, addStroke, testBoard } from '../editor/testing/test-editor.ts'
import { createLivePictures } from './live-pictures.ts'

/** A rectangle and a stroke, and what is drawn of them while `by` is done to both. */
function dragged(by: Matrix) {
  const { document, editor } = testBoard()
  const { scene, live, measure } = editor
  const ids = [addRectangle(document, 0, 0, 100, 50), addStroke(document, [0, 0], [40, 80])]
  const pictures = createLivePictures({ document, scene, live, measure, editing: () => null, cut: () => new Map() })
  live.beginDrag('drag', ids)
  live.moveDrag('drag', by)
  const [picture] = pictures.list(true)
  const before = ids.flatMap((id) => scene.displayOf(id))
  document.transform(ids, by)
  return { picture, before, after: ids.flatMap((id) => scene.displayOf(id)) }
}

test('[FLIGHT9] what is being scaled looks as it will when it is let go', () => {
  const { picture, after } = dragged(scale(3, 0.5))
  expect(picture?.items).toEqual(after)
  expect(picture?.by).toEqual([1, 0, 0, 1, 0, 0])
})

test('[FLIGHT9] what is only moved or turned is outlined once', () => {
  const { picture, before } = dragged(rotate(0.5))
  expect(picture?.items).toEqual(before)
  expect(picture?.by).toEqual(rotate(0.5))
})

test('[FLIGHT11] a laser’s trail gets thinner and weaker until it is gone; with reduced motion it shines evenly and then goes', () => {
  for (const isStill of [false, true]) {
    const { document, editor, clock } = testBoard()
    const { scene, live, measure } = editor
    const sources = { document, scene, live, measure, editing: () => null, cut: () => new Map<never, never>() }
    const pictures = createLivePictures({ ...sources, still: () => isStill })
    const opacity = () =>
      pictures
        .list(true)
        .flatMap(({ items }) => items)
        .map((item) => item.type === 'path' && item.opacity)[0]
    const tail = () => {
      const [item] = pictures.list(true).flatMap(({ items }) => items)
      return item?.type === 'path' ? pathBounds(item.path).minX : 0
    }
    live.beginLaser('laser-a', { color: 'red', width: 6 })
    live.extendLaser('laser-a', [0, 0, 50, 0])
    clock.pass(600)
    live.extendLaser('laser-a', [100, 0])
    expect(opacity()).toBe(1)
    expect(tail() < -2.5).toBe(isStill)
    live.end('laser-a', true)
    clock.pass(500)
    expect(opacity()).toBe(isStill ? 1 : 0.5)
    clock.pass(800)
    expect(opacity()).toBeUndefined()
    expect(live.lasers.size).toBe(0)
  }
})

import { line, moveAlong } from '../gestures.ts'
import { check, type Measure } from '../measure.ts'
import { differingShare, look } from '../pixels.ts'
import { frameFigures, record } from '../record.ts'
import { CENTRE } from '../visit.ts'

/** The eraser through dense ink at 100 %. */
export const erase: Measure = {
  name: 'erase',
  needs: 'edit',
  async run(visit) {
    const { page, rest, layout, count } = visit
    await visit.lookAt(layout.crowd)
    const before = await look(page)
    await page.keyboard.press('e')
    const from = { x: CENTRE.x - 300, y: CENTRE.y - 60 }
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    const recording = await record(visit, () => moveAlong(visit, line(from, { x: from.x + 600, y: from.y + 120 }, 90)))
    await page.mouse.up()
    await rest()
    check(differingShare(before, await look(page)) > 0.002, 'nothing was erased from the picture')
    const left = await count()
    check(left < layout.elements, 'nothing was erased from the board')
    await page.keyboard.press('Control+z')
    await rest()
    check((await count()) === layout.elements, 'undo did not bring everything back')
    check(differingShare(before, await look(page)) < 0.005, 'after undo, something else is shown')
    await page.keyboard.press('v')
    return { ...frameFigures(recording), 'main thread a move, ms': recording.mainPerEvent }
  },
}

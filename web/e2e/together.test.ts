import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { beforeEach, describe, expect, it } from 'vitest'
import { createBoardDocument } from '#board/document/board-document.ts'
import { storedElements } from './auditor.ts'
import { useBoard } from './own-board.ts'
import { newPerson, type Person } from './person.ts'
import type { Picture } from './picture.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
let ann: Person
let ben: Person

beforeEach(async () => {
  ann = await board.join()
  ben = await board.join()
})

/** Of what is drawn, wherever a camera is: pixels. */
const heightOf = (picture: Picture) => {
  const box = picture.inkBox()
  return box ? box.bottom - box.top : 0
}

/** Is a line red that runs down through about here? */
const isRedAt = (picture: Picture, x: number, y: number) => {
  const [red, green, blue] = picture.at(x, y)
  return red > 180 && green < 110 && blue < 110
}

describe('two people on one board', () => {
  it('[E2E1] ink is seen by the other while it is drawn, and is in nobody’s document until the pen is lifted', async () => {
    await ann.choose('Pen')
    await ann.press([
      [300, 300],
      [400, 340],
      [500, 300],
    ])
    await ben.sees((picture) => picture.inkIn(290, 290, 220, 60) > 100)
    const early = (await ben.look()).inkIn(290, 260, 420, 140)
    expect(await storedElements(world.server.url, board.id)).toEqual([])

    await ann.page.mouse.move(700, 380, { steps: 8 })
    await ben.sees((picture) => picture.inkIn(290, 260, 420, 140) > early + 100)
    await ann.release()
    const stored = await board.stored()
    expect(stored.map((element) => element.kind)).toEqual(['stroke'])
    await ben.settled()
    await ben.sees((picture) => picture.inkIn(290, 260, 420, 140) > early + 100)
  })

  it('[E2E2] a cancelled stroke leaves nothing on any screen', async () => {
    await ann.choose('Pen')
    await ann.press([
      [300, 300],
      [500, 300],
    ])
    await ben.sees((picture) => picture.inkIn(290, 290, 220, 20) > 100)
    await ann.page.keyboard.press('Escape')
    await ann.release()
    await ben.sees((picture) => picture.inkBox() === null)
    await ann.sees((picture) => picture.inkBox() === null)
    expect(await storedElements(world.server.url, board.id)).toEqual([])
  })

  it('[E2E3] each sees the other’s cursor with the name, and who is here', async () => {
    await ann.page.mouse.move(420, 260)
    const cursor = ben.page.locator('.drawbridge-cursors .cursor')
    await cursor.waitFor()
    const name = (await cursor.textContent()) ?? ''
    expect(name).not.toBe('')
    await ben.page.waitForFunction(() => {
      const box = document.querySelector('.drawbridge-cursors .cursor')?.getBoundingClientRect()
      return box !== undefined && Math.abs(box.x - 420) < 12 && Math.abs(box.y - 260) < 12
    })
    await ben.page.getByRole('button', { name }).first().waitFor()
    await ann.context.close()
    await cursor.waitFor({ state: 'detached' })
  })

  it('[E2E4] a drag moves on the other’s screen while it is dragged, and lands in one step', async () => {
    await ann.choose('Rectangle')
    await ann.drag([
      [200, 200],
      [300, 280],
    ])
    await ann.sync('saved')
    await ben.sees((picture) => picture.inkIn(190, 190, 120, 100) > 100)

    await ann.press([
      [200, 220],
      [350, 320],
      [500, 420],
    ])
    await ben.sees((picture) => picture.inkIn(190, 190, 120, 100) === 0 && picture.inkIn(490, 390, 120, 100) > 100)
    const [before] = await storedElements(world.server.url, board.id)
    await ann.release()
    const [after] = await board.stored()
    // The server has the old place until the hand lets go.
    expect((after?.props.matrix[4] ?? 0) - (before?.props.matrix[4] ?? 0)).toBeCloseTo(300, 0)
    expect((after?.props.matrix[5] ?? 0) - (before?.props.matrix[5] ?? 0)).toBeCloseTo(200, 0)
    await ben.settled()
    await ben.sees((picture) => picture.inkIn(190, 190, 120, 100) === 0 && picture.inkIn(490, 390, 120, 100) > 100)
  })

  it('[E2E191] whoever has selected what another drags sees every frame go along, and where it is dropped', async () => {
    await ann.choose('Rectangle')
    await ann.drag([
      [200, 200],
      [300, 280],
    ])
    await ann.sync('saved')
    await ben.sees((picture) => picture.inkIn(190, 190, 120, 100) > 100)
    await ben.page.keyboard.press('Control+a')
    const frame = ben.page.locator('.others-selection')
    const isAround = async (x: number, y: number) => {
      const box = await frame.boundingBox()
      return box !== null && box.x < x && box.y < y && box.x + box.width > x + 100 && box.y + box.height > y + 80
    }
    const isMarked = (picture: Picture, x: number, y: number) => picture.inkIn(x - 12, y - 12, 10, 100) > 60
    await expect.poll(() => isAround(200, 200)).toBe(true)
    await ben.sees((picture) => isMarked(picture, 200, 200))

    await ann.press([
      [200, 220],
      [350, 320],
      [500, 420],
    ])
    await expect.poll(() => isAround(500, 400)).toBe(true)
    await ben.sees((picture) => isMarked(picture, 500, 400) && !isMarked(picture, 200, 200))
    await ann.release()
    await ann.sync('saved')
    await expect.poll(() => isAround(500, 400)).toBe(true)
    await ben.sees((picture) => isMarked(picture, 500, 400))
  })

  it('[E2E8] a laser’s light is seen by the other and in an embed, fades from every screen, and is in nobody’s document and no undo step', async () => {
    const cat = await newPerson(world.browser)
    try {
      await cat.open(`${world.server.url}/embed/${board.id}?readonly`)
      await ann.choose('Pen')
      await ann.drag([
        [200, 200],
        [300, 200],
      ])
      await ann.sync('saved')
      await ben.sees((picture) => picture.inkIn(190, 190, 120, 20) > 50)
      await ann.page.keyboard.press('k')
      await ann.press([
        [400, 400],
        [500, 420],
      ])
      // Where it rests it shines until it is let go, however slow the machine.
      const light = { isSeen: false }
      const all = Promise.all([ann, ben, cat].map((person) => person.sees((picture) => heightOf(picture) > 180)))
      const done = all.finally(() => (light.isSeen = true))
      // A light that is silent for long is taken for lost.
      for (let i = 0; !light.isSeen; i++) await ann.page.mouse.move(500, 420 + (i % 3))
      await done
      await ann.release()
      for (const person of [ann, ben, cat]) await person.sees((picture) => heightOf(picture) < 20)
      expect((await storedElements(world.server.url, board.id)).map(({ kind }) => kind)).toEqual(['stroke'])
      await ann.page.keyboard.press('Control+z')
      await ann.sees((picture) => picture.inkBox() === null)
      expect(await board.stored()).toEqual([])
    } finally {
      await cat.context.close()
    }
  })

  it('[E2E16] an arrow between two shapes follows on everybody’s screen when one of them is moved', async () => {
    const box = async (x: number, y: number) => {
      await ann.page.keyboard.press('r')
      await ann.drag([
        [x, y],
        [x + 100, y + 100],
      ])
    }
    await box(200, 200)
    await box(500, 200)
    await ann.page.keyboard.press('a')
    await ann.drag([
      [250, 250],
      [550, 250],
    ])
    await ann.page.keyboard.press('Escape')
    await ben.sees((picture) => picture.inkIn(320, 240, 160, 20) > 200)
    const before = JSON.stringify((await board.stored()).find(({ kind }) => kind === 'line'))
    await ben.choose('Select')
    await ben.press([
      [500, 230],
      [500, 400],
    ])
    // Still held: nothing is in the document yet.
    await ann.sees((picture) => picture.inkIn(320, 240, 160, 10) < 60 && picture.inkIn(400, 330, 60, 60) > 20)
    await ben.release()
    await ben.sync('saved')
    await ann.sees((picture) => picture.inkIn(400, 330, 60, 60) > 20)
    expect(JSON.stringify((await board.stored()).find(({ kind }) => kind === 'line'))).toBe(before)
  })

  it('[E2E5] both type into one text at once and read the same', async () => {
    await ann.choose('Text')
    await ann.page.mouse.click(300, 300)
    await ann.page.keyboard.type('bridge')
    await ann.page.keyboard.press('Escape')
    await ann.sync('saved')
    await ben.sees((picture) => picture.inkBox() !== null)

    await ben.choose('Text')
    await ben.page.mouse.click(310, 310)
    await ben.page.keyboard.press('Home')
    await ann.choose('Text')
    await ann.page.mouse.click(310, 310)
    await ann.page.keyboard.press('End')
    await Promise.all([ben.page.keyboard.type('draw'), ann.page.keyboard.type('!')])
    await expect.poll(() => ann.page.locator('textarea').inputValue()).toBe('drawbridge!')
    await expect.poll(() => ben.page.locator('textarea').inputValue()).toBe('drawbridge!')
    await Promise.all([ben.page.keyboard.press('Escape'), ann.page.keyboard.press('Escape')])
    await Promise.all([ann.sync('saved'), ben.sync('saved')])
    const [text] = await board.stored()
    expect(text?.props).toMatchObject({ text: 'drawbridge!' })
  })

  it('[E2E6] undo takes back my own work only', async () => {
    await ann.choose('Pen')
    await ann.drag([
      [200, 200],
      [300, 200],
    ])
    await ben.choose('Pen')
    await ben.drag([
      [200, 400],
      [300, 400],
    ])
    await ann.sees((picture) => picture.inkIn(190, 390, 120, 20) > 50)
    await ann.page.keyboard.press('Control+z')
    await ben.sees((picture) => picture.inkIn(190, 190, 120, 20) === 0)
    await ann.page.keyboard.press('Control+z')
    expect(await board.stored()).toHaveLength(1)
    await ann.page.keyboard.press('Control+Shift+z')
    await ben.sees((picture) => picture.inkIn(190, 190, 120, 20) > 50 && picture.inkIn(190, 390, 120, 20) > 50)
  })

  it('[E2E9] what one drags while the other colours it is moved and coloured for both; each undoes what they did and nothing of the other’s', async () => {
    await ann.choose('Rectangle')
    await ann.drag([
      [200, 200],
      [320, 280],
    ])
    await ben.sees((picture) => picture.inkIn(190, 190, 140, 100) > 100)
    await ben.choose('Select')
    await ben.page.mouse.click(200, 240)
    const red = ben.page.getByRole('radio', { name: 'Red', exact: true })
    await red.waitFor()
    await ann.press([
      [200, 220],
      [350, 320],
      [500, 420],
    ])
    // Held by one, coloured by the other.
    await ben.sees((picture) => picture.inkIn(490, 390, 140, 100) > 100)
    await red.click()
    const [there, here] = [(at: Picture) => isRedAt(at, 500, 430), (at: Picture) => isRedAt(at, 200, 230)]
    await Promise.all([ann.sees(there), ben.sees(there)])
    await ann.release()
    const both = async (test: (picture: Picture) => boolean) => {
      await Promise.all([ann.sync('saved'), ben.sync('saved')])
      await Promise.all([ann.sees(test), ben.sees(test)])
    }
    await both(there)
    const after = await board.stored()
    await Promise.all([ann.page.keyboard.press('Control+z'), ben.page.keyboard.press('Control+z')])
    await both(
      (picture) => picture.inkIn(490, 390, 140, 100) === 0 && picture.inkIn(190, 190, 140, 100) > 100 && !here(picture),
    )
    await Promise.all([ann.page.keyboard.press('Control+Shift+z'), ben.page.keyboard.press('Control+Shift+z')])
    await both(there)
    expect(await board.stored()).toEqual(after)
  })

  it('[E2E7] a stock y-websocket client and our page draw on one board', async () => {
    const doc = new Y.Doc()
    const document = createBoardDocument(doc)
    const stock = new WebsocketProvider(`${world.server.url.replace('http', 'ws')}/sync`, board.id, doc, {
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    })
    try {
      await ann.choose('Pen')
      await ann.drag([
        [300, 300],
        [400, 300],
      ])
      await expect.poll(() => document.size).toBe(1)
      document.add([{ kind: 'rectangle', matrix: [120, 0, 0, 80, 300, 400] }])
      await ann.sees((picture) => picture.inkIn(290, 390, 140, 100) > 100)
      await ben.sees((picture) => picture.inkIn(290, 390, 140, 100) > 100)
      stock.awareness.setLocalState({ user: { name: 'Stocky', color: '#2568d8' }, cursor: { x: 200, y: 200 } })
      await ann.page.locator('.drawbridge-cursors .cursor', { hasText: 'Stocky' }).waitFor()
    } finally {
      stock.destroy()
    }
  })
})

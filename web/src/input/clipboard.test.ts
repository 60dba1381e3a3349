import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { addRectangle, addText, testBoard, type TestBoard } from '../editor/testing/test-editor.ts'
import { attachClipboard, type Clipboard } from './clipboard.ts'
import { attachDrops } from './image-input.ts'

interface Page extends TestBoard {
  readonly host: HTMLElement
  readonly said: string[]
  readonly clipboard: Clipboard
}

function page(options: { readonly readonly?: boolean } = {}): Page {
  const board = testBoard(options)
  const host = document.body.appendChild(document.createElement('div'))
  const said: string[] = []
  const clipboard = attachClipboard(host, board.editor, (text) => said.push(text))
  onTestFinished(() => {
    clipboard.dispose()
    host.remove()
  })
  return { ...board, host, said, clipboard }
}

/** What the browser does on Ctrl+C, Ctrl+X, Ctrl+V; answers whether the page took it. */
function press(
  type: 'copy' | 'cut' | 'paste',
  clipboardData: DataTransfer,
  target: EventTarget = document.body,
): boolean {
  return !target.dispatchEvent(new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true }))
}

let data: DataTransfer
beforeEach(() => {
  data = new DataTransfer()
})

const select = ({ editor }: TestBoard, ...ids: string[]) => {
  editor.selection.value = new Set(ids)
}
const contents = ({ document: board }: TestBoard) =>
  Array.from(board.elements(), ({ kind, props }) => ({ kind, props }))

test('[CLIP4] copied on one board and pasted on another: the same, at the pointer, selected, one step', () => {
  const from = page()
  select(from, addRectangle(from.document, 10, 10, 100, 50, 'red'), addText(from.document, 40, 20, 'hello <b>'))
  expect(press('copy', data)).toBe(true)
  expect(data.getData('text/plain')).toBe('hello <b>')
  from.clipboard.dispose()

  const to = page()
  to.host.dispatchEvent(new PointerEvent('pointermove', { clientX: 300, clientY: 200, bubbles: true }))
  expect(press('paste', data)).toBe(true)
  expect(contents(to).map(({ kind }) => kind)).toEqual(['rectangle', 'text'])
  const fields = (all: ReturnType<typeof contents>) => all.map(({ props }) => ({ ...props, matrix: 0 }))
  expect(fields(contents(to))).toEqual(fields(contents(from)))
  expect(to.editor.selection.value.size).toBe(2)
  to.editor.history.undo()
  expect(to.document.size).toBe(0)
})

test('[CLIP5] cutting takes away, pasting brings back', () => {
  const board = page()
  select(board, addRectangle(board.document, 0, 0, 10, 10))
  press('cut', data)
  expect(board.document.size).toBe(0)
  press('paste', data)
  expect(board.document.size).toBe(1)
})

test('[CLIP6] text of other programs becomes a text around the pointer; what is nothing, or too much, is told', () => {
  const board = page()
  data.setData('text/plain', 'one\r\ntwo\n')
  press('paste', data)
  expect(contents(board)).toMatchObject([{ kind: 'text', props: { text: 'one\ntwo' } }])
  press('paste', new DataTransfer())
  const much = new DataTransfer()
  much.setData('text/plain', 'x'.repeat(20_000))
  press('paste', much)
  expect(board.document.size).toBe(1)
  expect(board.said).toEqual([
    'There is nothing on the clipboard that a board can show',
    'That is too much for one paste',
  ])
})

test('[CLIP7] fields and dialogs keep their own clipboard, and marked text on the page is copied as text', () => {
  const board = page()
  select(board, addRectangle(board.document, 0, 0, 10, 10))
  const field = board.host.appendChild(document.createElement('input'))
  expect(press('copy', data, field)).toBe(false)
  expect(press('paste', data, field)).toBe(false)
  const sentence = board.host.appendChild(document.createElement('p'))
  sentence.textContent = 'marked'
  getSelection()?.selectAllChildren(sentence)
  expect(press('copy', data)).toBe(false)
  getSelection()?.removeAllRanges()
  expect(press('copy', data)).toBe(true)
})

test('[CLIP8] who may only look can copy, and neither cut nor paste', () => {
  const board = page({ readonly: true })
  select(board, addRectangle(board.document, 0, 0, 10, 10))
  expect(press('cut', data)).toBe(false)
  expect(press('copy', data)).toBe(true)
  expect(press('paste', data)).toBe(false)
  expect(board.document.size).toBe(1)
})

test('[CLIP10] a pasted file that is no picture is opened, whatever its name says as text; cells of a spreadsheet are not', () => {
  const board = testBoard()
  const opened: string[] = []
  const { dispose } = attachClipboard(document.body, board.editor, () => undefined, {
    take: () => undefined,
    lend: () => undefined,
    borrow: () => undefined,
    open: ({ name }) => opened.push(name),
  })
  onTestFinished(dispose)
  data.items.add(new File(['a,b'], 'plan.csv', { type: 'text/csv' }))
  data.setData('text/plain', 'plan.csv')
  press('paste', data)
  expect([opened, board.document.size]).toEqual([['plan.csv'], 0])
  data.setData('text/html', '<table><tr><td>a</td></tr></table>')
  press('paste', data)
  expect(opened).toHaveLength(1)
  expect(contents(board).map(({ kind }) => kind)).toEqual(['table'])
})

test('[IMG30] pasted and dropped files, and the markup of a drawing, become pictures where they are put', () => {
  const { editor } = testBoard()
  const host = document.body.appendChild(document.createElement('div'))
  const taken: { readonly types: readonly string[]; readonly x: number }[] = []
  const take = (blobs: readonly Blob[], { x }: { readonly x: number }) =>
    void taken.push({ types: blobs.map(({ type }) => type), x })
  const clipboard = attachClipboard(host, editor, () => {}, { take, lend: () => {}, borrow: () => {} })
  const opened: string[] = []
  const stopDrops = attachDrops(host, editor, take, ({ name }) => void opened.push(name))
  onTestFinished(() => {
    clipboard.dispose()
    stopDrops()
    host.remove()
  })
  data.items.add(new File(['x'], 'a.png', { type: 'image/png' }))
  data.items.add(new File(['x'], 'a.txt', { type: 'text/plain' }))
  press('paste', data)
  const svg = new DataTransfer()
  svg.setData('text/plain', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
  press('paste', svg)
  const { left, top } = host.getBoundingClientRect()
  const drop = new DragEvent('drop', { dataTransfer: data, clientX: left + 30, clientY: top + 40, cancelable: true })
  expect(host.dispatchEvent(drop)).toBe(false)
  // What comes of an SVG is chosen, see IMP8.
  const house = new DataTransfer()
  house.items.add(new File(['<svg/>'], 'house.svg', { type: 'image/svg+xml' }))
  host.dispatchEvent(new DragEvent('drop', { dataTransfer: house, cancelable: true }))
  expect(opened).toEqual(['house.svg'])
  expect(taken).toEqual([
    { types: ['image/png'], x: 400 },
    { types: ['image/svg+xml'], x: 400 },
    { types: ['image/png'], x: 30 },
  ])
})

test('[IMG30] what was copied on a board is pasted as that, though browsers add a picture of it', () => {
  const from = page()
  select(from, addRectangle(from.document, 10, 10, 100, 50, 'red'))
  press('copy', data)
  from.clipboard.dispose()
  data.items.add(new File(['x'], 'a.png', { type: 'image/png' }))
  const to = page()
  press('paste', data)
  expect(contents(to).map(({ kind }) => kind)).toEqual(['rectangle'])
})

test('[TABLE15] a table of a spreadsheet is pasted as that, though the spreadsheet adds a picture of it', () => {
  const { editor } = testBoard()
  const host = document.body.appendChild(document.createElement('div'))
  const taken: string[] = []
  const take = (blobs: readonly Blob[]) => void taken.push(...blobs.map(({ type }) => type))
  const clipboard = attachClipboard(host, editor, () => {}, { take, lend: () => {}, borrow: () => {} })
  onTestFinished(() => {
    clipboard.dispose()
    host.remove()
  })
  data.setData('text/html', '<table><tr><td>Pears</td><td>5</td></tr></table>')
  data.setData('text/plain', 'Pears\t5\n')
  data.items.add(new File(['x'], 'image.png', { type: 'image/png' }))
  press('paste', data)
  expect(taken).toEqual([])
  expect(Array.from(editor.document.elements(), ({ kind }) => kind)).toEqual(['table'])
})

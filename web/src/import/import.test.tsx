import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Doc } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { boardFileOf, encodeBoardFile } from '#board/document/board-file.ts'
import { prepareImage } from '../files/prepare-image.ts'
import { attachClipboard } from '../input/clipboard.ts'
import { violations } from '../ui/testing/axe.ts'
import { useShell } from '../ui/testing/use-shell.ts'
import threePages from '#board/formats/testing/files/three-pages.tldr?raw'
import { blobOf } from './prepared-pictures.ts'
import { takeDrawings } from './take-drawings.ts'

const test = useShell()

const BOX = { id: 'one', type: 'rectangle', x: 0, y: 0, width: 100, height: 50, strokeColor: '#1e1e1e' }
const picture = (dataURL: string) => ({ files: { f: { id: 'f', mimeType: 'image/png', dataURL } } })
const IMAGE = { id: 'two', type: 'image', x: 200, y: 0, width: 100, height: 50, fileId: 'f' }

const drawing = (elements: readonly object[], rest: object = {}) =>
  JSON.stringify({ type: 'excalidraw', version: 2, elements, appState: { name: 'Plan' }, ...rest })

function open(content: string, name = 'plan.excalidraw'): void {
  test.app.incoming.value = new File([content], name)
  test.app.dialogs.import.value = true
}

async function png(): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.getContext('2d')?.fillRect(0, 0, 10, 10)
  return canvas.toDataURL('image/png')
}

const put = () => page.getByRole('button', { name: 'Put on the board' })

it.each(['light', 'dark'] as const)(
  '[IMP1] a file is seen before it is put on the board: what comes, and what does not; one step brings it, %s',
  async (theme) => {
    test.app.theme.choice.value = theme
    open(drawing([BOX, { ...BOX, id: 'odd', type: 'hologram' }, IMAGE], picture(await png())))
    await expect
      .element(page.getByText('plan.excalidraw · Excalidraw · 2 elements, 1 picture among them'))
      .toBeVisible()
    await expect.element(page.getByRole('region', { name: 'What does not come along' })).toHaveTextContent('hologram')
    expect(await violations()).toEqual([])
    await put().click()
    const { document, selection, history } = test.editor
    await expect.poll(() => document.size).toBe(2)
    expect(selection.value.size).toBe(2)
    const [, image] = [...document.elements()]
    expect(image?.props).toMatchObject({ natural: [300, 150], file: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(test.done).toContain(`keep ${(image!.props as unknown as { file: string }).file}`)
    history.undo()
    expect(document.size).toBe(0)
  },
)

it('[IMP23] a file is seen with its pictures before it is put on the board; one that no browser can read is not seen', async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 20 })
  const context = canvas.getContext('2d')!
  context.fillStyle = '#12a05c'
  context.fillRect(0, 0, 40, 20)
  const broken = { ...IMAGE, id: 'three', x: 400, fileId: 'g' }
  const { files } = picture(canvas.toDataURL('image/png'))
  const rubbish = { id: 'g', mimeType: 'image/png', dataURL: 'data:image/png;base64,rubbish' }
  open(drawing([IMAGE, broken], { files: { ...files, g: rubbish } }))
  await expect.element(put()).toBeVisible()
  const seen = () => document.querySelector<HTMLCanvasElement>('.import .piece-picture')!
  // In the middle of all that is seen, as the broken one is not.
  const middle = () => {
    const { width, height } = seen()
    return [
      ...seen()
        .getContext('2d')!
        .getImageData(width / 2, height / 2, 1, 1).data,
    ]
  }
  await expect.poll(middle).toEqual([0x12, 0xa0, 0x5c, 255])
  expect(test.done.filter((deed) => deed.startsWith('keep'))).toEqual([])
  expect(test.editor.document.size).toBe(0)
})

it('[IMP2] what can’t be opened says why and changes nothing', async () => {
  open('{"type":"excalidraw","elem')
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('can’t be opened: it is not JSON, or it ends too early')
  expect(await violations()).toEqual([])
  await expect.element(put()).not.toBeInTheDocument()
  await userEvent.keyboard('{Escape}')
  open(drawing([BOX]))
  await expect.element(put()).toBeVisible()
  expect(test.editor.document.size).toBe(0)
})

it('[IMP3] a picture that no browser can read is left out, and counted', async () => {
  open(drawing([BOX, IMAGE], picture('data:image/png;base64,rubbish')))
  await put().click()
  await expect.poll(() => test.editor.document.size).toBe(1)
  await expect.element(page.getByText('1 element added; 1 thing could not come along')).toBeVisible()
})

it('[IMP7] a file of several pages brings them: the first onto the page that is shown, the others behind it, in one step', async () => {
  const { editor } = test
  open(threePages, 'three-pages.tldr')
  await expect
    .element(page.getByText('three-pages.tldr · tldraw · 12 elements, on 3 pages: this is the first'))
    .toBeVisible()
  await put().click()
  const named = () => editor.paging.pages.value.map(({ name }) => name)
  await expect.poll(() => editor.selection.value.size).toBe(2)
  expect(named().slice(1)).toEqual(['Rooms', 'Open questions'])
  expect(editor.paging.whole.size).toBe(12)
  editor.history.undo()
  expect(editor.paging.whole.size).toBe(0)
  expect(named()).toHaveLength(1)
})

const onPage = (page: string | null, element: object) => ({ kind: 'shape', color: 'red', ...element, page })

/** A board of two pages and two layers, with a picture; and its file. */
async function savedBoard() {
  const document = createBoardDocument(new Doc())
  const file = (await prepareImage(blobOf(await png()))).hash
  const ids = document.add([
    onPage('page-number-two', { text: 'on the second', link: 'https://a.example' }),
    onPage(null, { layer: 'layer-on-top-of', groups: ['a-group-of-two'] }),
    onPage(null, { kind: 'image', file, natural: [300, 150], groups: ['a-group-of-two'], z: 'Zz' }),
  ])
  document.pages.edit('page-number-two', { name: 'Two', order: 'a1' })
  document.layers.edit('layer-on-top-of', { name: 'Upper', order: 'a1' })
  document.setMeta({ title: 'Plan', background: 'blue', grid: true })
  return { ids, file, text: encodeBoardFile(boardFileOf(document, new Map([[file, await png()]]))) }
}

it('[JSON4] a board that is opened on an empty one is that board again, in one step', async () => {
  const { whole } = test.editor.paging
  const { file, text } = await savedBoard()
  test.editor.document.setMeta({ title: '' })
  open(text, 'plan.json')
  await expect
    .element(page.getByText('plan.json · Drawbridge · 3 elements, 1 picture among them, on 2 pages: this is the first'))
    .toBeVisible()
  await put().click()
  await expect.poll(() => whole.size).toBe(3)
  const pictures = new Map([[file, await png()]])
  expect(encodeBoardFile(boardFileOf(whole, pictures))).toBe(text)
  expect(test.done).toContain(`keep ${file}`)
  expect(test.editor.selection.value.size).toBe(2)
  test.editor.history.undo()
  expect([whole.size, whole.pages.all().length, whole.meta.background]).toEqual([0, 1, 'default'])
})

it('[JSON4] beside other things a board comes as copies, its further pages behind those that there are', async () => {
  const { paging, document } = test.editor
  const { ids, file, text } = await savedBoard()
  document.add([onPage(null, {})])
  for (const pages of [2, 3]) {
    open(text, 'plan.json')
    await put().click()
    await expect.poll(() => paging.pages.value.length).toBe(pages)
  }
  expect(paging.pages.value.map(({ name }) => name)).toEqual(['', 'Two', 'Two'])
  const added = [...paging.whole.elements()].slice(1)
  const [second, third] = paging.pages.value.slice(1).map(({ id }) => id)
  expect(added.map(({ belonging }) => belonging.page)).toEqual([null, null, second, null, null, third])
  const files = added.map(({ props }) => (props as { readonly file?: string }).file)
  expect(files).toEqual([file, undefined, undefined, file, undefined, undefined])
  expect(added.filter(({ id }) => ids.includes(id))).toEqual([])
  expect([paging.whole.meta.background, paging.whole.layers.all().length]).toEqual(['default', 1])
})

it('[IMP8] what a file may become is chosen beside its preview, also when it can’t become that', async () => {
  open('Who,Points\nAnna,-3\nBo,-5', 'points.csv')
  await expect.element(page.getByText('points.csv · CSV · 1 element')).toBeVisible()
  const as = page.getByRole('combobox', { name: 'As' })
  await as.selectOptions('Pie chart')
  await expect.element(page.getByRole('alert')).toHaveTextContent('nothing in it that could be a part of a pie')
  expect(await violations()).toEqual([])
  await as.selectOptions('Bar chart')
  await put().click()
  await expect.poll(() => test.editor.selection.value.size).toBeGreaterThan(5)
})

function pasted(data: Readonly<Record<string, string>>): ClipboardEvent {
  const clipboardData = new DataTransfer()
  for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text)
  return new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
}

const SHAPE = { id: 'shape:a', type: 'geo', x: 0, y: 0, props: { w: 9, h: 9, geo: 'ellipse' } }

it.each([
  ['Excalidraw', { 'text/plain': JSON.stringify({ type: 'excalidraw/clipboard', elements: [BOX], files: {} }) }],
  ['tldraw', { 'text/html': `<div data-tldraw>${JSON.stringify({ data: { shapes: [SHAPE] } })}</div>` }],
])('[IMP4] what was copied in %s is pasted as elements', async (_, data) => {
  await expect(kindsOfPasted(data)).resolves.toEqual(['shape'])
})

it('[MERM5] text that is a flowchart is pasted as one, and as text where it is none after all', async () => {
  await expect(kindsOfPasted({ 'text/plain': 'flowchart LR\n a --> b' })).resolves.toEqual(['shape', 'shape', 'line'])
  await expect(kindsOfPasted({ 'text/plain': 'graph LR\n is what I mean' })).resolves.toEqual(['text'])
})

/** What has come of it. */
async function kindsOfPasted(data: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { app, editor } = test
  const clipboard = attachClipboard(document.body, editor, () => undefined, {
    take: () => undefined,
    lend: () => undefined,
    borrow: () => undefined,
    drawing: takeDrawings(editor, app.files, (text) => app.toasts.say(text)),
  })
  editor.selection.value = new Set()
  document.body.dispatchEvent(pasted(data))
  await expect.poll(() => editor.selection.value.size).toBeGreaterThan(0)
  clipboard.dispose()
  return [...editor.selection.value].map((id) => editor.document.get(id)!.kind)
}

const library = (libraryItems: readonly object[]) => JSON.stringify({ type: 'excalidrawlib', version: 2, libraryItems })

it.each(['light', 'dark'] as const)(
  '[IMP5] a library of Excalidraw that is opened or dropped is seen, and its pieces are added to one’s own, %s',
  async (theme) => {
    test.app.theme.choice.value = theme
    open(library([{ name: 'Door', elements: [BOX, { ...BOX, id: 'odd', type: 'hologram' }] }]), 'doors.excalidrawlib')
    await expect.element(page.getByText('doors.excalidrawlib · 1 piece for your library')).toBeVisible()
    await expect.element(page.getByRole('region', { name: 'What does not come along' })).toHaveTextContent('hologram')
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'Add to your library' }).click()
    await expect.element(page.getByText('1 piece added to your library; 1 thing could not come along')).toBeVisible()
    expect(test.editor.document.size).toBe(0)
    test.app.dialogs.library.value = true
    await page.getByRole('button', { name: 'Door', exact: true }).click()
    await expect.poll(() => test.editor.document.size).toBe(1)
  },
)

it('[IMP6] a library is opened in the library itself, too, ours or Excalidraw’s; one that is none says why', async () => {
  test.app.dialogs.library.value = true
  const pick = async (content: string) => {
    await page.getByRole('button', { name: 'Open a file' }).upload(new File([content], 'x.excalidrawlib'))
  }
  await pick(library([{ name: 'Door', elements: [BOX] }, { elements: [BOX] }]))
  await expect.element(page.getByText('2 pieces added to your library')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Door', exact: true })).toBeVisible()
  await pick('{"type":"excalidrawlib"')
  await expect.element(page.getByText(/can’t be opened: it is not JSON/)).toBeVisible()
  await pick('hello')
  await expect.element(page.getByText('There are no pieces in that file.')).toBeVisible()
})

it.each(['light', 'dark'] as const)(
  '[IMP22] what is written is drawn while somebody writes, and says why where it can’t be, %s',
  async (theme) => {
    test.app.theme.choice.value = theme
    test.app.dialogs.import.value = true
    await page.getByRole('button', { name: 'Write or paste text' }).click()
    const text = page.getByRole('textbox', { name: /^A flowchart/ })
    await expect.element(text).toHaveFocus()
    await text.fill('flowchart LR\n a --> b')
    await expect.element(page.getByText('Text · Mermaid · 3 elements')).toBeVisible()
    await text.fill('flowchart LR\n a --> b\n b[')
    await expect.element(page.getByRole('alert')).toHaveTextContent('line 3 of the chart is not understood')
    expect(await violations()).toEqual([])
    await text.fill('Who,Points\nAnna,3\nBo,5')
    await expect.element(page.getByText('Text.csv · CSV · 1 element')).toBeVisible()
    // What it is to become stays while somebody writes on.
    await page.getByRole('combobox', { name: 'As' }).selectOptions('Bar chart')
    await expect.element(page.getByText(/CSV · \d\d elements/)).toBeVisible()
    const drawn = () => page.getByText(/^Text\.csv · CSV/).element().textContent
    const before = drawn()
    await text.fill('Who,Points\nAnna,3')
    await expect.poll(drawn).not.toBe(before)
    await expect.element(page.getByRole('combobox', { name: 'As' })).toHaveValue('bars')
    await text.fill('')
    await expect.element(put()).not.toBeInTheDocument()
    await text.fill('graph TD\n a')
    await put().click()
    await expect.poll(() => test.editor.document.size).toBe(1)
  },
)

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { readGiven } from '#board/formats/index.ts'
import { LIMITS } from '#board/limits.ts'
import { givenOf } from '../import/formats.ts'
import { violations } from '../ui/testing/axe.ts'
import { useShell } from '../ui/testing/use-shell.ts'
import { pngSnapshot } from './snapshot.ts'

const test = useShell()
let saved: { readonly name: string; readonly blob: Promise<Blob> }[]

beforeEach(() => {
  saved = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob: fetch(this.href).then((response) => response.blob()) })
  })
})
afterEach(() => void vi.restoreAllMocks())

const shape = (x: number) => ({
  kind: 'shape',
  matrix: [100, 0, 0, 50, x, 0],
  fill: 'red',
  color: 'red',
  text: 'née <&>',
})
const add = (...elements: readonly (Record<string, unknown> & { kind: string })[]) => test.editor.document.add(elements)
const show = async () => {
  test.app.dialogs.export.value = true
  await expect.element(save()).toBeVisible()
}
const save = () => page.getByRole('button', { name: 'Save' })
const option = (name: string) => page.getByRole('checkbox', { name })
const format = (name: string) => page.getByRole('radio', { name, exact: true })

/** Fonts are fetched for it first, and whoever runs tests may have other work to do. */
const DRAWING = { timeout: 30_000 }

async function savedFile(): Promise<{ readonly name: string; readonly blob: Blob }> {
  await expect.poll(() => saved.length, DRAWING).toBe(1)
  const { name, blob } = saved.pop()!
  return { name, blob: await blob }
}

it('[OUT1] what is selected is exported alone, without its background, as large as is said and shown', async () => {
  const [first = ''] = add(shape(0), shape(1_000))
  test.editor.selection.value = new Set([first])
  await show()
  await expect.element(page.getByRole('radio', { name: 'Only what is selected' })).toBeChecked()
  await option('Background').click()
  await page.getByRole('combobox', { name: 'Size' }).selectOptions('3×')
  await page.getByRole('combobox', { name: 'Margin' }).selectOptions('10')
  const caption = page.getByText(/\d+ × \d+ pixels/)
  const [wide, high] = caption.element().textContent.match(/\d+/g)!.map(Number)
  await page.getByRole('textbox', { name: 'File name' }).fill('one/shape')
  await save().click()
  const { name, blob } = await savedFile()
  const picture = await createImageBitmap(blob)
  expect([name, picture.width, picture.height]).toEqual(['one shape.png', wide, high])
  expect(picture.width).toBeGreaterThan(3 * 120 - 1)
  expect(picture.width).toBeLessThan(3 * 130)
  const context = new OffscreenCanvas(1, 1).getContext('2d')!
  context.drawImage(picture, 0, 0)
  expect(context.getImageData(0, 0, 1, 1).data[3]).toBe(0)
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
})

it.each(['PNG', 'SVG'])('[OUT2] a %s with the board inside can be opened again', async (picture) => {
  test.editor.document.setMeta({ title: 'Plans' })
  add(shape(0), { kind: 'text', text: 'control \u0001 and 😀', matrix: [1, 0, 0, 1, 0, 100] })
  await show()
  await format(picture).click()
  await option('Board inside, to open it again').click()
  const said = page.getByText(/\d+ × \d+ pixels/).element().textContent
  await save().click()
  const { name, blob } = await savedFile()
  const again = await readGiven(await givenOf(new File([blob], name)), test.editor.measure)
  const plain = (elements: Iterable<{ readonly kind: string; readonly text?: string }>) =>
    Array.from(elements, ({ kind, text }) => [kind, text])
  expect(again.format).toBe('Drawbridge')
  expect(plain(again.elements)).toEqual(plain(test.editor.document.copy(test.editor.document.ids())))
  const sizes = (...sides: readonly number[]) => `${sides.map(Math.round).join(' × ')} pixels`
  if (picture === 'PNG') {
    const { width, height } = await createImageBitmap(blob)
    return expect(said).toBe(sizes(width, height))
  }
  const svg = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml')
  expect(svg.querySelector('parsererror')).toBeNull()
  expect(svg.querySelector('title')?.textContent).toBe('Plans')
  expect(said).toBe(sizes(...['width', 'height'].map((side) => Number(svg.documentElement.getAttribute(side)))))
})

it('[OUT2] a picture without a board in it says so', async () => {
  const { document, measure } = test.editor
  const blob = await pngSnapshot({ elements: () => document.elements(), measure }, { theme: 'light' })
  await expect(readGiven(await givenOf(new File([blob], 'a.png')), test.editor.measure)).rejects.toThrow(
    'without a board',
  )
})

it('[OUT7] a PDF has a page for each frame, or all pages of the board, where there are several', async () => {
  const frame = (x: number) => ({ kind: 'frame', matrix: [100, 0, 0, 50, x, 0] })
  add(frame(0), frame(200))
  test.editor.document.pages.edit('the-second-page', { name: 'Two', order: 'a1' })
  const request = vi.spyOn(test.app.session, 'request').mockImplementation(async () => new Response('%PDF'))
  await show()
  await expect.element(page.getByRole('group', { name: 'What' })).not.toBeInTheDocument()
  await format('PDF').click()
  for (const [part, each] of [
    ['A page for each frame', 'each=frame'],
    ['All pages of the board', 'each=page'],
  ] as const) {
    await page.getByRole('radio', { name: part }).click()
    await expect.element(page.getByText('2 pages')).toBeVisible()
    expect(document.querySelectorAll('.export-pages canvas')).toHaveLength(2)
    await save().click()
    expect((await savedFile()).name).toBe('Plans.pdf')
    const [path] = request.mock.lastCall!
    expect(path).toContain(each)
    expect(path).not.toContain('&page=')
    if (each === 'each=frame') {
      await show()
      await format('PDF').click()
    }
  }
})

it('[OUT8] a link to the picture shows what was chosen, and ends when somebody says so', async () => {
  const copied: string[] = []
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text))
  const request = vi
    .spyOn(test.app.session, 'request')
    .mockImplementation(async () => Response.json({ url: 'https://board.example/signed' }))
  add(shape(0))
  await show()
  await format('SVG').click()
  await option('Background').click()
  const copy = page.getByRole('button', { name: 'Copy link to the picture' })
  await copy.click()
  await expect.poll(() => copied).toHaveLength(1)
  expect(copied[0]).toMatch(/\/b\/board-one-1\.svg\?.*transparent=1.*key=picture\.key/)
  await page.getByRole('combobox', { name: 'A link to the picture works' }).selectOptions('for a week')
  await copy.click()
  await expect.poll(() => copied).toHaveLength(2)
  expect(copied[1]).toBe('https://board.example/signed')
  const wish = JSON.parse(request.mock.lastCall?.[1]?.body as string) as Record<string, string>
  expect(wish).toMatchObject({ format: 'svg', query: expect.stringContaining('transparent=1') as string })
  expect(Date.parse(wish['expiresAt'] ?? '') - Date.now()).toBeGreaterThan(6 * 86_400_000)
})

it('[OUT10] an export that is under way can be cancelled, and what is asked for next takes its place', async () => {
  const asked: AbortSignal[] = []
  vi.spyOn(test.app.session, 'request').mockImplementation((_, { signal } = {}) => {
    asked.push(signal!)
    return new Promise((_resolve, reject) => {
      signal!.addEventListener('abort', () => reject(signal!.reason as Error))
    })
  })
  add(shape(0))
  await show()
  await format('PDF').click()
  await save().click()
  await expect.element(page.getByRole('progressbar')).toBeVisible()
  await save().click()
  await expect.poll(() => asked.map(({ aborted }) => aborted), DRAWING).toEqual([true, false])
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument()
  expect(asked[1]?.aborted).toBe(true)
  expect([saved, test.app.toasts.shown.peek()]).toEqual([[], []])
  await format('PNG').click()
  await save().click()
  expect((await savedFile()).name).toBe('Plans.png')
})

it('[OUT11] an SVG has outlines in place of letters if somebody wants that, and so has the link to it', async () => {
  const copied: string[] = []
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text))
  const request = vi.spyOn(test.app.session, 'request').mockImplementation(async () => new Response('<svg></svg>'))
  add(shape(0))
  await show()
  await expect.element(option('Letters as outlines')).not.toBeInTheDocument()
  await format('SVG').click()
  await option('Letters as outlines').click()
  await option('Board inside, to open it again').click()
  await page.getByRole('button', { name: 'Copy link to the picture' }).click()
  await expect.poll(() => copied, DRAWING).toHaveLength(1)
  expect(copied[0]).toContain('text=paths')
  await save().click()
  const { blob } = await savedFile()
  expect(request.mock.lastCall?.[0]).toMatch(/^\/snapshot\.svg\?.*text=paths/)
  const again = await readGiven(await givenOf(new File([blob], 'a.svg')), test.editor.measure)
  expect(again.elements).toHaveLength(1)
})

it.each([
  ['Board', 'Plans.json', '"format":"drawbridge/board"'],
  ['Excalidraw', 'Plans.excalidraw', '"type": "excalidraw"'],
])('[OUT3] a board is saved as a file: %s', async (name, fileName, content) => {
  add(shape(0))
  await show()
  await format(name).click()
  await save().click()
  const file = await savedFile()
  expect(file.name).toBe(fileName)
  expect(await file.blob.text()).toContain(content)
})

it('[OUT12] whoever saves a file is told how many of its pictures are not in it', async () => {
  const image = (digit: string, x: number) => ({
    kind: 'image',
    file: digit.repeat(64),
    natural: [10, 10],
    matrix: [10, 0, 0, 10, x, 0],
  })
  add(image('1', 0), image('2', 20), image('2', 40), image('3', 60))
  const bytes = new Uint8Array(0.76 * LIMITS.boardFilePictures)
  const { images } = test.editor.scene
  vi.spyOn(images, 'blobOf').mockImplementation(async (file) => {
    if (file.startsWith('1')) return undefined
    return new Blob([file.startsWith('2') ? bytes : 'small'], { type: 'image/png' })
  })
  const said = vi.spyOn(test.app.toasts, 'say')
  await show()
  await format('Board').click()
  await save().click()
  const { blob } = await savedFile()
  await expect.poll(() => said.mock.lastCall?.[0]).toBe('Saved Plans.json; 2 pictures are not in it')
  expect(await blob.text()).not.toContain(`"${'2'.repeat(64)}":`)
})

it('[OUT13] a picture is copied as one, an SVG as its text; what is printed is that picture alone, which is gone afterwards', async () => {
  add(shape(0))
  const written: ClipboardItem[] = []
  vi.spyOn(navigator.clipboard, 'write').mockImplementation(async (items) => void written.push(...items))
  const texts: string[] = []
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void texts.push(text))
  const sheets = () => document.querySelectorAll<HTMLImageElement>('body > .print-sheet')
  const printed: boolean[] = []
  vi.spyOn(window, 'print').mockImplementation(() => {
    printed.push(...Array.from(sheets(), ({ complete, naturalWidth }) => complete && naturalWidth > 200))
  })
  await show()
  const copy = page.getByRole('button', { name: 'Copy', exact: true })
  await copy.click()
  await expect.poll(() => written.length, DRAWING).toBe(1)
  const picture = await createImageBitmap(await written[0]!.getType('image/png'))
  expect(picture.width).toBeGreaterThan(200)
  await page.getByRole('button', { name: 'Print' }).click()
  await expect.poll(() => printed, DRAWING).toEqual([true])
  await expect.poll(() => sheets().length).toBe(0)
  await format('SVG').click()
  await copy.click()
  await expect.poll(() => texts.length, DRAWING).toBe(1)
  expect(texts[0]).toMatch(/^<svg /)
})

it.each(['light', 'dark'] as const)('[OUT4] the dialog has no axe violation and fits a phone, %s', async (theme) => {
  test.app.theme.choice.value = theme
  await page.viewport(360, 640)
  add(shape(0))
  await show()
  expect(await violations()).toEqual([])
  const dialog = page.getByRole('dialog', { name: 'Export' }).element()
  expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth)
})

it('[OUT5] a large board is drawn part by part, and one that nobody waits for any more is not drawn to its end', async () => {
  const { document, measure } = test.editor
  add(
    ...Array.from({ length: 3_000 }, (_, i) => ({
      kind: 'shape',
      matrix: [9, 0, 0, 9, (i % 60) * 10, Math.floor(i / 60) * 10],
    })),
  )
  const shares: number[] = []
  const stop = new AbortController()
  const onProgress = (share: number) => {
    shares.push(share)
    if (shares.length === 2) stop.abort(new Error('stopped'))
  }
  await expect(
    pngSnapshot(
      { elements: () => document.elements(), measure },
      { theme: 'light' },
      { onProgress, signal: stop.signal },
    ),
  ).rejects.toThrow('stopped')
  expect(shares).toHaveLength(2)
  expect(shares[1]).toBeLessThan(0.5)
})

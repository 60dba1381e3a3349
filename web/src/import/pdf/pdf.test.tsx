import fc from 'fast-check'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { BadFile } from '#board/document/board-file.ts'
import { IMPORT_LIMITS } from '#board/import-limits.ts'
import { violations } from '../../ui/testing/axe.ts'
import { useShell } from '../../ui/testing/use-shell.ts'
import { readRanges, writeRanges } from './page-ranges.ts'
import { openPdf } from './pdf-file.ts'
import { smallPdf, type SmallPage } from './testing/small-pdf.ts'
import lockedUrl from './testing/locked.pdf?url'

const test = useShell()

const RED: SmallPage = { text: 'Hello page one', width: 300, height: 400, color: [1, 0, 0] }
const GREEN: SmallPage = { text: 'Second page', width: 400, height: 300, color: [0, 1, 0] }
const pagesOf = (count: number) => smallPdf(Array.from({ length: count }, (_, i) => (i % 2 === 0 ? RED : GREEN)))

const bytesOf = (text: string) => new TextEncoder().encode(text)

function open(content: BlobPart, name = 'paper.pdf'): void {
  test.app.incoming.value = new File([content], name)
  test.app.dialogs.import.value = true
}

const put = () => page.getByRole('button', { name: /^Put .* on the board$/ })
const range = () => page.getByRole('textbox', { name: 'Pages' })
const painted = () => document.querySelectorAll('canvas[data-painted]').length

it.each(['light', 'dark'] as const)(
  '[IMP20] pages of a PDF are seen and chosen, and come as pictures in a row, each in its frame, in one step, %s',
  async (theme) => {
    test.app.theme.choice.value = theme
    open(smallPdf([RED, GREEN, RED]))
    await expect.element(page.getByText('paper.pdf · PDF · 3 pages')).toBeVisible()
    await expect.element(range()).toHaveValue('1-3')
    await expect.poll(painted).toBe(3)
    expect(await violations()).toEqual([])
    await page.getByRole('checkbox', { name: 'Page 2' }).click()
    await expect.element(range()).toHaveValue('1, 3')
    await range().fill('2-3')
    await put().click()
    const { document: board, selection, history } = test.editor
    await expect.poll(() => board.size).toBe(4)
    const elements = [...board.elements()]
    expect(elements.map(({ kind }) => kind)).toEqual(['frame', 'image', 'frame', 'image'])
    expect(elements.map(({ props }) => props)).toMatchObject([
      { name: 'Page 2' },
      { alt: 'Second page', natural: [1067, 800] },
      { name: 'Page 3' },
      { alt: 'Hello page one', natural: [800, 1067] },
    ])
    // Scene units are CSS pixels: a point is 4/3 of one. The second begins a little behind the first.
    const [first, second] = [elements[0], elements[2]].map(
      (element) => (element!.props as unknown as { matrix: readonly number[] }).matrix,
    )
    expect(first!.slice(0, 4).map(Math.round)).toEqual([533, 0, 0, 400])
    expect(second![4]! - first![4]!).toBeCloseTo(533.3 + 48, 0)
    expect(second![5]).toBe(first![5])
    expect(board.belonging(elements[1]!.id)?.frame).toBe(elements[0]!.id)
    expect(selection.value.size).toBe(4)
    expect(test.done.filter((done) => done.startsWith('keep '))).toHaveLength(2)
    await expect.element(page.getByText('2 pages added')).toBeVisible()
    history.undo()
    expect(board.size).toBe(0)
  },
)

it('[IMP20] letters that the file only names are drawn', async () => {
  const pdf = await openPdf(bytesOf(smallPdf([GREEN])))
  const canvas = document.createElement('canvas')
  await pdf.paint(1, canvas, 400)
  const { data } = canvas.getContext('2d')!.getImageData(40, 40, 120, 30)
  const dark = data.filter((value, i) => i % 4 === 1 && value < 100).length
  expect(dark).toBeGreaterThan(100)
  pdf.close()
  await expect(pdf.paint(1, canvas, 400)).rejects.toThrow('closed')
})

it('[IMP21] what is no PDF, ends too early, is locked or has too many pages says why, and changes nothing', async () => {
  const locked = await (await fetch(lockedUrl)).arrayBuffer()
  for (const [content, reason] of [
    ['%PDF-1.4\nrubbish', 'it is no PDF, or it ends too early'],
    [locked, 'it is locked with a password'],
    [pagesOf(IMPORT_LIMITS.pdfPages + 1), 'it has more than 1,000 pages'],
  ] as const) {
    open(content)
    await expect.element(page.getByRole('alert')).toHaveTextContent(reason)
    await expect.element(put()).not.toBeInTheDocument()
  }
  await userEvent.keyboard('{Escape}')
  expect(test.editor.document.size).toBe(0)
})

it('[IMP21] a thousand pages can be looked at; no more are chosen, and none are put on the board, than go at once', async () => {
  open(pagesOf(IMPORT_LIMITS.pdfPages))
  await expect.element(page.getByText('1,000 pages')).toBeVisible()
  await expect.element(range()).toHaveValue('1-50')
  await expect.element(put()).toHaveTextContent('50 pages')
  await page.getByRole('checkbox', { name: 'Page 51', exact: true }).click()
  await expect.element(put()).not.toBeInTheDocument()
  await range().fill('999-')
  await expect.element(put()).toHaveTextContent('2 pages')
  for (const written of ['0', '1001', '3-2', 'all', '']) {
    await range().fill(written)
    await expect.element(put()).not.toBeInTheDocument()
  }
  // Those that are out of sight are not painted.
  await expect.poll(painted).toBeGreaterThan(0)
  expect(painted()).toBeLessThan(60)
})

it('[IMP21] who closes the dialog while pages are on their way gets none', async () => {
  const { files } = test.app
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  Object.assign(test.app, { files: { ...files, keep: () => held } })
  open(pagesOf(20))
  await put().click()
  await expect.element(page.getByRole('progressbar')).toBeVisible()
  await userEvent.keyboard('{Escape}')
  Object.assign(test.app, { files })
  letGo()
  const { document: board } = test.editor
  for (const size of [2, 4]) {
    open(pagesOf(1))
    await put().click()
    // Those that were given up are not among what came.
    await expect.poll(() => board.size).toBe(size)
  }
})

it(
  '[IMP21] a PDF that is broken anywhere is opened or refused with a reason, and its pages are painted or not',
  { timeout: 90_000 },
  async () => {
    const whole = smallPdf([RED, GREEN])
    const broken = fc.oneof(
      fc.nat(whole.length).map((end) => whole.slice(0, end)),
      fc
        .tuple(fc.nat(whole.length), fc.nat(30), fc.string({ maxLength: 6 }))
        .map(([at, length, rubbish]) => whole.slice(0, at) + rubbish + whole.slice(at + length)),
    )
    await fc.assert(
      fc.asyncProperty(broken, async (text) => {
        const pdf = await openPdf(bytesOf(text)).catch((error: unknown) => error)
        if (pdf instanceof Error) {
          expect(pdf).toBeInstanceOf(BadFile)
          return
        }
        const { pages, paint, close } = pdf as Awaited<ReturnType<typeof openPdf>>
        const canvas = document.createElement('canvas')
        for (let number = 1; number <= Math.min(pages, 3); number++)
          await paint(number, canvas, 60).catch(() => undefined)
        close()
      }),
      { numRuns: 10 },
    )
  },
)

it('[IMP20] pages are chosen as people write them', () => {
  expect([...readRanges('1-3, 7', 9)!]).toEqual([1, 2, 3, 7])
  expect([...readRanges(' 8 – ; 2,2', 9)!].toSorted((a, b) => a - b)).toEqual([2, 8, 9])
  for (const wrong of ['0', '10', '3-2', 'x', '1-x', '-3', '1-999999999']) expect(readRanges(wrong, 9)).toBeUndefined()
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (pages) => {
      expect(readRanges(writeRanges(pages), 60)).toEqual(new Set(pages.toSorted((a, b) => a - b)))
    }),
  )
})

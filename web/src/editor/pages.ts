import { newId } from '#board/document/new-id.ts'
import { keysAbove, keysBetween } from '#board/document/order.ts'
import type { SectionList } from '#board/document/board-document.ts'
import { FIRST_SECTION, type Section } from '#board/document/sections.ts'
import { renew } from '#board/document/renew.ts'
import { pageOf } from '#board/document/structure.ts'
import type { Editor } from './editor.ts'
import type { Translate } from '../words/words.ts'
import { nameOfSection, turnTo } from './turn-page.ts'

/** How an element says on which page or layer it is. */
const saidOf = (id: string): string | null => (id === FIRST_SECTION ? null : id)

/** A new page behind all others, which is shown. */
export function addPage(editor: Editor): void {
  const { paging, document, t } = editor
  const id = newId()
  const pages = paging.pages.peek()
  document.pages.edit(id, { name: newName(t, 'Page', pages), order: orderAbove(pages) })
  turnTo(editor, id)
}

/** A copy of a page, with all that is on it, behind it; shown. One step. */
export function duplicatePage(editor: Editor, page: Section, name: string): void {
  const { paging, document, history, t } = editor
  const pages = paging.pages.peek()
  const after = pages[pages.findIndex(({ id }) => id === page.id) + 1]
  const id = newId()
  history.begin()
  const called = t('{name} (copy)', { name }).slice(0, 120)
  document.pages.edit(id, { name: called, order: keysBetween(page.order, after?.order, 1)[0]! })
  const copies = renew(paging.whole.copy(paging.idsWhere((belonging) => pageOf(belonging) === page.id)))
  paging.whole.add(copies.map((copy) => Object.assign(copy, { page: id })))
  history.end()
  turnTo(editor, id)
}

/** Deletes a page with all that is on it; one step. The last one that there is stays. */
export function deletePage(editor: Editor, page: string): void {
  const { paging, document, history } = editor
  const pages = paging.pages.peek()
  const at = pages.findIndex(({ id }) => id === page)
  const next = pages[at + 1] ?? pages[at - 1]
  if (at < 0 || !next) return
  editor.bulk.finish()
  history.begin()
  document.batch(() => {
    paging.whole.remove(paging.idsWhere((belonging) => pageOf(belonging) === page))
    document.pages.edit(page, { gone: true })
  })
  history.end()
  if (paging.page.peek() === page) turnTo(editor, next.id)
}

/** Puts what is selected onto another page, and stays on this one. */
export function moveToPage({ document, selection }: Editor, page: string): void {
  const ids = selection.peek()
  selection.value = new Set()
  document.edit(ids, 'page', saidOf(page))
}

/** A new layer above all others; what is drawn next comes onto it. */
export function addLayer({ document, paging, t }: Editor): void {
  const id = newId()
  const layers = paging.layers.peek()
  document.layers.edit(id, { name: newName(t, 'Layer', layers), order: orderAbove(layers) })
  paging.layer.value = id
}

/** Deletes a layer, and puts what is on it onto the one beneath, or above where there is none; one step. The last one stays. */
export function deleteLayer({ document, paging, history }: Editor, layer: string): void {
  const layers = paging.layers.peek()
  const at = layers.findIndex(({ id }) => id === layer)
  const heir = layers[at - 1] ?? layers[at + 1]
  if (at < 0 || !heir) return
  history.begin()
  document.batch(() => {
    const on = paging.idsWhere((belonging) => (belonging.layer ?? FIRST_SECTION) === layer)
    paging.whole.edit(on, 'layer', saidOf(heir.id))
    document.layers.edit(layer, { gone: true })
  })
  history.end()
  if (paging.layer.peek() === layer) paging.layer.value = heir.id
}

/** Puts what is selected onto another layer. */
export function moveToLayer({ document, selection }: Editor, layer: string): void {
  document.edit(selection.peek(), 'layer', saidOf(layer))
}

/** Puts a page or layer at a place among all; one step. What has no name but its place keeps that as its name. */
export function placeSection({ document, paging, t }: Editor, what: 'Page' | 'Layer', id: string, to: number): void {
  const [list, sections] =
    what === 'Page' ? [document.pages, paging.pages.peek()] : [document.layers, paging.layers.peek()]
  document.batch(() => {
    sections.forEach((each, at) => each.name === '' && list.edit(each.id, { name: nameOfSection(t, what, each, at) }))
    order(list, sections, id, to)
  })
}

function order(list: SectionList, sections: readonly Section[], id: string, to: number): void {
  const others = sections.filter((each) => each.id !== id)
  const [key] = keysBetween(others[to - 1]?.order, others[to]?.order, 1)
  const [below, above] = [others[to - 1]?.order, others[to]?.order]
  if (key !== undefined && (below === undefined || key > below) && (above === undefined || key < above)) {
    list.edit(id, { order: key })
    return
  }
  // Two people may have given the same place: all get one of their own.
  const ids = others.map((each) => each.id).toSpliced(to, 0, id)
  const keys = keysAbove(undefined, ids.length)
  ids.forEach((each, i) => list.edit(each, { order: keys[i]! }))
}

/** The name of a new one: by its place, or the next that none of the others has. */
function newName(t: Translate, what: 'Page' | 'Layer', sections: readonly Section[]): string {
  const names = new Set(sections.map((section, at) => nameOfSection(t, what, section, at)))
  let at = sections.length
  const name = () => nameOfSection(t, what, { name: '' }, at)
  while (names.has(name())) at++
  return name()
}

const orderAbove = (sections: readonly Section[]): string => keysAbove(sections.at(-1)?.order, 1)[0]!

import { EMPTY_BOX } from '#board/geometry/box.ts'
import type { Editor } from '../editor/editor.ts'
import { goTo } from '../editor/go-to.ts'
import { nameOf, wordsOf } from '../editor/name-of.ts'
import { readingOrder } from '../editor/reading-order.ts'
import type { PanelProps } from './dialogs.tsx'
import { Finder, type Findable } from './finder.tsx'

interface Entry extends Findable {
  /** The words as they are compared: without case and accents. */
  readonly plain: string
}

/** What is on the board, as a list: found by its words, gone to with Enter. */
export function Panel({ open, app: { editor } }: PanelProps) {
  return (
    <Finder
      label="Find on this board"
      entries={entriesOf(editor)}
      matches={({ plain }, query) => plain.includes(plainOf(query))}
      onPick={({ id }) => {
        open.value = false
        goTo(editor, id)
      }}
      none="Nothing on this board says that."
    />
  )
}

const plainOf = (words: string) => words.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Scene units: about one line of text. */
const ROW_HEIGHT = 40

/** Words first, in reading order; then everything else. */
function entriesOf({ document, scene }: Editor): Entry[] {
  const withWords: Entry[] = []
  const others: Entry[] = []
  const elements = new Map(Array.from(document.elements(), (element) => [element.id, element]))
  const boxes = Array.from(elements.keys(), (id) => [id, scene.boundsOf(id) ?? EMPTY_BOX] as const)
  for (const [id] of readingOrder(boxes, ROW_HEIGHT)) {
    const element = elements.get(id)
    if (!element) continue
    const words = wordsOf(element)
    const label = nameOf(element)
    ;(words === '' ? others : withWords).push({ id, label, plain: plainOf(words === '' ? label : words) })
  }
  return [...withWords, ...others]
}

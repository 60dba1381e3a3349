import type { Element } from '#board/document/element.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { firstOf } from './first-of.ts'
import { free } from './groups.ts'

/** So many selected elements say what is the same. */
const ASKED = 200

/** Selects all that are like one of those selected, by what `likeness` answers; undefined is like nothing. */
function selectSame(editor: Editor, likeness: (element: Element) => string | undefined): void {
  const { document, selection } = editor
  const liked = new Set<string>()
  for (const id of firstOf(selection.value, ASKED)) {
    const element = document.get(id)
    const like = element && likeness(element)
    if (like !== undefined) liked.add(like)
  }
  const same: string[] = []
  for (const element of document.elements()) if (liked.has(likeness(element) ?? '')) same.push(element.id)
  editor.toolbox.done()
  editor.selection.value = new Set(free(editor, same))
}

const fieldOf = ({ props }: Element, field: string): unknown =>
  Object.entries(props).find(([name]) => name === field)?.[1]

/** The kind, and of those that come in several forms the form. */
const formOf = (element: Element): string => JSON.stringify([element.kind, fieldOf(element, 'shape')])

function colorOf(element: Element): string | undefined {
  const color = fieldOf(element, 'color')
  return typeof color === 'string' ? color : undefined
}

const hasSelection = ({ readonly, selection }: Editor) => !readonly && selection.value.size > 0

export const SELECT_SAME_COMMANDS: readonly Command[] = [
  {
    id: 'select-same-kind',
    label: 'Select all of this kind',
    shortcuts: [],
    enabled: hasSelection,
    run: (editor) => selectSame(editor, formOf),
  },
  {
    id: 'select-same-color',
    label: 'Select all of this colour',
    shortcuts: [],
    enabled: hasSelection,
    run: (editor) => selectSame(editor, colorOf),
  },
]

import type { Element } from '#board/document/element.ts'
import type { Editor } from './editor.ts'

/** The fields that are other in an element of another form. */
export type Reshaping = Readonly<Record<string, unknown>>

/** Writes another form of an element, as one step. Only what is other than it was. */
export function reshape(editor: Editor, { id, props }: Element, change: Reshaping): void {
  const before = props as unknown as Readonly<Record<string, unknown>>
  const fields = Object.entries(change).filter(
    ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
  )
  if (fields.length === 0 || !editor.document.has(id)) return
  editor.bulk.edit([id], (ids) =>
    editor.document.batch(() => {
      for (const [name, value] of fields) editor.document.edit(ids, name, value)
    }),
  )
}

import type { BoardDocument } from '#board/document/board-document.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { firstOf } from './first-of.ts'

/**
 * The document as tools and commands write it: what is locked stays as it is, but for being unlocked, and goes where the frame
 * goes that it is in: `isMoving` answers whether that is on the move.
 */
export function guardLocked(document: BoardDocument, isMoving: (frame: string) => boolean): BoardDocument {
  const isLocked = (id: string) => document.belonging(id)?.locked === true
  const free = (ids: Iterable<string>) => Array.from(ids).filter((id) => !isLocked(id))
  const isCarried = (id: string) => {
    const frame = document.belonging(id)?.frame ?? null
    return frame !== null && isMoving(frame) && !isLocked(frame)
  }
  return Object.assign(Object.create(document) as BoardDocument, {
    remove: (ids) => document.remove(free(ids)),
    transform: (ids, by) =>
      document.transform(
        Array.from(ids).filter((id) => !isLocked(id) || isCarried(id)),
        by,
      ),
    edit: (ids, field, value) => document.edit(field === 'locked' ? ids : free(ids), field, value),
  } satisfies Partial<BoardDocument>)
}

/** So many selected elements speak for all when it is asked how they are. */
const ASKED = 200

const isLocked = (editor: Editor, id: string): boolean => editor.scene.belonging(id)?.locked === true

function some(editor: Editor, locked: boolean): boolean {
  return firstOf(editor.selection.value, ASKED).some((id) => isLocked(editor, id) === locked)
}

function setLocked(editor: Editor, ids: Iterable<string>, locked: boolean, selected: Iterable<string>): void {
  editor.bulk.edit(
    Array.from(ids).filter((id) => isLocked(editor, id) !== locked),
    (part) => editor.document.edit(part, 'locked', locked),
    () => {
      editor.selection.value = new Set(selected)
    },
  )
}

const lockedOf = ({ document }: Editor): string[] =>
  Array.from(document.ids()).filter((id) => document.belonging(id)?.locked)

/** Unlocks elements and selects them. */
export function unlock(editor: Editor, ids: Iterable<string>): void {
  const all = [...ids]
  setLocked(editor, all, false, all)
}

export const LOCK_COMMANDS: readonly Command[] = [
  {
    id: 'lock',
    label: 'Lock',
    shortcuts: ['Mod+Shift+l', 'Shift+l'],
    enabled: (editor) => !editor.readonly && editor.selection.value.size > 0,
    /** What is locked already is unlocked, as the same key does everywhere. */
    run(editor) {
      if (some(editor, false)) setLocked(editor, editor.selection.value, true, [])
      else unlock(editor, editor.selection.value)
    },
  },
  {
    id: 'unlock',
    label: 'Unlock',
    shortcuts: [],
    enabled: (editor) => !editor.readonly && some(editor, true),
    run: (editor) => unlock(editor, editor.selection.value),
  },
  {
    id: 'unlock-all',
    label: 'Unlock all',
    shortcuts: [],
    enabled: (editor) => !editor.readonly && lockedOf(editor).length > 0,
    run: (editor) => unlock(editor, lockedOf(editor)),
  },
]

import { kindOf } from '#board/elements/index.ts'
import { toggleCheckList } from './check-list.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { firstOf } from './first-of.ts'
import { partsOf, textOf } from './typing.ts'
import { ASKED, applyStyle, currentStyle, styledIds } from './style.ts'

/** Is something selected, or being typed into, that has a face? */
const hasFace = (editor: Editor): boolean =>
  !editor.readonly &&
  firstOf(styledIds(editor), ASKED).some((id) => 'bold' in kindOf(editor.scene.kindOf(id) ?? '').fields)

/** What carries words of those that are meant. */
const worded = (editor: Editor): string[] =>
  firstOf(styledIds(editor), ASKED).filter((id) => kindOf(editor.scene.kindOf(id) ?? '').text)

/** Of an element, of its part that is being typed, or of all its parts. */
function toggleCheckLists(editor: Editor, id: string): void {
  const parts = partsOf(editor, id)
  const { value: typed } = editor.part
  if (parts.length === 0) return toggleCheckList(editor, id)
  const said = parts.filter((part) => (typed === null ? textOf(editor, id, part) !== '' : part === typed))
  for (const part of said) toggleCheckList(editor, id, part)
}

/** What it is for all, it is for none afterwards; where they differ, it is for all. */
const toggles = (style: 'bold' | 'italic') => (editor: Editor) =>
  applyStyle(editor, { [style]: currentStyle(editor)[style] !== true })

/** What is done to words, typed at the moment or selected. */
export const TEXT_COMMANDS: readonly Command[] = [
  { id: 'bold', label: 'Bold', shortcuts: ['Mod+b'], whileTyping: true, enabled: hasFace, run: toggles('bold') },
  { id: 'italic', label: 'Italic', shortcuts: ['Mod+i'], whileTyping: true, enabled: hasFace, run: toggles('italic') },
  {
    id: 'check-list',
    label: 'Check list',
    shortcuts: ['Mod+Shift+9'],
    whileTyping: true,
    enabled: (editor) => !editor.readonly && worded(editor).length > 0,
    run: (editor) => editor.document.batch(() => worded(editor).forEach((id) => toggleCheckLists(editor, id))),
  },
]

import { hand } from '../tools/hand.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'

/** Looks, and changes nothing until that is taken back: what is being done ends, and the hand is on. */
export function lookOnly(editor: Editor, isOn: boolean): void {
  const { looking, toolbox, selection, within } = editor
  if (isOn) {
    toolbox.choose(hand.id)
    selection.value = new Set()
    within.value = []
  }
  looking.value = isOn
  if (!isOn) toolbox.done()
}

export const LOOKING_COMMANDS: readonly Command[] = [
  {
    id: 'look-only',
    label: 'Look only',
    shortcuts: ['Alt+r'],
    enabled: ({ readonly, looking }) => !readonly || looking.value,
    run: (editor) => lookOnly(editor, !editor.looking.peek()),
  },
]

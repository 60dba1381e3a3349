import type { Editor } from './editor.ts'

/** Something one can do by key, menu or palette. */
export interface Command {
  readonly id: string
  readonly label: string
  /** As `input/shortcut.ts` reads them; the first one is shown. */
  readonly shortcuts: readonly string[]
  /** The keys are the browser's own and only shown: it makes an event of them that says more than a key. */
  readonly native?: true
  /** Its keys mean it while somebody types on the board, too. */
  readonly whileTyping?: true
  run(editor: Editor): void
  /** Missing: always. */
  enabled?(editor: Editor): boolean
}

/** Runs a command unless it is disabled; answers whether it ran. */
export function runCommand(command: Command, editor: Editor): boolean {
  if (command.enabled && !command.enabled(editor)) return false
  editor.bulk.finish()
  command.run(editor)
  return true
}

import type { Editor } from './editor.ts'

/** Something one can do by key, menu or palette. */
export interface Command {
  readonly id: string
  readonly label: string
  /** As `input/shortcut.ts` reads them; the first one is shown. */
  readonly shortcuts: readonly string[]
  /** The keys are the browser's own and only shown: it makes an event of them that says more than a key. */
  readonly native?: true
  /** It changes nothing but what is seen of the board, and need not wait for what is being written. */
  readonly looks?: true
  /** Its keys mean it while somebody types on the board, too. */
  readonly whileTyping?: true
  run(editor: Editor): void
  /** Missing: always. */
  enabled?(editor: Editor): boolean
}

/**
 * Runs a command unless it is disabled; answers whether it isn't. While many elements are being written it waits for its turn, and only
 * then it turns out whether it is.
 */
export function runCommand(command: Command, editor: Editor): boolean {
  const isEnabled = () => !command.enabled || command.enabled(editor)
  const waits = editor.bulk.busy.peek() && !command.looks
  if (!waits && !isEnabled()) return false
  if (command.looks) command.run(editor)
  else editor.bulk.after(() => isEnabled() && command.run(editor))
  return true
}

import { useWords } from '../words/use-words.ts'
import { runCommand } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import type { Editor } from '../editor/editor.ts'
import { isMac, labelOf } from '../input/shortcut.ts'
import { IconButton, type TipPlace } from './icon-button.tsx'

interface CommandButtonProps {
  readonly command: string
  readonly icon: string
  readonly editor: Editor
  readonly inactive?: boolean
  readonly tip?: TipPlace
}

/** One of {@link COMMANDS} as a button. @throws when there is no such command */
export function CommandButton({ command: id, icon, editor, ...rest }: CommandButtonProps) {
  const t = useWords()
  const command = COMMANDS.find((each) => each.id === id)
  if (!command) throw new Error(`no command ${id}`)
  const key = command.shortcuts[0]
  return (
    <IconButton
      icon={icon}
      label={t(command.label)}
      keyLabel={key && labelOf(key, isMac())}
      onClick={() => void runCommand(command, editor)}
      {...rest}
    />
  )
}

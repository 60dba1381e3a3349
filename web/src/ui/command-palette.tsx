import type { Translate } from '../words/words.ts'
import { runCommand, type Command } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import type { Editor } from '../editor/editor.ts'
import { isMac, labelOf } from '../input/shortcut.ts'
import type { PanelProps } from './dialogs.tsx'
import { Finder, type Findable } from './finder.tsx'
import { useWords } from '../words/use-words.ts'

interface Entry extends Findable {
  readonly run: () => void
}

/** Every command and every tool, found by typing some of its name. */
export function Panel({ open, app: { editor, commands } }: PanelProps) {
  const t = useWords()
  const entries = [...toolEntries(editor, t), ...commandEntries(editor, [...COMMANDS, ...commands], t)]
  const pick = ({ run }: Entry) => {
    open.value = false
    run()
  }
  return (
    <Finder
      label={t('Find a command')}
      entries={entries}
      matches={({ label }, query) => beginsWords(label, query)}
      onPick={pick}
      none={t('No command has that name.')}
    />
  )
}

const keyLabelOf = ([first]: readonly string[]) => first && labelOf(first, isMac())

const toolEntries = ({ toolbox }: Editor, t: Translate): Entry[] =>
  toolbox.tools.map(({ id, label, shortcuts }) => ({
    id: `tool-${id}`,
    label: t('Tool: {label}', { label: t(label) }),
    keyLabel: keyLabelOf(shortcuts),
    run: () => toolbox.choose(id),
  }))

const commandEntries = (editor: Editor, commands: readonly Command[], t: Translate): Entry[] =>
  commands
    .filter((command) => command.enabled?.(editor) !== false)
    .map((command) => ({
      id: command.id,
      label: t(command.label),
      keyLabel: keyLabelOf(command.shortcuts),
      run: () => void runCommand(command, editor),
    }))

/** Does each typed word begin a word of the label? */
function beginsWords(label: string, query: string): boolean {
  const words = label.toLowerCase().split(/[^\p{L}\p{N}%]+/u)
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)))
}

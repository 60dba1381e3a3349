import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { plainWords } from '#board/plain-words.ts'
import { type Keywords, KEYWORDS } from '../words/keywords.ts'
import type { Translate } from '../words/words.ts'
import { runCommand, type Command } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import type { Editor } from '../editor/editor.ts'
import { isMac, labelOf } from '../input/shortcut.ts'
import type { PanelProps } from './dialogs.tsx'
import { Finder, type Findable } from './finder.tsx'
import { useWords } from '../words/use-words.ts'

interface Entry extends Findable {
  /** Its name in English, which many know it by. */
  readonly english: string
  readonly run: () => void
}

/** Every command and every tool, found by typing some of its name, or of what else people call it. */
export function Panel({ open, app: { editor, commands, words } }: PanelProps) {
  const t = useWords()
  const keywords = useSignal<Keywords>({})
  // Without them names still find what they name.
  useEffect(() => {
    const keep = (fetched: Keywords) => (keywords.value = fetched)
    KEYWORDS[words.language.peek()]().then(keep, () => undefined)
  }, [])
  const all = [...COMMANDS, ...commands]
  const isEnabled = (command: Command) => command.enabled?.(editor) !== false
  const entries = [...toolEntries(editor, t), ...commandEntries(editor, all.filter(isEnabled), t)]
  const others = commandEntries(
    editor,
    all.filter((command) => !isEnabled(command)),
    t,
  )
  const isNamed = ({ label }: Entry, query: string) => beginsWords(label, query)
  const isCalled = ({ id, label, english }: Entry, query: string) =>
    beginsWords(`${label} ${english} ${keywords.value[id] ?? ''}`, query)
  return (
    <Finder
      label={t('Find a command')}
      entries={entries}
      matches={[isNamed, isCalled]}
      onPick={({ run }) => {
        open.value = false
        run()
      }}
      none={(query) => {
        const labels = others.filter((entry) => isCalled(entry, query)).map(({ label }) => label)
        return labels.length === 0
          ? t('No command has that name.')
          : t('Not with what is selected now: {labels}', { labels: labels.join(' · ') })
      }}
    />
  )
}

const keyLabelOf = ([first]: readonly string[]) => first && labelOf(first, isMac())

const toolEntries = ({ toolbox }: Editor, t: Translate): Entry[] =>
  toolbox.tools.map(({ id, label, shortcuts }) => ({
    id: `tool-${id}`,
    label: t('Tool: {label}', { label: t(label) }),
    english: label,
    keyLabel: keyLabelOf(shortcuts),
    run: () => toolbox.choose(id),
  }))

const commandEntries = (editor: Editor, commands: readonly Command[], t: Translate): Entry[] =>
  commands.map((command) => ({
    id: command.id,
    label: t(command.label),
    english: command.label,
    keyLabel: keyLabelOf(command.shortcuts),
    run: () => void runCommand(command, editor),
  }))

/** Does each typed word begin one of these words, accents aside? */
function beginsWords(said: string, query: string): boolean {
  const words = plainWords(said).split(/[^\p{L}\p{N}%]+/u)
  return plainWords(query)
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)))
}

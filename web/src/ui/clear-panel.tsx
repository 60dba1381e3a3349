import { runCommand } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import { useWords } from '../words/use-words.ts'
import type { PanelProps } from './dialogs.tsx'

const STEPS = ['select-all', 'delete']

/** Asked once, as everybody who is here loses it from sight. */
export function Panel({ app: { editor }, open }: PanelProps) {
  const t = useWords()
  const clear = () => {
    open.value = false
    for (const id of STEPS)
      runCommand(
        COMMANDS.find((command) => command.id === id)!,
        editor,
      )
  }
  return (
    <div>
      <p>{t('All that is on this page goes, for everybody, but for what is locked or hidden. Undo brings it back.')}</p>
      <div class="dialog-ways">
        <button type="button" class="button" onClick={() => (open.value = false)}>
          {t('Keep it')}
        </button>
        <button type="button" class="button danger" onClick={clear}>
          {t('Clear this page')}
        </button>
      </div>
    </div>
  )
}

import type { Command } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import { isMac, labelOf } from '../input/shortcut.ts'
import type { PanelProps } from './dialogs.tsx'
import { useWords } from '../words/use-words.ts'

interface KeyRow {
  readonly label: string
  readonly keys: readonly string[]
}

/** What hands do besides keys; nothing in the code lists these. */
const GESTURES: readonly KeyRow[] = [
  { label: 'Move around', keys: ['Wheel', 'Space-drag', 'Middle-drag', 'Two fingers'] },
  { label: 'Zoom', keys: ['Ctrl-wheel', 'Pinch', 'Hold Z and click', 'Double-tap and drag'] },
  { label: 'Select several', keys: ['Drag around', 'Shift-click'] },
  { label: 'Edit a text', keys: ['Double-click'] },
]

const ARROWS = / (?:left|right|up|down)$/

/** One row a command; the same command in four directions is one row. Of many keys for one thing, two are enough to know. */
function rowsOf(commands: readonly Pick<Command, 'label' | 'shortcuts'>[], mac: boolean): KeyRow[] {
  const rows = new Map<string, string[]>()
  for (const { label, shortcuts } of commands) {
    const directed = ARROWS.test(label) && shortcuts.some((shortcut) => shortcut.includes('Arrow'))
    const name = directed ? label.replace(ARROWS, '') : label
    const typed = shortcuts.filter((shortcut) => shortcut !== `Shift+${shortcuts[0]}`)
    const keys = typed.map((shortcut) => labelOf(shortcut, mac)).slice(0, directed ? 1 : 2)
    rows.set(name, [...(rows.get(name) ?? []), ...keys])
  }
  return Array.from(rows, ([label, keys]) => ({ label, keys }))
}

/** Every key there is, from the same lists that the keyboard reads. */
export function Panel({ app: { editor, commands } }: PanelProps) {
  const t = useWords()
  const mac = isMac()
  return (
    <>
      <p class="help-intro">
        {t(
          'Everything you draw is shared at once with whoever has the link. “Saved” means that it is on the server’s disk. Without a connection you can go on: this browser keeps your changes and sends them later.',
        )}
      </p>
      <div class="keys">
        <Keys title={t('Tools')} rows={rowsOf(editor.toolbox.tools, mac)} />
        <Keys title={t('Mouse, pen and fingers')} rows={GESTURES} />
        <Keys title={t('Commands')} rows={rowsOf([...COMMANDS, ...commands], mac)} />
      </div>
    </>
  )
}

function Keys({ title, rows }: { title: string; rows: readonly KeyRow[] }) {
  const t = useWords()
  return (
    <section>
      <h3>{title}</h3>
      <table aria-label={title}>
        <tbody>
          {rows.map(({ label, keys }) => (
            <tr key={label}>
              <th scope="row">{t(label)}</th>
              <td>
                {keys.map((key) => (
                  <kbd key={key}>{t(key)}</kbd>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

import type { Translate } from '../words/words.ts'
import { plainWords } from '#board/plain-words.ts'
import { contentsOf } from '../editor/contents.ts'
import type { Editor } from '../editor/editor.ts'
import { goTo } from '../editor/go-to.ts'
import type { PanelProps } from './dialogs.tsx'
import { Finder, type Findable } from './finder.tsx'
import { useWords } from '../words/use-words.ts'

interface Entry extends Findable {
  /** The words as they are compared: without case and accents. */
  readonly plain: string
}

/** What is on the board, as a list: found by its words, gone to with Enter. */
export function Panel({ open, app: { editor } }: PanelProps) {
  const t = useWords()
  return (
    <Finder
      label={t('Find on this board')}
      entries={entriesOf(editor, t)}
      matches={[({ plain }, query) => plain.includes(plainWords(query))]}
      onPick={({ id }) => {
        open.value = false
        goTo(editor, id)
      }}
      none={() => t('Nothing on this board says that.')}
      empty={t('There is nothing on this page yet.')}
    />
  )
}

/** Words first, in reading order; then everything else. */
function entriesOf(editor: Editor, t: Translate): Entry[] {
  const entries = contentsOf(editor).map(({ id, kind, words }) => ({
    id,
    isNamed: words !== '',
    label: Array.from(words || t(kind))
      .slice(0, LONGEST)
      .join(''),
    plain: plainWords(words || t(kind)),
  }))
  return [...entries.filter(({ isNamed }) => isNamed), ...entries.filter(({ isNamed }) => !isNamed)]
}

/** Characters of a label. */
const LONGEST = 80

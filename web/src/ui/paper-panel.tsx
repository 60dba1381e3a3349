import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { DEFAULT_BACKGROUND } from '#board/document/meta.ts'
import { CANVAS_COLOR, resolveColor } from '#board/render/theme.ts'
import type { BoardApp } from './board-app.ts'
import { Panel as OwnColorsLine } from './own-colors.tsx'
import { Swatches } from './swatches.tsx'
import { useWords } from '../words/use-words.ts'

/** On dark they are as dark as they are light here. */
const TINTS = [
  { name: '#ffffff', label: 'White' },
  { name: '#faf3e0', label: 'Cream' },
  { name: '#e9f2fd', label: 'Pale blue' },
  { name: '#e8f6ec', label: 'Pale green' },
  { name: '#fdecef', label: 'Pale pink' },
  { name: '#f0ecfb', label: 'Pale violet' },
  { name: '#eceef0', label: 'Pale grey' },
] as const

interface PaperPanelProps {
  readonly app: Pick<BoardApp, 'editor' | 'theme' | 'ownColors'>
}

/** What the board is drawn on, for everybody. */
export function Panel({ app: { editor, theme, ownColors } }: PaperPanelProps) {
  const t = useWords()
  const { document } = editor
  const background = useSignal(document.meta.background)
  useEffect(() => document.onMeta((meta) => (background.value = meta.background)), [document])
  const shade = theme.dark.value ? 'dark' : 'light'
  const { value } = background
  const pick = (color: string) => document.setMeta({ background: color })
  return (
    <div class="paper-panel">
      <Swatches
        label={t('Background of the board')}
        swatches={[
          { name: DEFAULT_BACKGROUND, label: 'Like the theme', seen: CANVAS_COLOR[shade] },
          ...TINTS.map(({ name, label }) => ({ name, label, seen: resolveColor(name, shade) })),
        ]}
        value={value}
        onPick={pick}
      />
      <OwnColorsLine
        value={value === DEFAULT_BACKGROUND ? undefined : value}
        theme={shade}
        kept={ownColors.list.value}
        onPick={(color) => {
          pick(color)
          ownColors.keep(color)
        }}
      />
    </div>
  )
}

import '../../styles/board-typeset.css'
import { useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Placed } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { height, width, type Box } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { IDENTITY } from '#board/geometry/matrix.ts'
import { svgPathData } from '#board/geometry/svg-path-data.ts'
import type { PathItem } from '#board/render/display-item.ts'
import { resolveColor, type Theme } from '#board/render/theme.ts'
import type { Editor } from '../editor/editor.ts'
import { settingOf } from '../editor/typesetting.ts'
import { TYPESETTERS } from '../typesetting/index.ts'
import { CannotSet } from '../typesetting/typesetter.ts'

interface PreviewProps {
  readonly editor: Editor
  readonly theme: ReadonlySignal<Theme>
  readonly id: string
  /** The words as they are typed. */
  readonly words: string
  /** Beside them, where there is room: CSS pixels of the host. */
  readonly place: Vector & { readonly isAbove: boolean }
}

/** What was made of the words last, and what is wrong with them now. */
interface Made {
  readonly bounds?: Box
  readonly items?: readonly PathItem[]
  readonly problem: string
}

/** Of the window, in CSS pixels: see the style sheet. */
const MARGIN = 8

/** What the words that are being typed will look like, or what is wrong with them. */
export function TypesetPreview({ editor, theme, id, words, place }: PreviewProps) {
  const made = useSignal<Made>({ problem: '' })
  useEffect(() => {
    let isLate = false
    const follow = async () => {
      const next = await make(editor, id, words)
      if (!isLate) made.value = { ...made.peek(), ...next }
    }
    void follow()
    return () => {
      isLate = true
    }
  }, [editor, id, words])
  const { bounds, items, problem } = made.value
  if (words.trim() === '' || (!items && problem === '')) return null
  return (
    <div
      class="typeset-place"
      data-above={place.isAbove}
      style={{ top: `${place.y}px`, '--indent': `${Math.max(0, place.x - MARGIN)}px` }}
    >
      <output class="typeset-preview island">
        {bounds && items && (
          <svg
            width={width(bounds)}
            height={height(bounds)}
            viewBox={`${bounds.minX} ${bounds.minY} ${width(bounds)} ${height(bounds)}`}
            data-stale={problem !== ''}
            aria-hidden="true"
          >
            {items.map(({ path, fill }, i) => (
              <path key={i} d={svgPathData(path)} fill={fill && resolveColor(fill, theme.value)} />
            ))}
          </svg>
        )}
        {problem !== '' && <span class="problem">{problem}</span>}
      </output>
    </div>
  )
}

async function make(editor: Editor, id: string, words: string): Promise<Made> {
  const setting = settingOf(editor, id, words)
  const kind = kindOf(editor.document.kindOf(id) ?? '')
  if (!setting || words.trim() === '') return { problem: '' }
  try {
    const value = await (await TYPESETTERS.get(setting.typeset.by)?.())?.set(setting.props)
    const props: Placed = Object.assign({}, setting.props, { [setting.typeset.field]: value, matrix: IDENTITY })
    const items = kind.display(props, editor.measure).filter((item) => item.type === 'path')
    return { bounds: kind.bounds(props, editor.measure), items, problem: '' }
  } catch (error) {
    return { problem: error instanceof CannotSet ? error.message : 'It can’t be set: are you online?' }
  }
}

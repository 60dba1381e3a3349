import type { Placed } from '#board/elements/element-kind.ts'
import type { Editor } from '../editor/editor.ts'
import { styledIds } from '../editor/style.ts'
import type { StyleName } from '../tools/tool.ts'

const ALL: readonly StyleName[] = [
  'color',
  'fill',
  'width',
  'size',
  'font',
  'bold',
  'italic',
  'align',
  'fillStyle',
  'dash',
  'radius',
  'look',
  'route',
  'startHead',
  'endHead',
  'language',
  'opacity',
]
/** What matters only where there are words. */
const OF_WORDS: ReadonlySet<string> = new Set(['size', 'font', 'bold', 'italic', 'align'])

/** What of an element's props decides what is offered. */
interface Looks {
  readonly text: string
  readonly fill: string
}

/** How something is filled matters only when it is. */
const fitting = (styles: readonly StyleName[], isFilled: boolean): readonly StyleName[] =>
  isFilled ? styles : styles.filter((name) => name !== 'fillStyle')

/** A selection of a hundred thousand elements is judged by this many. */
const LOOKED_AT = 100

/** Which styles the panel offers: those of the selected elements or the text being typed, or those of the current tool. Reads signals. */
export function shownStyles(editor: Editor): readonly StyleName[] {
  const { toolbox, scene, style, editing } = editor
  const ids = styledIds(editor)
  if (ids.size === 0) return fitting(toolbox.current.value.styles, style.value.fill !== 'none')
  const found = new Set<string>()
  let left = LOOKED_AT
  let isFilled = false
  for (const id of ids) {
    if (left-- === 0) break
    const props: Partial<Placed & Looks> = scene.get(id)?.props ?? {}
    const isWordless = props.text === '' && editing.value !== id
    for (const name of Object.keys(props)) if (!isWordless || !OF_WORDS.has(name)) found.add(name)
    isFilled ||= props.fill !== undefined && props.fill !== 'none'
  }
  return fitting(
    ALL.filter((name) => found.has(name)),
    isFilled,
  )
}

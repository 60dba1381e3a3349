import type { Dash, Look } from '#board/elements/fields.ts'
import type { Head } from '#board/elements/heads.ts'
import type { FillStyle } from '#board/elements/shape.ts'
import type { Route } from '#board/geometry/route.ts'
import type { FontFamily } from '#board/render/fonts.ts'
import type { Align } from '#board/render/text-layout.ts'
import { DEFAULT_COLOR } from '#board/render/theme.ts'
import type { Editor } from './editor.ts'
import { firstOf } from './first-of.ts'

/** What pens do with pressure. */
export type Nib = 'pressure' | 'even'

/** How the next element will look. Values are the document's own: palette names or `#rrggbb`, scene units. */
export interface Style {
  readonly color: string
  /** Pen and outline width. */
  readonly width: number
  readonly opacity: number
  /** `none`, or a colour for the inside of shapes. */
  readonly fill: string
  readonly fillStyle: FillStyle
  readonly dash: Dash
  /** Of corners. */
  readonly radius: number
  readonly look: Look
  readonly font: FontFamily
  readonly bold: boolean
  readonly italic: boolean
  /** Font size. */
  readonly size: number
  readonly align: Align
  /** Of a pen: as wide as it is pressed, or as wide everywhere. */
  readonly nib: Nib
  /** Of lines. */
  readonly route: Route
  readonly startHead: Head
  readonly endHead: Head
  /** Of programmes. */
  readonly language: string
}

export const DEFAULT_STYLE: Style = {
  color: DEFAULT_COLOR,
  width: 4,
  opacity: 1,
  fill: 'none',
  fillStyle: 'solid',
  dash: 'solid',
  radius: 12,
  look: 'clean',
  font: 'hand',
  bold: false,
  italic: false,
  size: 28,
  align: 'left',
  nib: 'pressure',
  route: 'straight',
  startHead: 'none',
  endHead: 'arrow',
  language: 'auto',
}

/** Widths and sizes on offer, scene units, with what people call them. */
export const WIDTHS = [
  { label: 'Thin', value: 2 },
  { label: 'Medium', value: 4 },
  { label: 'Bold', value: 8 },
  { label: 'Extra bold', value: 16 },
] as const

export const SIZES = [
  { label: 'Small', value: 20 },
  { label: 'Medium', value: 28 },
  { label: 'Large', value: 44 },
  { label: 'Extra large', value: 72 },
] as const

/** What a change of style is for, besides what is drawn next: the text being typed, else the selection. Reads signals. */
export const styledIds = ({ editing, selection }: Pick<Editor, 'editing' | 'selection'>): ReadonlySet<string> =>
  editing.value === null ? selection.value : new Set([editing.value])

/** Changes the style of what is drawn next and of what is selected, in one undo step. A kind without the field ignores it. */
export function applyStyle(editor: Editor, change: Partial<Style>): void {
  editor.style.value = { ...editor.style.value, ...change }
  const ids = styledIds(editor)
  if (editor.readonly || ids.size === 0) return
  // A typing session is one step already, and goes on.
  const isTyping = editor.editing.value !== null
  const write = (some: Iterable<string>) => {
    for (const [field, value] of Object.entries(change)) editor.document.edit(some, field, value)
  }
  if (isTyping) write(ids)
  else editor.bulk.edit(ids, write)
}

/** Of a larger selection so many elements speak for all: the panel answers within a frame. */
export const ASKED = 200

/** The style that all selected elements, or the text being typed, share, field by field; the style of what is drawn next where nothing is selected. */
export function currentStyle(editor: Editor): Partial<Style> {
  const style = editor.style.value
  const elements = firstOf(styledIds(editor), ASKED).flatMap((id) => editor.scene.get(id) ?? [])
  if (elements.length === 0) return style
  const shared = Object.keys(style).flatMap((field) => {
    const values = new Set(
      elements.flatMap(({ props }) => Object.entries(props).find(([name]) => name === field)?.[1] ?? []),
    )
    return values.size === 1 ? [[field, [...values][0]] as const] : []
  })
  return Object.fromEntries(shared)
}

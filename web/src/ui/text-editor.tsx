import { useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Step } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { applyTo, multiply, translate } from '#board/geometry/matrix.ts'
import { LIMITS } from '#board/limits.ts'
import { cssFont, plain, type Face } from '#board/render/fonts.ts'
import { LINE_HEIGHT, type TextBlock } from '#board/render/text-layout.ts'
import { resolveColor, type Theme } from '#board/render/theme.ts'
import { cameraMatrix, snapToPixels } from '../editor/camera.ts'
import { nextLine } from '../editor/check-list.ts'
import type { Editor } from '../editor/editor.ts'
import { pixelRatio } from '../editor/pixel-ratio.ts'
import { typeBeside } from '../editor/grids.ts'
import { blockOf, finishTyping, typeNext } from '../editor/typing.ts'
import { bindTextarea } from '../input/text-binding.ts'
import type { TypesetPreview } from './typeset-preview.tsx'
import { useWords } from '../words/use-words.ts'
import type { Translate } from '../words/words.ts'

interface TextEditorProps {
  readonly editor: Editor
  readonly theme: ReadonlySignal<Theme>
}

/** The text that is being typed, if any, as a real text area lying where the canvas would draw it. Belongs inside the canvas' host. */
export function TextEditor({ editor, theme }: TextEditorProps): JSX.Element | null {
  const id = editor.editing.value
  const part = editor.part.value
  return id === null ? null : <TextArea key={`${id}/${part}`} id={id} part={part} editor={editor} theme={theme} />
}

/** Room for the caret behind the longest line, in font sizes. */
const CARET_ROOM = 0.6
/** Room below the last line, in font sizes: letters taller than their line would make the text area scroll. */
const FOOT_ROOM = 0.5

const COVER = { position: 'absolute', inset: 0, overflow: 'clip', pointerEvents: 'none' } as const

const BARE = {
  position: 'absolute',
  left: 0,
  top: 0,
  margin: 0,
  padding: 0,
  border: 0,
  outline: 'none',
  background: 'transparent',
  resize: 'none',
  overflow: 'hidden',
  whiteSpace: 'pre',
  transformOrigin: '0 0',
  pointerEvents: 'auto',
  userSelect: 'text',
  tabSize: 4,
} as const

/** Each paragraph is read from where its first letter says, as `layoutText` has it. */
const BY_PARAGRAPH = { unicodeBidi: 'plaintext' } as const

interface TextAreaProps extends TextEditorProps {
  readonly id: string
  readonly part: string | null
}

function TextArea({ id, part, editor, theme }: TextAreaProps): JSX.Element | null {
  const t = useWords()
  const ref = useRef<HTMLTextAreaElement>(null)
  const version = useSignal(0)
  void version.value
  const redraw = () => {
    version.value = version.peek() + 1
  }

  useLayoutEffect(() => {
    const textarea = ref.current
    if (!textarea) return undefined
    const stopBinding = bindTextarea(textarea, editor, id, part)
    const stopFollowing = editor.scene.onChange(redraw)
    redraw()
    textarea.focus({ preventScroll: true })
    return () => {
      stopBinding()
      stopFollowing()
    }
  }, [editor, id, part])

  const block = blockOf(editor, id, ref.current?.value, part)
  const face = block ?? plain('sans')
  const { font, bold, italic } = face
  const size = block?.size ?? 0
  // A width that changes tells that the font has arrived.
  const baseline = useMemo(() => cssBaseline(face, size), [font, bold, italic, size, editor.measure('x', face, size)])
  if (!block) return null
  const { text, typeset } = kindOf(editor.scene.kindOf(id) ?? '')
  const formal = text?.formal === true
  const keydown = (event: KeyboardEvent) => {
    const step = event.isComposing || part === null ? undefined : stepOf(event)
    if (step && typeBeside(editor, step)) return event.preventDefault()
    const goesOn = event.key === 'Tab' && !event.isComposing && !hasModifier(event)
    if (goesOn && typeNext(editor)) return event.preventDefault()
    if (part !== null && event.key === 'Enter' && event.altKey) return type(event, '\n')
    if (formal && goesOn) return type(event, INDENT)
    if (event.key === 'Enter' && !event.isComposing && !hasModifier(event)) {
      if (formal) return type(event, `\n${indentAt(event.target as HTMLTextAreaElement)}`)
      if (goOn(event)) return
    }
    const finishes = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    if (!finishes || event.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    finishTyping(editor)
  }
  return (
    <div style={COVER}>
      <textarea
        ref={ref}
        data-typing
        aria-label={part === null ? t('Text on the board') : partName(editor, id, part, t)}
        maxLength={LIMITS.textLength}
        spellcheck={!formal}
        autocapitalize={formal ? 'off' : undefined}
        wrap={block.wraps ? 'soft' : 'off'}
        style={{ ...BARE, ...(!formal && BY_PARAGRAPH), ...lookOf(block, baseline, editor, theme.value) }}
        onInput={redraw}
        onKeyDown={keydown}
      />
      {typeset?.preview && (
        <PreviewBelow block={block} id={id} words={ref.current?.value ?? ''} editor={editor} theme={theme} />
      )}
    </div>
  )
}

const INDENT = '  '

/** What the line that the caret is in begins with. */
const indentAt = ({ value, selectionStart }: HTMLTextAreaElement): string =>
  /^[ \t]*/.exec(value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart))?.[0] ?? ''

/** As in a spreadsheet. */
function stepOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): Step | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  if (key === 'Tab') return shiftKey ? 'previous' : 'next'
  if (key === 'Enter') return shiftKey ? 'above' : 'below'
  return undefined
}

function partName({ scene }: Editor, id: string, part: string, t: Translate): string {
  const element = scene.get(id)
  const place = element && kindOf(element.kind).text?.parts?.place(element.props, part)
  return place ? t('Row {row}, column {column}', place) : ''
}

/** Types something other than what the key does by itself. */
function type(event: KeyboardEvent, words: string): void {
  const area = event.target as HTMLTextAreaElement
  event.preventDefault()
  area.setRangeText(words, area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

interface PreviewBelowProps extends TextEditorProps {
  readonly id: string
  readonly block: TextBlock
  readonly words: string
}

/** CSS pixels below the words that it takes to show there what becomes of them. */
const PREVIEW_ROOM = 160

/** Its code comes with the first words that become something else. */
function PreviewBelow({ block, editor, ...rest }: PreviewBelowProps) {
  const preview = useSignal<typeof TypesetPreview | null>(null)
  useEffect(() => {
    void import('./typeset-preview.tsx').then(
      (code) => (preview.value = code.TypesetPreview),
      () => undefined,
    )
  }, [])
  const toView = multiply(cameraMatrix(editor.camera.value), block.matrix)
  const [above, below] = [applyTo(toView, { x: 0, y: 0 }), applyTo(toView, { x: 0, y: block.height })]
  const room = editor.viewport.value.height - editor.covered.bottom - below.y
  const place = room < PREVIEW_ROOM ? { ...above, isAbove: true } : { ...below, isAbove: false }
  const Preview = preview.value
  return Preview && <Preview editor={editor} {...rest} place={place} />
}

/** Enter in a check list makes the next box, as if it were typed; answers whether it does. */
function goOn(event: KeyboardEvent): boolean {
  const area = event.target as HTMLTextAreaElement
  const edit = area.selectionStart === area.selectionEnd ? nextLine(area.value, area.selectionStart) : undefined
  if (!edit) return false
  event.preventDefault()
  area.setRangeText(edit.insert, edit.index, edit.index + edit.remove, 'end')
  area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  return true
}

const hasModifier = ({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) => ctrlKey || metaKey || altKey || shiftKey

/** Where and how the canvas would draw it, with what is typed but not settled yet. */
function lookOf(block: TextBlock, baseline: number, editor: Editor, theme: Theme) {
  const { size, color, align, opacity, matrix, lines, width, height, wraps } = block
  const shift = (lines[0]?.baseline ?? baseline) - baseline
  const camera = snapToPixels(editor.camera.value, pixelRatio())
  const toView = multiply(multiply(cameraMatrix(camera), matrix), translate(0, shift))
  const wrapping = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const
  return {
    ...(wraps ? wrapping : {}),
    transform: `matrix(${toView.join()})`,
    width: `${wraps ? width : width + CARET_ROOM * size}px`,
    height: `${height + FOOT_ROOM * size}px`,
    font: cssFont(block, size, LINE_HEIGHT),
    textAlign: align === 'left' ? 'start' : align,
    color: resolveColor(color, theme),
    caretColor: resolveColor(color, theme),
    opacity,
  }
}

/** Where this browser puts the baseline in a line of CSS text: they round differently, so it is read from the page. */
function cssBaseline(face: Face, size: number): number {
  const line = document.createElement('div')
  line.style.cssText = `position: absolute; visibility: hidden; font: ${cssFont(face, size, LINE_HEIGHT)}`
  const mark = document.createElement('span')
  mark.style.display = 'inline-block'
  line.append('x', mark)
  document.body.append(line)
  const baseline = mark.getBoundingClientRect().bottom - line.getBoundingClientRect().top
  line.remove()
  return baseline
}

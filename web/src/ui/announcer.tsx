import type { Translate } from '../words/words.ts'
import { useComputed } from '@preact/signals'
import { chosenCropHandle, croppedNow } from '../editor/cropping.ts'
import type { Editor } from '../editor/editor.ts'
import { nameOf } from '../editor/name-of.ts'
import { chosenHandle } from '../editor/point-keys.ts'
import { useWords } from '../words/use-words.ts'

/** Tells those who do not see the board what is selected and which tool is on. */
export function Announcer({ editor }: { editor: Editor }) {
  const t = useWords()
  const said = useComputed(
    () => `${selected(editor, t)}. ${t('{tool} tool.', { tool: t(editor.toolbox.current.value.label) })}`,
  )
  return (
    <output class="unseen" aria-label={t('What is selected')}>
      {said.value}
    </output>
  )
}

function selected(editor: Editor, t: Translate): string {
  const { selection, document } = editor
  const chosen = chosenHandle(editor)
  if (chosen) {
    const { type, index } = chosen.at
    const place = { place: index + 1, all: chosen.line.points.length }
    return type === 'point' ? t('Point {place} of {all}', place) : t('Middle after point {place} of {all}', place)
  }
  const cropped = croppedNow(editor)
  if (cropped) return cropping(editor, cropped, t)
  const [id, ...others] = selection.value
  const element = id === undefined ? undefined : document.get(id)
  if (!element) return t('Nothing selected')
  return others.length === 0
    ? t('Selected: {name}', { name: nameOf(element, t) })
    : t('{count} selected', { count: others.length + 1 })
}

/** What of the picture is left, and what the keys are for. */
function cropping(editor: Editor, cropped: NonNullable<ReturnType<typeof croppedNow>>, t: Translate): string {
  const [width, height] = cropped.window.slice(2).map((share) => Math.round(share * 100))
  const held = chosenCropHandle(editor, cropped)?.label ?? 'the window'
  const name = nameOf(cropped.element, t)
  const left = t('Cropping {name}: {width} by {height} % of it is left.', { name, width: width!, height: height! })
  return `${left} ${t('Arrows move {part}', { part: t(held) })}`
}

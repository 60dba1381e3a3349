import { useComputed } from '@preact/signals'
import { chosenCropHandle, croppedNow } from '../editor/cropping.ts'
import type { Editor } from '../editor/editor.ts'
import { nameOf } from '../editor/name-of.ts'
import { chosenHandle } from '../editor/point-keys.ts'

/** Tells those who do not see the board what is selected and which tool is on. */
export function Announcer({ editor }: { editor: Editor }) {
  const said = useComputed(() => `${selected(editor)}. ${editor.toolbox.current.value.label} tool.`)
  return (
    <output class="unseen" aria-label="What is selected">
      {said.value}
    </output>
  )
}

function selected(editor: Editor): string {
  const { selection, document } = editor
  const chosen = chosenHandle(editor)
  if (chosen) {
    const { type, index } = chosen.at
    return `${type === 'point' ? 'Point' : 'Middle after point'} ${index + 1} of ${chosen.line.points.length}`
  }
  const cropped = croppedNow(editor)
  if (cropped) return cropping(editor, cropped)
  const [id, ...others] = selection.value
  const element = id === undefined ? undefined : document.get(id)
  if (!element) return 'Nothing selected'
  return others.length === 0 ? `Selected: ${nameOf(element)}` : `${others.length + 1} selected`
}

/** What of the picture is left, and what the keys are for. */
function cropping(editor: Editor, cropped: NonNullable<ReturnType<typeof croppedNow>>): string {
  const [width, height] = cropped.window.slice(2).map((share) => Math.round(share * 100))
  const held = chosenCropHandle(editor, cropped)?.label ?? 'the window'
  return `Cropping ${nameOf(cropped.element)}: ${width} by ${height} % of it is left. Arrows move ${held}`
}

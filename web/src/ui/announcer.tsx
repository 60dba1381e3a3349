import type { Translate } from '../words/words.ts'
import { effect, type ReadonlySignal, useComputed, useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { chosenCropHandle, croppedNow } from '../editor/cropping.ts'
import type { Editor } from '../editor/editor.ts'
import { nameOf } from '../editor/name-of.ts'
import { chosenHandle } from '../editor/point-keys.ts'
import { useWords } from '../words/use-words.ts'

/** Tells those who do not see the board what they did to it, what is selected and which tool is on. */
export function Announcer({ editor }: { editor: Editor }) {
  const t = useWords()
  const happened = useHappened(editor, t)
  const said = useComputed(
    () => `${selected(editor, t)}. ${t('{tool} tool.', { tool: t(editor.toolbox.current.value.label) })}`,
  )
  return (
    <>
      <output class="unseen" aria-label={t('What happened')}>
        {happened.value}
      </output>
      <output class="unseen" aria-label={t('What is selected')}>
        {said.value}
      </output>
    </>
  )
}

/** What one did to the board; empty after what has no words, as a new colour. What is typed is told as it is typed. */
function useHappened(editor: Editor, t: Translate): ReadonlySignal<string> {
  const happened = useSignal('')
  useLayoutEffect(() => {
    const { document, selection } = editor
    let place: string | undefined
    const follow = effect(() => {
      place = placeOf(editor, selection.value, t)
    })
    const stop = document.onChange(({ added, removed, origin }) => {
      if (origin === 'remote' || origin === 'load' || editor.editing.peek() !== null) return
      const before = place
      place = placeOf(editor, selection.peek(), t)
      const [one, ...others] = added
      const element = one !== undefined && others.length === 0 ? document.get(one) : undefined
      // The count makes it another sentence each time: what is said twice is heard once.
      const count = { count: added.size || removed.size, all: document.size }
      if (element) happened.value = t('{name} added, {all} in all', { name: nameOf(element, t), all: document.size })
      else if (added.size > 0) happened.value = t('{count} added, {all} in all', count)
      else if (removed.size > 0) happened.value = t('{count} deleted, {all} left', count)
      else happened.value = place !== before ? (place ?? '') : ''
    })
    return () => {
      follow()
      stop()
    }
  }, [editor, t])
  return happened
}

/** Where the first of the selected is. */
function placeOf({ scene }: Editor, [id]: ReadonlySet<string>, t: Translate): string | undefined {
  const box = id === undefined ? undefined : scene.boundsOf(id)
  return box && t('At {x}, {y}', { x: Math.round(box.minX), y: Math.round(box.minY) })
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

import { effect } from '@preact/signals'
import type { Change } from '#board/document/change.ts'
import type { ElementKind, Placed, Textual, Typeset } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import type { FetchTypesetter } from '../typesetting/typesetter.ts'
import type { Editor } from './editor.ts'

/** What others wrote is set here only when it stays as it is for so long, milliseconds: mostly they do it themselves. */
const OTHERS_MS = 3_000

/** What of an element is typeset, and from what. */
export interface Setting {
  readonly props: Placed
  readonly typeset: Typeset<Placed>
}

/** How an element is typeset, with `typed` in the place of its words where they are given; undefined where nothing is. */
export function settingOf({ document }: Pick<Editor, 'document'>, id: string, typed?: string): Setting | undefined {
  const element = document.get(id)
  const { typeset }: ElementKind = kindOf(element?.kind ?? '')
  if (!element || !typeset) return undefined
  const props = typed === undefined ? element.props : Object.assign({}, element.props, { text: typed })
  return { props, typeset }
}

const isEmpty = (props: Partial<Textual> & Placed): boolean => (props.text ?? '').trim() === ''

/**
 * Keeps what is made of words in step with them: whoever wrote them has it made, when they stop typing. It is no step of
 * anybody's undo: undoing words makes it anew. What nobody made (a program wrote the words, two people did offline) is made by
 * whoever opens the board, or has a part in it. Answers how to stop.
 */
export function keepTypeset(editor: Editor, typesetters: ReadonlyMap<string, FetchTypesetter>): () => void {
  const { document, scene, editing, clock } = editor
  /** What is made here, should nobody else do it. */
  const own = new Set<string>()
  const waiting = new Map<string, () => void>()
  /** Marks of what could not be set. */
  const failed = new Map<string, number>()

  async function make(id: string): Promise<void> {
    const setting = settingOf(editor, id)
    if (!setting || isDone(id, setting)) return
    const { props, typeset } = setting
    const mark = typeset.mark(props)
    const fetch = typesetters.get(typeset.by)
    try {
      const value = await (await fetch?.())?.set(props)
      const now = settingOf(editor, id)
      if (value && now?.typeset.mark(now.props) === mark && !document.newerFormat)
        document.derive(id, typeset.field, value)
    } catch {
      failed.set(id, mark)
    }
  }

  const isDone = (id: string, { props, typeset }: Setting): boolean =>
    isEmpty(props) || typeset.isDone(props) || editing.peek() === id || failed.get(id) === typeset.mark(props)

  function want(id: string, later: boolean): void {
    const setting = settingOf(editor, id)
    if (!setting || isDone(id, setting)) return
    own.add(id)
    waiting.get(id)?.()
    waiting.delete(id)
    if (!later) return void make(id)
    const stop = clock.later(OTHERS_MS, () => {
      waiting.delete(id)
      void make(id)
    })
    waiting.set(id, stop)
  }

  const follow = ({ added, updated, origin }: Change): void => {
    const isMine = origin === 'local' || origin === 'undo'
    for (const ids of [added, updated]) for (const id of ids) if (isMine || own.has(id)) want(id, !isMine)
  }

  let typed: string | null = null
  const stops = [
    document.onChange(follow),
    effect(() => {
      const before = typed
      typed = editing.value
      if (before !== null && before !== typed) want(before, false)
    }),
  ]
  for (const id of scene.typeset()) want(id, true)
  return () => {
    for (const stop of [...stops, ...waiting.values()]) stop()
  }
}

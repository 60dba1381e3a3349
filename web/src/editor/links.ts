import { signal, type ReadonlySignal } from '@preact/signals'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { styledIds } from './style.ts'

/** Where an element leads; empty when it leads nowhere. */
export const linkOf = ({ document }: Pick<Editor, 'document'>, id: string): string => document.belonging(id)?.link ?? ''

/** An element leads somewhere, and somebody wants to go there. */
interface Leaving {
  readonly id: string
  readonly href: string
}

const LEAVING = 'drawbridge-leaving'

/** Opens what an element leads to, in a tab that knows nothing of this one, unless somebody else takes it; answers whether it leads anywhere. */
export function openLink(editor: Pick<Editor, 'document'>, id: string | undefined): boolean {
  const href = id === undefined ? '' : linkOf(editor, id)
  if (id === undefined || href === '') return false
  const leaving = new CustomEvent<Leaving>(LEAVING, { detail: { id, href }, cancelable: true })
  if (window.dispatchEvent(leaving)) window.open(href, '_blank', 'noopener,noreferrer')
  return true
}

/** Is told of all links that somebody wants to follow; with `takes` the browser leaves them to it. Answers how to stop. */
export function hearOfLinks(hear: (leaving: Leaving) => void, { takes = true } = {}): () => void {
  const onLeaving = (event: Event) => {
    if (takes) event.preventDefault()
    hear((event as CustomEvent<Leaving>).detail)
  }
  window.addEventListener(LEAVING, onLeaving)
  return () => window.removeEventListener(LEAVING, onLeaving)
}

/** Makes all that is selected, or what is being typed, lead to an address, in one step; `''` to nowhere. */
export function setLink(editor: Editor, link: string): void {
  const ids = styledIds(editor)
  if (editor.editing.value === null) editor.bulk.edit(ids, (some) => editor.document.edit(some, 'link', link))
  // A typing session is one step already, and goes on.
  else editor.document.edit(ids, 'link', link)
}

/** Elements that lead somewhere, with their addresses: the same map until one of them changes. Answers how to stop, too. */
export function followLinks({ document, scene }: Pick<Editor, 'document' | 'scene'>): {
  readonly links: ReadonlySignal<ReadonlyMap<string, string>>
  readonly stop: () => void
} {
  const found = new Map<string, string>()
  const note = (id: string): boolean => {
    const link = document.belonging(id)?.link ?? ''
    if (link === (found.get(id) ?? '')) return false
    if (link === '') found.delete(id)
    else found.set(id, link)
    return true
  }
  for (const id of scene.linked()) note(id)
  const links = signal<ReadonlyMap<string, string>>(new Map(found))
  const stop = document.onChange(({ added, updated, removed }) => {
    let isOther = false
    for (const ids of [added, updated, removed]) for (const id of ids) if (note(id)) isOther = true
    if (isOther) links.value = new Map(found)
  })
  return { links, stop }
}

const onlyOne = ({ selection }: Editor): string | undefined =>
  selection.value.size === 1 ? [...selection.value][0] : undefined

export const LINK_COMMANDS: readonly Command[] = [
  {
    id: 'open-link',
    label: 'Open the link',
    shortcuts: [],
    enabled: (editor) => linkOf(editor, onlyOne(editor) ?? '') !== '',
    run: (editor) => void openLink(editor, onlyOne(editor)),
  },
]

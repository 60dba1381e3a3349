import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { loadLater } from '../load-later.ts'
import type { BoardApp } from './board-app.ts'
import { Dialog } from './dialog.tsx'

/** What the content of every dialog gets. It is rendered while the dialog is open. */
export interface PanelProps {
  readonly app: BoardApp
  readonly open: Signal<boolean>
}

interface DialogKind {
  readonly title: string
  readonly wide?: boolean
  /** Is there nothing in it for somebody who only looks? */
  readonly changes?: boolean
  /** The content is code of its own, which the page doesn't wait for. */
  readonly load: () => Promise<{ readonly Panel: ComponentType<PanelProps> }>
}

/** Every dialog of a board. */
const KINDS = {
  share: { title: 'Share this board', load: () => import('./share/share-panel.tsx') },
  library: { title: 'Library', wide: true, changes: true, load: () => import('./library-panel.tsx') },
  link: { title: 'Link', changes: true, load: () => import('./link-panel.tsx') },
  find: { title: 'On this board', load: () => import('./find-panel.tsx') },
  palette: { title: 'Commands', load: () => import('./command-palette.tsx') },
  help: { title: 'Help and keys', wide: true, load: () => import('./help-panel.tsx') },
} satisfies Readonly<Record<string, DialogKind>>

type DialogId = keyof typeof KINDS
const IDS = Object.keys(KINDS) as DialogId[]

/** Which dialogs are open. */
export type OpenDialogs = Readonly<Record<DialogId, Signal<boolean>>>

export const closedDialogs = (): OpenDialogs =>
  Object.fromEntries(IDS.map((id) => [id, signal(false)])) as Record<DialogId, Signal<boolean>>

export function Dialogs({ app }: { readonly app: BoardApp }) {
  return (
    <>
      {IDS.map((id) => ({ id, kind: KINDS[id] as DialogKind }))
        .filter(({ kind }) => !(kind.changes && app.editor.readonly))
        .map(({ id, kind }) => (
          <LazyDialog key={id} kind={kind} app={app} open={app.dialogs[id]} />
        ))}
    </>
  )
}

interface LazyDialogProps extends PanelProps {
  readonly kind: DialogKind
}

function LazyDialog({ kind, app, open }: LazyDialogProps) {
  const loaded = useMemo(() => fetchedOnce(kind.load), [kind])
  return (
    <Dialog open={open} title={kind.title} wide={kind.wide === true}>
      {open.value && <Content loaded={loaded} app={app} open={open} />}
    </Dialog>
  )
}

interface ContentProps extends PanelProps {
  readonly loaded: Fetched
}

function Content({ loaded, app, open }: ContentProps) {
  useEffect(() => {
    loaded.fetch().catch(() => {
      open.value = false
      app.toasts.say('This could not be fetched. Try again when you are online.')
    })
  }, [loaded, app, open])
  const Panel = loaded.panel.value
  return Panel ? <Panel app={app} open={open} /> : <p aria-busy="true">One moment…</p>
}

interface Fetched {
  readonly panel: Signal<ComponentType<PanelProps> | null>
  /** Rejects when the code can't be had. */
  readonly fetch: () => Promise<void>
}

/** What was fetched once is there at once when the dialog is opened: whoever opens it by key types on. */
function fetchedOnce(load: DialogKind['load']): Fetched {
  const panel = signal<ComponentType<PanelProps> | null>(null)
  const fetch = async () => {
    if (panel.peek() === null) panel.value = (await load()).Panel
  }
  return { panel, fetch: loadLater(fetch) }
}

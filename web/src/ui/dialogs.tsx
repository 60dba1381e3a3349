import { type Signal, signal } from '@preact/signals'
import type { BoardApp } from './board-app.ts'
import { Dialog } from './dialog.tsx'
import { Fetched, type LoadPanel } from './fetched.tsx'
import { useWords } from '../words/use-words.ts'

/** What the content of every dialog gets. It is rendered while the dialog is open. */
export interface PanelProps {
  readonly app: BoardApp
  readonly open: Signal<boolean>
}

interface DialogKind {
  readonly title: string
  readonly wide?: boolean
  /** It takes the whole window. */
  readonly full?: boolean
  /** Is there nothing in it for somebody who only looks? */
  readonly changes?: boolean
  /** The content is code of its own, which the page doesn't wait for. */
  readonly load: LoadPanel<PanelProps>
}

/** Every dialog of a board. */
const KINDS = {
  share: { title: 'Share this board', load: () => import('./share/share-panel.tsx') },
  library: { title: 'Library', wide: true, changes: true, load: () => import('./library-panel.tsx') },
  export: { title: 'Export', wide: true, load: () => import('./export-panel.tsx') },
  import: { title: 'Open a file', wide: true, changes: true, load: () => import('./import-panel.tsx') },
  alt: { title: 'Alternative text', changes: true, load: () => import('./alt-panel.tsx') },
  camera: { title: 'Camera', wide: true, changes: true, load: () => import('./camera-panel.tsx') },
  link: { title: 'Link', changes: true, load: () => import('./link-panel.tsx') },
  history: { title: 'History', full: true, changes: true, load: () => import('../history/history-panel.tsx') },
  background: { title: 'Background', changes: true, load: () => import('./paper-panel.tsx') },
  clear: { title: 'Clear this page?', changes: true, load: () => import('./clear-panel.tsx') },
  find: { title: 'On this board', load: () => import('./find-panel.tsx') },
  palette: { title: 'Commands', load: () => import('./command-palette.tsx') },
  trash: { title: 'Move this board to the trash?', load: () => import('./trash-panel.tsx') },
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

const LazyDialog = ({ kind, app, open }: LazyDialogProps) => {
  const t = useWords()
  return (
    <Dialog open={open} title={t(kind.title)} wide={kind.wide === true} full={kind.full === true}>
      <Fetched
        load={kind.load}
        open={open.value}
        given={{ app, open }}
        toasts={app.toasts}
        waiting={<p aria-busy="true">{t('One moment…')}</p>}
        onFail={() => (open.value = false)}
      />
    </Dialog>
  )
}

import { signal, type Signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useMemo } from 'preact/hooks'
import type { BoardApp } from './board-app.ts'
import { Dialog } from './dialog.tsx'

type PanelProps = { readonly app: BoardApp; readonly open: Signal<boolean> }

/** The library, fetched when it is opened first. */
export function LibraryDialog({ app }: { readonly app: BoardApp }) {
  const open = app.dialogs.library
  return (
    <Dialog open={open} title="Library" wide>
      {open.value && <Fetched app={app} open={open} />}
    </Dialog>
  )
}

function Fetched(props: PanelProps) {
  const panel = useMemo(() => fetchPanel(props.app), [props.app])
  const { Panel } = panel.value
  return Panel ? <Panel {...props} /> : <p>One moment…</p>
}

function fetchPanel({ toasts, dialogs }: BoardApp): Signal<{ readonly Panel?: ComponentType<PanelProps> }> {
  const panel = signal<{ readonly Panel?: ComponentType<PanelProps> }>({})
  import('./library-panel.tsx').then(
    ({ LibraryPanel }) => (panel.value = { Panel: LibraryPanel }),
    () => {
      dialogs.library.value = false
      toasts.say('The library could not be fetched. Try again when you are online.')
    },
  )
  return panel
}

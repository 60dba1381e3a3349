import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import type { BoardApp } from './board-app.ts'
import { Dialog } from './dialog.tsx'

/** How to give a board away, and who may do what on it. Its content is loaded when it is first opened. */
export const ShareDialog = ({ app }: { app: BoardApp }) => (
  <Dialog open={app.dialogs.share} title="Share this board">
    <LoadedPanel app={app} />
  </Dialog>
)

function LoadedPanel({ app }: { app: BoardApp }) {
  const panel = useSignal<ComponentType<{ app: BoardApp }> | null>(null)
  useEffect(() => {
    void import('./share/share-panel.tsx').then(
      ({ SharePanel }) => {
        panel.value = SharePanel
        return undefined
      },
      () => app.toasts.say('The server didn’t answer: this needs it'),
    )
  }, [app, panel])
  const Panel = panel.value
  return Panel && <Panel app={app} />
}

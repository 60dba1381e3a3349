import { Expand, ExternalLink } from 'lucide'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { boardPath } from '../start/board-address.ts'
import type { Session } from '../sync/session.ts'
import { Icon } from '../ui/icon.tsx'
import { IconButton, Tip } from '../ui/icon-button.tsx'
import { useWords } from '../words/use-words.ts'

interface FrameActionsProps {
  readonly session: Session
}

/** The ways out of a frame: onto the whole screen, where the page around it allows that, and to the board's own page. */
export function FrameActions({ session }: FrameActionsProps) {
  const t = useWords()
  return (
    <>
      {document.fullscreenEnabled && <FullScreen />}
      <a
        class="icon-button embed-open"
        href={boardPath(session.board, session.secret)}
        target="_blank"
        rel="noopener"
        aria-label={t('Open in Drawbridge')}
      >
        <Icon name={ExternalLink} />
        <Tip place="above">{t('Open in Drawbridge')}</Tip>
      </a>
    </>
  )
}

function FullScreen() {
  const t = useWords()
  const isFull = useSignal(document.fullscreenElement !== null)
  useEffect(() => {
    const follow = () => (isFull.value = document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', follow)
    return () => document.removeEventListener('fullscreenchange', follow)
  }, [isFull])
  const toggle = () => (isFull.peek() ? document.exitFullscreen() : document.documentElement.requestFullscreen())
  return (
    <IconButton
      icon={isFull.value ? 'minimize' : Expand}
      label={isFull.value ? t('Leave full screen') : t('Full screen')}
      // A browser may say no whatever the page around the frame allows.
      onClick={() => void toggle().catch(() => undefined)}
    />
  )
}

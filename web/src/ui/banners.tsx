import { useWords } from '../words/use-words.ts'
import type { BoardApp } from './board-app.ts'
import { UNTITLED } from './board-title.tsx'
import { LostWorkBanner } from './lost-work.tsx'
import { PicturesBanner } from './pictures-banner.tsx'
import { RefusalBanner } from './refusal-banner.tsx'

export interface BannerProps {
  readonly app: Pick<
    BoardApp,
    'lost' | 'title' | 'forgetLost' | 'files' | 'status' | 'session' | 'menu' | 'resetCopy' | 'toasts'
  >
}

/** What of somebody's work the server won't take, and the ways out. */
export function Panel({ app }: BannerProps) {
  const t = useWords()
  return (
    <>
      <LostWorkBanner lost={app.lost} title={app.title.value || t(UNTITLED)} onForget={app.forgetLost} />
      <PicturesBanner files={app.files} />
      <RefusalBanner status={app.status} session={app.session} onSave={app.menu.save} onReset={app.resetCopy} />
    </>
  )
}

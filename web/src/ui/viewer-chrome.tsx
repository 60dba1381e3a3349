import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Editor } from '../editor/editor.ts'
import type { Guest } from '../presence/guest.ts'
import { People } from '../presence/people.tsx'
import type { Person } from '../presence/presence.ts'
import type { Rescue } from '../sync/rescue.ts'
import type { Session } from '../sync/session.ts'
import type { SyncStatus } from '../sync/sync-status.ts'
import { FrameTitles } from './above-frames.tsx'
import { BackToContent } from './back-to-content.tsx'
import { UNTITLED } from './board-title.tsx'
import { Fetched } from './fetched.tsx'
import { FollowBar } from './follow-bar.tsx'
import { LostWorkBanner } from './lost-work.tsx'
import { PageTurner } from './page-turner.tsx'
import { StatusLine } from './status-line.tsx'
import { ZoomButtons } from './view-controls.tsx'
import { type ViewerLook, ViewerMenu } from './viewer-menu.tsx'
import { useWords } from '../words/use-words.ts'

interface ViewerChromeProps {
  readonly look: ViewerLook
  readonly editor: Editor
  readonly title: ReadonlySignal<string>
  readonly status: ReadonlySignal<SyncStatus>
  readonly me: Signal<Guest>
  readonly people: ReadonlySignal<readonly Person[]>
  readonly following: Signal<number | null>
  readonly session: Pick<Session, 'role' | 'request'>
  readonly rescue: Pick<Rescue, 'lost' | 'forget'>
}

const loadRefusal = () => import('./refusal-banner.tsx')
/** The line beside the title says it, too. */
const SILENT = { say: () => undefined }

const NOTHING = new Set<SyncStatus['state']>(['saved', 'saving'])

/** What floats over a board that one may only look at: nothing that changes it. */
export function ViewerChrome(props: ViewerChromeProps) {
  const { look, editor, title, status, me, people, following, session, rescue } = props
  const t = useWords()
  return (
    <div class="chrome" data-chrome>
      <FrameTitles view={editor} />
      <header class="top-left">
        <div class="bar title-bar island">
          <ViewerMenu {...look} />
          <h1 class="viewer-title">{title.value || t(UNTITLED)}</h1>
          {NOTHING.has(status.value.state) ? (
            <span class="viewer-role">
              {session.role === 'comment' ? t('You can comment') : t('View only')}
              {status.value.state === 'saved' && status.value.frozen && t(', frozen for now')}
            </span>
          ) : (
            <StatusLine status={status} />
          )}
        </div>
      </header>
      <section class="top-right" aria-label={t('People')}>
        <People
          me={me.value}
          others={people.value}
          unseen={0}
          onRename={(guest) => (me.value = guest)}
          following={following.value}
          onFollow={(client) => (following.value = client)}
        />
      </section>
      <FollowBar people={people} following={following} />
      <LostWorkBanner lost={rescue.lost} title={title.value || t(UNTITLED)} onForget={() => rescue.forget()} />
      <Fetched
        load={loadRefusal}
        open={status.value.state === 'refused'}
        given={{ status, session }}
        toasts={SILENT}
        onFail={() => undefined}
      />
      <section class="bottom-left" aria-label={t('Zoom')}>
        <div class="zoom bar island">
          <ZoomButtons editor={editor} />
        </div>
      </section>
      <section class="bottom-centre" aria-label={t('View')}>
        <BackToContent editor={editor} />
        <PageTurner paging={editor.paging} />
      </section>
    </div>
  )
}

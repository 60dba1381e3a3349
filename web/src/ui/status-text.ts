import type { Translate } from '../words/words.ts'
import { refusalIn } from './why-not.ts'
import type { SyncStatus } from '../sync/sync-status.ts'

/** A status in words. */
export interface StatusText {
  readonly icon: string
  /** A few words, always shown. */
  readonly short: string
  /** A sentence, shown where there is room and read aloud. */
  readonly long: string
  readonly tone: 'calm' | 'busy' | 'warn' | 'bad'
}

interface Unsaved {
  readonly changes: number
  readonly pictures?: number
}

function counted(t: Translate, { changes, pictures = 0 }: Unsaved): string {
  const drawn = t('{count} change|{count} changes', { count: changes })
  const shown = t('{count} picture|{count} pictures', { count: pictures })
  if (pictures === 0) return drawn
  return changes === 0 ? shown : t('{one} and {other}', { one: drawn, other: shown })
}

const isNothing = ({ changes, pictures = 0 }: Unsaved): boolean => changes + pictures === 0

/** What the status line says. */
export function statusText(status: SyncStatus, t: Translate): StatusText {
  if (status.state === 'offline') return offlineText(status, t)
  if (status.state === 'refused') return refusedText(status, t)
  if (status.state === 'held') return heldText(status, t)
  if (status.state === 'slowed')
    return {
      icon: 'cloud-upload',
      short:
        status.changes > 0
          ? t('Slow mode: sent in {seconds} s', { seconds: status.waitSeconds })
          : t('Busy: sent in {seconds} s', { seconds: status.waitSeconds }),
      long: t('{work} waiting', { work: counted(t, status) }),
      tone: 'warn',
    }
  if (status.state === 'saving')
    return {
      icon: 'cloud-upload',
      short: t('Saving…'),
      long: t('Saving {work}', { work: counted(t, status) }),
      tone: 'calm',
    }
  if (status.state === 'saved' && status.lost)
    return {
      icon: 'octagon-alert',
      short: t('Saved'),
      long: t('A part of this board was damaged on the server and is missing'),
      tone: 'warn',
    }
  if (status.state === 'saved' && status.frozen)
    return { icon: 'lock', short: t('Saved'), long: t('Frozen: nobody but owners may change it'), tone: 'warn' }
  if (status.state === 'saved')
    return { icon: 'cloud-check', short: t('Saved'), long: t('Everything is on the server’s disk'), tone: 'calm' }
  return { icon: 'loader-circle', short: t('Connecting…'), long: t('Connecting to the server'), tone: 'busy' }
}

function refusedText(refused: Extract<SyncStatus, { state: 'refused' }>, t: Translate): StatusText {
  const { changes } = refused
  const unsent = changes > 0 ? ` ${t('{work} not sent.', { work: counted(t, { changes }) })}` : ''
  return { icon: 'octagon-alert', short: t('Not connected'), long: `${refusalIn(t, refused)}${unsent}`, tone: 'bad' }
}

function heldText(status: Extract<SyncStatus, { state: 'held' }>, t: Translate): StatusText {
  const { kept } = status
  const work = counted(t, status)
  const where = isNothing(status)
    ? ''
    : kept
      ? `: ${t('{work} kept in this browser', { work })}`
      : `: ${t('{work} only in this tab', { work })}`
  return {
    icon: 'cloud-off',
    short: t('Not saved'),
    long: `${t('The server can’t store anything at the moment')}${where}`,
    tone: kept || isNothing(status) ? 'warn' : 'bad',
  }
}

function offlineText(status: Extract<SyncStatus, { state: 'offline' }>, t: Translate): StatusText {
  const { kept, retrying, waitSeconds } = status
  const now = retrying ? t('Reconnecting…') : t('Offline')
  const short = waitSeconds === undefined ? now : t('Busy: again in {seconds} s', { seconds: waitSeconds })
  const work = counted(t, status)
  const icon = retrying ? 'loader-circle' : 'cloud-off'
  if (isNothing(status)) return { icon, short, long: t('You can go on drawing'), tone: 'warn' }
  if (kept) return { icon, short, long: t('{work} kept in this browser', { work }), tone: 'warn' }
  return { icon, short, long: t('{work} only in this tab: keep it open', { work }), tone: 'bad' }
}

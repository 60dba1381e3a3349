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

const number = (count: number, what: string): string[] =>
  count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`]

const counted = ({ changes, pictures = 0 }: Unsaved): string =>
  [...number(changes, 'change'), ...number(pictures, 'picture')].join(' and ')

const isNothing = ({ changes, pictures = 0 }: Unsaved): boolean => changes + pictures === 0

/** What the status line says. */
export function statusText(status: SyncStatus): StatusText {
  if (status.state === 'offline') return offlineText(status)
  if (status.state === 'refused') return refusedText(status)
  if (status.state === 'held') return heldText(status)
  if (status.state === 'slowed')
    return {
      icon: 'cloud-upload',
      short: `${status.changes > 0 ? 'Slow mode' : 'Busy'}: sent in ${status.waitSeconds} s`,
      long: `${counted(status)} waiting`,
      tone: 'warn',
    }
  if (status.state === 'saving')
    return { icon: 'cloud-upload', short: 'Saving…', long: `Saving ${counted(status)}`, tone: 'calm' }
  if (status.state === 'saved' && status.lost)
    return {
      icon: 'octagon-alert',
      short: 'Saved',
      long: 'A part of this board was damaged on the server and is missing',
      tone: 'warn',
    }
  if (status.state === 'saved' && status.frozen)
    return { icon: 'lock', short: 'Saved', long: 'Frozen: nobody but owners may change it', tone: 'warn' }
  if (status.state === 'saved')
    return { icon: 'cloud-check', short: 'Saved', long: 'Everything is on the server’s disk', tone: 'calm' }
  return { icon: 'loader-circle', short: 'Connecting…', long: 'Connecting to the server', tone: 'busy' }
}

function refusedText({ reason, changes }: Extract<SyncStatus, { state: 'refused' }>): StatusText {
  const unsent = changes > 0 ? ` ${counted({ changes })} not sent.` : ''
  return { icon: 'octagon-alert', short: 'Not connected', long: `${reason}${unsent}`, tone: 'bad' }
}

function heldText(status: Extract<SyncStatus, { state: 'held' }>): StatusText {
  const { kept } = status
  const where = isNothing(status)
    ? ''
    : kept
      ? `: ${counted(status)} kept in this browser`
      : `: ${counted(status)} only in this tab`
  return {
    icon: 'cloud-off',
    short: 'Not saved',
    long: `The server can’t store anything at the moment${where}`,
    tone: kept || isNothing(status) ? 'warn' : 'bad',
  }
}

function offlineText(status: Extract<SyncStatus, { state: 'offline' }>): StatusText {
  const { kept, retrying, waitSeconds } = status
  const short = waitSeconds === undefined ? (retrying ? 'Reconnecting…' : 'Offline') : `Busy: again in ${waitSeconds} s`
  const icon = retrying ? 'loader-circle' : 'cloud-off'
  if (isNothing(status)) return { icon, short, long: 'You can go on drawing', tone: 'warn' }
  if (kept) return { icon, short, long: `${counted(status)} kept in this browser`, tone: 'warn' }
  return { icon, short, long: `${counted(status)} only in this tab: keep it open`, tone: 'bad' }
}

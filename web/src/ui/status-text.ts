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

const counted = (changes: number) => `${changes} ${changes === 1 ? 'change' : 'changes'}`

/** What the status line says. */
export function statusText(status: SyncStatus): StatusText {
  if (status.state === 'offline') return offlineText(status)
  if (status.state === 'refused') return refusedText(status)
  if (status.state === 'held') return heldText(status)
  if (status.state === 'saving')
    return { icon: 'cloud-upload', short: 'Saving…', long: `Saving ${counted(status.changes)}`, tone: 'calm' }
  if (status.state === 'saved' && status.lost)
    return {
      icon: 'octagon-alert',
      short: 'Saved',
      long: 'A part of this board was damaged on the server and is missing',
      tone: 'warn',
    }
  if (status.state === 'saved')
    return { icon: 'cloud-check', short: 'Saved', long: 'Everything is on the server’s disk', tone: 'calm' }
  return { icon: 'loader-circle', short: 'Connecting…', long: 'Connecting to the server', tone: 'busy' }
}

function refusedText({ reason, changes }: Extract<SyncStatus, { state: 'refused' }>): StatusText {
  const unsent = changes > 0 ? ` ${counted(changes)} not sent.` : ''
  return { icon: 'octagon-alert', short: 'Not connected', long: `${reason}${unsent}`, tone: 'bad' }
}

function heldText({ changes, kept }: Extract<SyncStatus, { state: 'held' }>): StatusText {
  const where =
    changes === 0 ? '' : kept ? `: ${counted(changes)} kept in this browser` : `: ${counted(changes)} only in this tab`
  return {
    icon: 'cloud-off',
    short: 'Not saved',
    long: `The server can’t store anything at the moment${where}`,
    tone: kept || changes === 0 ? 'warn' : 'bad',
  }
}

function offlineText({ changes, kept, retrying, waitSeconds }: Extract<SyncStatus, { state: 'offline' }>): StatusText {
  const short = waitSeconds === undefined ? (retrying ? 'Reconnecting…' : 'Offline') : `Busy: again in ${waitSeconds} s`
  const icon = retrying ? 'loader-circle' : 'cloud-off'
  if (changes === 0) return { icon, short, long: 'You can go on drawing', tone: 'warn' }
  if (kept) return { icon, short, long: `${counted(changes)} kept in this browser`, tone: 'warn' }
  return { icon, short, long: `${counted(changes)} only in this tab: keep it open`, tone: 'bad' }
}

/** The value of `<html data-sync>`: `offline` also while reconnecting and after a refusal. */
export function syncAttribute({ state }: SyncStatus): 'saving' | 'saved' | 'offline' | 'connecting' {
  return state === 'refused' || state === 'held' ? 'offline' : state
}

import type { SyncStatus } from '../sync/sync-status.ts'
import type { FilesStatus } from './board-files.ts'

/** What there is to say of a person's work, pictures included: nothing is saved while one of them is not. */
export function wholeStatus(status: SyncStatus, { waiting, kept, waitSeconds }: FilesStatus): SyncStatus {
  if (waiting === 0) return status
  if (status.state === 'saved' && waitSeconds !== undefined)
    return { state: 'slowed', changes: 0, pictures: waiting, waitSeconds }
  if (status.state === 'saved') return { state: 'saving', changes: 0, pictures: waiting }
  if (status.state === 'saving') return { ...status, pictures: waiting }
  if (status.state === 'offline' || status.state === 'held')
    return { ...status, pictures: waiting, kept: status.kept && kept }
  return status
}

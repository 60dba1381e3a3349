/** The truth about this person's work. One of these at any moment; the status line and `<html data-sync>` show it. */
export type SyncStatus =
  /** Opening: nothing known yet about the server's copy. */
  | { readonly state: 'connecting' }
  /** All of it is fsynced on the server (watermark 102 came back). */
  | {
      readonly state: 'saved'
      /** A part of the board was damaged on the server, and is missing. */
      readonly lost?: true
      /** Nobody but owners may change the board, for now. */
      readonly frozen?: true
    }
  /** `changes` of mine, and `pictures`, are on their way. */
  | { readonly state: 'saving'; readonly changes: number; readonly pictures?: number }
  /** Slow mode: the server takes one change in a while, and will ask for the `changes` in about so many `waitSeconds`. Without changes: it has had enough `pictures` for so long. */
  | { readonly state: 'slowed'; readonly changes: number; readonly pictures?: number; readonly waitSeconds: number }
  /** The server is there and can't store anything at the moment; it will ask for the `changes` by itself. `kept` as below. */
  | { readonly state: 'held'; readonly changes: number; readonly pictures?: number; readonly kept: boolean }
  /** No server. `changes` wait here; `kept`: they are on this browser's disk and survive a reload. `retrying`: a new attempt is under way. `waitSeconds`: the server is busy and asked us to come back after that. */
  | {
      readonly state: 'offline'
      readonly changes: number
      readonly pictures?: number
      readonly kept: boolean
      readonly retrying: boolean
      readonly waitSeconds?: number
    }
  /** The server said no, for good: a close code of docs/protocol.md and its reason. */
  | { readonly state: 'refused'; readonly code: number; readonly reason: string; readonly changes: number }

/** The value of `<html data-sync>`: `offline` also while reconnecting and after a refusal. */
export function syncAttribute({ state }: SyncStatus): 'saving' | 'saved' | 'offline' | 'connecting' {
  if (state === 'slowed') return 'saving'
  return state === 'refused' || state === 'held' ? 'offline' : state
}

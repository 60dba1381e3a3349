import { type ReadonlySignal, signal } from '@preact/signals'
import type { ImageSource } from '../scene/images.ts'
import { guardUnload } from '../sync/page-events.ts'
import type { Refusal } from '../sync/refused.ts'
import type { Session } from '../sync/session.ts'
import { fetchFiles } from './fetch-files.ts'
import { openFileStore, type FileStore, type WaitingFile } from '../sync/file-store.ts'
import { sendFile } from './send-file.ts'

/** What there is to say about files that are not on the server yet. */
export interface FilesStatus {
  /** On their way, or waiting for the network. */
  readonly waiting: number
  /** They survive a reload. */
  readonly kept: boolean
  /** Those that the server won't take, and what it says; they are tried again when somebody asks. */
  readonly refused: { readonly count: number; readonly why: Refusal } | null
  /** The server has had enough for so long; left out: it hasn't said so. */
  readonly waitSeconds?: number
}

/** The files of a board: here at once when they are added here, else from the server. */
export interface BoardFiles extends ImageSource {
  /** Takes a file in: it can be shown when this is called, and is in this browser's store when it resolves; it is sent as soon as the server can be reached. Never rejects. */
  keep(file: Pick<WaitingFile, 'hash' | 'type' | 'bytes'>): Promise<void>
  /** Files that are copied: other boards of this browser can take them in. Never rejects. */
  lend(hashes: readonly string[]): Promise<void>
  /** Files that are pasted: those that another board has lent are taken in. Never rejects. */
  borrow(hashes: readonly string[]): Promise<void>
  readonly status: ReadonlySignal<FilesStatus>
  /** Tries everything again now. */
  retry(): void
  dispose(): void
}

const NOTHING_WAITS: FilesStatus = { waiting: 0, kept: true, refused: null }
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 60_000

export function createBoardFiles(
  session: Pick<Session, 'board' | 'request'>,
  open: (board: string) => Promise<FileStore> = openFileStore,
): BoardFiles {
  const { board } = session
  const fetched = fetchFiles(session)
  const waiting = new Map<string, WaitingFile>()
  const refused = new Map<string, Refusal>()
  /** Shown from here also when they have been sent. */
  const own = new Map<string, Blob>()
  const unkept = new Set<string>()
  const status = signal(NOTHING_WAITS)
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitMs = FIRST_WAIT_MS
  /** What the server asked for; 0: nothing. */
  let waitSeconds = 0
  let isSending = false
  /** Somebody asked while it was sending: it doesn't wait then. */
  let isHurried = false
  let isOver = false

  const tell = (): void => {
    const [why] = refused.values()
    status.value = {
      waiting: waiting.size - refused.size,
      kept: unkept.size === 0,
      refused: why === undefined ? null : { count: refused.size, why },
      ...(waitSeconds > 0 && { waitSeconds }),
    }
  }
  const store = openQuietly(board, open)
  const nextToSend = (): WaitingFile | undefined =>
    isOver ? undefined : [...waiting.values()].find(({ hash }) => !refused.has(hash))

  async function sendAll(): Promise<void> {
    if (isSending) return
    isSending = true
    clearTimeout(timer)
    for (let file = nextToSend(); file; file = nextToSend()) {
      isHurried = false
      const sent = await sendFile(file, session)
      if (sent.outcome === 'later' && isHurried) continue
      if (sent.outcome === 'later') {
        timer = setTimeout(() => void sendAll(), sent.waitSeconds * 1_000 || waitMs)
        waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)
        waitSeconds = sent.waitSeconds
        tell()
        break
      }
      waitMs = FIRST_WAIT_MS
      if (sent.outcome === 'refused') refused.set(file.hash, sent.why)
      else await forget(file.hash)
      // Said until all are there, and not anew for each.
      if (!nextToSend()) waitSeconds = 0
      tell()
    }
    isSending = false
  }

  async function forget(hash: string): Promise<void> {
    waiting.delete(hash)
    unkept.delete(hash)
    await (await store)?.remove(hash).catch(() => undefined)
  }

  function show({ hash, bytes, type }: Pick<WaitingFile, 'hash' | 'bytes' | 'type'>): void {
    if (!own.has(hash)) own.set(hash, new Blob([bytes], { type }))
  }

  async function resume(): Promise<void> {
    const left = await (await store)?.load().catch(() => [])
    for (const file of left ?? []) {
      waiting.set(file.hash, file)
      show(file)
      fetched.arrived(file.hash)
    }
    tell()
    await sendAll()
  }

  const retry = (): void => {
    refused.clear()
    isHurried = true
    waitMs = FIRST_WAIT_MS
    tell()
    void sendAll()
  }
  const blobOf = async (hash: string): Promise<Blob | undefined> => {
    await resumed.catch(() => undefined)
    return own.get(hash) ?? fetched.blobOf(hash)
  }

  async function keep(given: Pick<WaitingFile, 'hash' | 'type' | 'bytes'>): Promise<void> {
    const file: WaitingFile = { ...given, board }
    show(file)
    waiting.set(file.hash, file)
    unkept.add(file.hash)
    tell()
    try {
      const opened = await store
      await opened?.put(file)
      if (opened) unkept.delete(file.hash)
    } catch {
      // It is only in this page until it is sent: the status says so.
    }
    tell()
    void sendAll()
  }

  async function lend(hashes: readonly string[]): Promise<void> {
    const files: WaitingFile[] = []
    for (const hash of hashes) {
      const blob = await blobOf(hash)
      if (blob) files.push({ board, hash, type: blob.type, bytes: new Uint8Array(await blob.arrayBuffer()) })
    }
    await (await store)?.lend(files)
  }

  async function borrow(hashes: readonly string[]): Promise<void> {
    for (const hash of hashes) {
      const lent = own.has(hash) ? undefined : await (await store)?.borrow(hash)
      if (!lent) continue
      await keep({ hash, type: lent.type, bytes: lent.bytes })
      fetched.arrived(hash)
    }
  }

  const unguard = guardUnload(() => unkept.size > 0)
  window.addEventListener('online', retry)
  const resumed = resume()
  return {
    status,
    retry,
    blobOf,
    onArrival: (listener) => fetched.onArrival(listener),
    keep,
    lend: (hashes) => lend(hashes).catch(() => undefined),
    borrow: (hashes) => borrow(hashes).catch(() => undefined),
    dispose() {
      isOver = true
      clearTimeout(timer)
      unguard()
      window.removeEventListener('online', retry)
      fetched.dispose()
      void store.then((opened) => opened?.close())
    },
  }
}

/** A browser that keeps nothing is no reason to show nothing. */
async function openQuietly(board: string, open: (board: string) => Promise<FileStore>): Promise<FileStore | undefined> {
  try {
    return await open(board)
  } catch {
    return undefined
  }
}

import * as decoding from 'lib0/decoding'
import { applyUpdate, Doc } from 'yjs'
import { type BoardDocument, createBoardDocument } from '#board/document/board-document.ts'
import { answered } from './refused.ts'
import type { Session } from './session.ts'

/** A stretch of work: who did how much, and when. */
export interface Sitting {
  readonly fromSeq: number
  readonly toSeq: number
  /** ISO 8601. */
  readonly from: string
  readonly to: string
  readonly updates: number
  readonly people: readonly { readonly name: string; readonly updates: number }[]
}

/** A moment that somebody has named. */
export interface NamedVersion {
  /** What it is called in requests. */
  readonly version: string
  readonly seq: number
  /** ISO 8601. */
  readonly at: string
  readonly name: string
  /** What whoever named it is called; empty where nobody knows. */
  readonly by: string
}

export interface History {
  /** The first moment that can be seen. */
  readonly earliest: number
  readonly newest: number
  readonly keptSeconds: number
  readonly sittings: readonly Sitting[]
  readonly versions: readonly NamedVersion[]
}

/** An update as it came. */
export interface LogEntry {
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly name: string
  readonly update: Uint8Array
}

/** A board at a moment, which may go on from there. */
export interface PastBoard {
  readonly document: BoardDocument
  /** Takes an update in; answers the ids that it touched. */
  apply(update: Uint8Array): ReadonlySet<string>
  dispose(): void
}

/** What a board was, from its server. Everything rejects with the server's reason. */
export interface Past {
  list(): Promise<History>
  /** @param version the number of an update, or a named version */
  at(version: string): Promise<PastBoard>
  /** Updates after one and up to another. */
  log(after: number, upTo: number): Promise<readonly LogEntry[]>
  /** A small picture. */
  thumbnail(version: string): Promise<Blob>
  restore(version: string): Promise<void>
  name(version: string, name: string): Promise<void>
  forget(version: string): Promise<void>
  /** The address of a new board that begins as this one was, with its link to own. */
  copy(version: string): Promise<string>
}

const THUMBNAIL_PX = 192

export function createPast({ request }: Pick<Session, 'request'>): Past {
  const ask = (path: string, init?: RequestInit): Promise<Response> => answered(request(path, init))
  const post = (path: string, body: object): Promise<Response> =>
    ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  return {
    list: async () => (await (await ask('/history')).json()) as History,
    at: async (version) =>
      pastBoard(new Uint8Array(await (await ask(`/snapshot.yjs?version=${version}`)).arrayBuffer())),
    async log(after, upTo) {
      const entries: LogEntry[] = []
      // A piece at a time, as much as the server says at once.
      for (let last = after; last < upTo;) {
        const bytes = new Uint8Array(await (await ask(`/history/log?after=${last}&upTo=${upTo}`)).arrayBuffer())
        if (bytes.length === 0) break
        entries.push(...entriesIn(bytes))
        last = entries.at(-1)?.seq ?? upTo
      }
      return entries
    },
    thumbnail: async (version) =>
      (await ask(`/snapshot.png?version=${version}&width=${THUMBNAIL_PX}&padding=16`)).blob(),
    restore: async (version) => void (await post('/history/restore', { version })),
    name: async (version, name) => void (await post('/versions', { version, name })),
    forget: async (version) => void (await ask(`/versions/${version}`, { method: 'DELETE' })),
    copy: async (version) =>
      ((await (await post('/copies', { version })).json()) as { links: { own: string } }).links.own,
  }
}

function entriesIn(bytes: Uint8Array): LogEntry[] {
  const decoder = decoding.createDecoder(bytes)
  const entries: LogEntry[] = []
  while (decoding.hasContent(decoder))
    entries.push({
      seq: decoding.readVarUint(decoder),
      at: decoding.readVarUint(decoder),
      name: decoding.readVarString(decoder),
      update: decoding.readVarUint8Array(decoder),
    })
  return entries
}

function pastBoard(state: Uint8Array): PastBoard {
  const doc = new Doc()
  applyUpdate(doc, state)
  const document = createBoardDocument(doc)
  let touched = new Set<string>()
  document.onChange(({ added, updated, removed }) => {
    for (const ids of [added, updated, removed]) for (const id of ids) touched.add(id)
  })
  return {
    document,
    apply(update) {
      touched = new Set()
      applyUpdate(doc, update)
      return touched
    },
    dispose() {
      document.destroy()
      doc.destroy()
    },
  }
}

/** A board that belongs to nobody but this page. */
export const scratchBoard = (): BoardDocument => createBoardDocument(new Doc())

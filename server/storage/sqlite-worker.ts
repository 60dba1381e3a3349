import { parentPort, workerData } from 'node:worker_threads'
import { Merger } from './merger.ts'
import { ServerLock, toStorageError } from './sqlite-file.ts'
import { SqliteLog } from './sqlite-log.ts'
import { SqliteReader } from './sqlite-reader.ts'
import type { LogCall, MergerCall, ReaderCall, WorkerOptions } from './sqlite.ts'
import { StorageError } from './storage.ts'
import type { Answer, Request } from './thread.ts'
import { stepAside } from '../threads/step-aside.ts'

/** A part of the store, opened with the first call and again after it failed. */
interface Role<Call> {
  serve(call: Call): unknown
  /** Forgets what is open: after an error of the file itself, nothing that its handle believes can be trusted (a failed fsync may have lost pages that it takes for written). */
  drop(): void
}

class LogRole implements Role<LogCall> {
  readonly #options: WorkerOptions
  /** Held as long as the thread lives: if it were let go, another server might write what our rooms don't know. */
  #lock: ServerLock | undefined
  #log: SqliteLog | undefined

  constructor(options: WorkerOptions) {
    this.#options = options
  }

  serve(call: LogCall): unknown {
    if (call.verb === 'close') return this.#close()
    const log = this.#opened()
    switch (call.verb) {
      case 'open':
        return undefined
      case 'create':
        return log.create(call.board)
      case 'append':
        return log.append(call.batch)
      case 'stage':
        return log.stage(call.board, call.seq)
      case 'add-part':
        log.addPart(call.snapshot, call.part, call.bytes)
        return undefined
      case 'adopt':
        return log.adopt(call.adoption)
      case 'discard':
        log.discard(call.snapshot)
        return undefined
      case 'quarantine':
        log.quarantine(call.quarantine)
        return undefined
      case 'entitle':
        log.entitle(call.board, call.title)
        return undefined
      case 'acknowledge':
        log.acknowledge(call.board, call.lost)
        return undefined
      case 'set-access':
        log.setAccess(call.board, call.access, call.audit)
        return undefined
      case 'secret':
        return log.secret(call.name)
      case 'logins':
        return log.logins.all()
      case 'change-logins':
        log.logins.change(call.write)
        return undefined
      case 'prune':
        return log.prune()
      case 'file':
        return log.files.serve(call.write)
      case 'past':
        return log.past.serve(call.write)
      case 'home':
        return log.homes.serve(call.write)
      case 'trash':
        return log.trash.serve(call.write)
      case 'probe':
        log.probe()
    }
    return undefined
  }

  drop(): void {
    const log = this.#log
    this.#log = undefined
    log?.close()
  }

  #opened(): SqliteLog {
    this.#lock ??= new ServerLock(`${this.#options.file}.lock`)
    return (this.#log ??= new SqliteLog(this.#options.file, this.#options))
  }

  #close(): void {
    this.#log?.close()
    this.#lock?.release()
  }
}

class ReaderRole implements Role<ReaderCall> {
  readonly #file: string
  #reader: SqliteReader | undefined

  constructor({ file }: WorkerOptions) {
    this.#file = file
  }

  serve(call: ReaderCall): unknown {
    if (call.verb === 'close') return this.#reader?.close()
    this.#reader ??= new SqliteReader(this.#file)
    if (call.verb === 'file') return this.#reader.files.serve(call.read)
    if (call.verb === 'home') return this.#reader.homes.serve(call.read)
    const reader = this.#reader
    if (call.verb === 'past')
      return reader.atOnce(() => (reader.find(call.board) ? reader.past.of(call.board) : undefined))
    if (call.verb === 'past-log')
      return reader.atOnce(() =>
        reader.find(call.board) ? reader.past.log(call.board, call.after, call.upTo, call.maxBytes) : [],
      )
    if (call.verb === 'find') return this.#reader.find(call.board)
    if (call.verb === 'access') return this.#reader.access(call.board)
    if (call.verb === 'audit') return this.#reader.audit(call.board)
    const log = this.#reader.load(call.board)
    return (
      log && { info: log.info, updates: log.snapshot ? [log.snapshot, ...log.tail] : log.tail, tail: log.tail.length }
    )
  }

  drop(): void {
    const reader = this.#reader
    this.#reader = undefined
    reader?.close()
  }
}

class MergerRole implements Role<MergerCall> {
  readonly #options: WorkerOptions
  #open: { readonly reader: SqliteReader; readonly merger: Merger } | undefined

  constructor(options: WorkerOptions) {
    this.#options = options
    stepAside()
  }

  serve(call: MergerCall): unknown {
    if (call.verb === 'close') return this.drop()
    const { merger } = this.#opened()
    switch (call.verb) {
      case 'state':
        return merger.state(call.board)
      case 'merge':
        return merger.merge(call.board)
      case 'examine':
        return merger.examine(call.board)
      case 'references':
        return merger.references(call.board)
      case 'past':
        return merger.past(call.board, call.moment)
      case 'namable':
        return merger.namable(call.board, call.moment)
      case 'verify':
        merger.verify(call.board, call.snapshot, call.digest)
    }
    return undefined
  }

  drop(): void {
    const open = this.#open
    this.#open = undefined
    open?.reader.close()
  }

  #opened(): { readonly merger: Merger } {
    if (this.#open === undefined) {
      const reader = new SqliteReader(this.#options.file)
      this.#open = { reader, merger: new Merger(reader, this.#options) }
    }
    return this.#open
  }
}

function answer<Call>(role: Role<Call>, { id, call }: Request<Call>): Answer {
  try {
    return { id, ok: true, value: role.serve(call) }
  } catch (error) {
    const { code, message } = toStorageError(error)
    if (code === 'io' || !(error instanceof StorageError)) dropped(role)
    return { id, ok: false, code, message }
  }
}

function dropped<Call>(role: Role<Call>): void {
  try {
    role.drop()
  } catch {
    // It failed already; what counts is that the next call doesn't use it.
  }
}

/** What an answer can give away rather than copy. */
function buffersIn(value: unknown): ArrayBuffer[] {
  const bytes = value as { bytes?: unknown; updates?: unknown; parts?: unknown } | undefined
  const all = [bytes?.bytes, ...[bytes?.updates, bytes?.parts].flat()]
  const own = all.flatMap((view) => (view instanceof Uint8Array && isOwn(view) ? [view.buffer as ArrayBuffer] : []))
  return [...new Set(own)]
}

const isOwn = (view: Uint8Array): boolean => view.byteLength === view.buffer.byteLength

const port = parentPort
if (port === null) throw new Error('sqlite-worker runs in a worker thread')
const options = workerData as WorkerOptions
const ROLES = { log: LogRole, reader: ReaderRole, merger: MergerRole }
const role = new ROLES[options.role](options) as Role<unknown>
port.on('message', (request: Request<unknown>) => {
  const answered = answer(role, request)
  port.postMessage(answered, answered.ok ? buffersIn(answered.value) : [])
})

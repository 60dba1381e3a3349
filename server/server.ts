import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { Access } from './access/access.ts'
import { Hosts } from './access/hosts.ts'
import { Sites } from './access/sites.ts'
import { whoAsks } from './access/who-asks.ts'
import type { Config } from './config.ts'
import { PictureCache } from './export/picture-cache.ts'
import { Pictures } from './export/pictures.ts'
import type { Fanout } from './fanout/fanout.ts'
import { InProcessHub } from './fanout/in-process.ts'
import { Examiner } from './files/examiner.ts'
import { Imports } from './import/imports.ts'
import { PastWork } from './history/past-work.ts'
import { createApp } from './http/app.ts'
import { States } from './http/states.ts'
import { answerWithoutUpgrade, wantsWebSocket } from './http/plain-upgrade.ts'
import { SERVER_LIMITS } from './limits.ts'
import { StorageHealth } from './observe/health.ts'
import { promptWrites } from './observe/prompt-writes.ts'
import { StorageWatch } from './observe/storage-watch.ts'
import { createLog } from './observe/log.ts'
import type { KeptLogin } from './storage/logins.ts'
import { SqliteStorage } from './storage/sqlite.ts'
import type { BoardStorage } from './storage/storage.ts'
import { Rooms } from './sync/rooms.ts'
import type { RoomsParts } from './sync/rooms.ts'
import { Tick } from './sync/tick.ts'
import { Upgrades } from './sync/upgrade.ts'
import { within } from './within.ts'
import { createListener } from './tls/listener.ts'
import type { Listener } from './tls/listener.ts'

export interface ServerOptions extends Config {
  /** Folder of the build: `server/` holds the workers, `web/` the pages, `fonts/` the fonts of pictures. */
  readonly dist: URL
}

/** Parts that can be exchanged; what is left out is the embedded one. The server closes what it was given. */
export interface ServerParts {
  readonly storage?: BoardStorage
  readonly fanout?: Fanout
  readonly rooms?: (parts: RoomsParts) => Rooms
  /** Milliseconds since 1970, where links and tokens end. */
  readonly now?: () => number
  /** How long a room without connections is kept, milliseconds. */
  readonly idleRoomMs?: number
}

export interface RunningServer {
  /** `http(s)://localhost:<port>`, or the host it listens on if that is a single one. */
  readonly url: string
  readonly port: number
  /** Commits what is open, acknowledges it, closes every connection with 1012. Takes at most 5 s, whatever storage does. */
  close(): Promise<void>
}

/**
 * Puts a server together and listens.
 * @throws when the port is taken, or the boards can't be opened, by this process or because another one has them
 */
export async function startServer(options: ServerOptions, parts: ServerParts = {}): Promise<RunningServer> {
  const log = createLog(options)
  const storage = parts.storage ?? (await openBoards(options))
  const assembled = assemble(options, { ...parts, storage, kept: await storage.logins.all() }, log)
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= stop(assembled))
  try {
    const port = await listen(assembled.http, options.port, options.host)
    log.info({ port, host: options.host }, 'listening')
    const scheme = options.tls === undefined ? 'http' : 'https'
    return { url: `${scheme}://${nameOf(options.host)}:${port}`, port, close }
  } catch (error) {
    await close()
    throw error
  }
}

interface Assembled {
  readonly http: Server
  readonly listener: Listener
  readonly upgrades: Upgrades
  readonly rooms: Rooms
  readonly pictures: Pictures
  readonly examiner: Examiner
  readonly pastWork: PastWork
  readonly imports: Imports
  readonly storage: BoardStorage
  readonly watch: StorageWatch
  readonly fanout: Fanout
}

/** Before anybody can connect: a server that can't store anything must say so when it is started. */
async function openBoards({ dataDir, dist, limits }: ServerOptions): Promise<BoardStorage> {
  const storage = new SqliteStorage(
    join(dataDir, 'drawbridge.sqlite'),
    new URL('server/sqlite-worker.mjs', dist),
    limits,
  )
  try {
    await storage.open()
    return storage
  } catch (error) {
    await storage.close()
    throw error
  }
}

/** The only place where parts are chosen. */
function assemble(
  { dist, ...config }: ServerOptions,
  {
    storage: disk,
    kept,
    ...parts
  }: ServerParts & { readonly storage: BoardStorage; readonly kept: readonly KeptLogin[] },
  log: Logger,
): Assembled {
  const { publicUrl, hostKeys, embedSites, tls, limits } = config
  const fanout = parts.fanout ?? new InProcessHub().join()
  const health = new StorageHealth(log)
  const storage = promptWrites(disk, health, limits.stallMilliseconds)
  const hosts = new Hosts({ keys: hostKeys, audience: publicUrl ?? '', longestMs: limits.hostTokenSeconds * 1_000 })
  const sites = new Sites(embedSites)
  const asked = whoAsks(config, { storage: storage.logins, kept, now: parts.now })
  const access = new Access({
    storage,
    hosts,
    sites,
    sessionMs: limits.sessionSeconds * 1_000,
    tries: asked.tries,
    logins: asked.logins,
    now: parts.now,
  })
  const makeRooms = parts.rooms ?? ((given: RoomsParts) => new Rooms(given))
  const rooms = makeRooms({
    storage,
    fanout,
    tick: new Tick(storage, health),
    health,
    log,
    limits,
    roleNow: (grant) => access.roleNow(grant),
    rulesNow: (board) => access.rulesNow(board),
    idleMs: parts.idleRoomMs ?? limits.idleRoomSeconds * 1_000,
  })
  access.onChange((board) => rooms.regrant(board))
  const watch = new StorageWatch({ storage, health, log, limits })
  const fonts = fileURLToPath(new URL('fonts/', dist))
  const pictures = new Pictures({
    worker: new URL('server/picture-worker.mjs', dist),
    fonts,
    timeoutMs: limits.pictureMilliseconds,
  })
  const pastWork = new PastWork({
    worker: new URL('server/past-worker.mjs', dist),
    timeoutMs: limits.pictureMilliseconds,
  })
  const examiner = new Examiner({ worker: new URL('server/examine-worker.mjs', dist) })
  const imports = new Imports({
    worker: new URL('server/import-worker.mjs', dist),
    fonts,
    timeoutMs: limits.pictureMilliseconds,
  })
  const webDir = fileURLToPath(new URL('web/', dist))
  const upgrades = new Upgrades({ ...asked, access, rooms, log, limits })
  const states = new States({ storage, rooms, cacheBytes: limits.stateCacheBytes })
  const app = createApp({
    ...asked,
    access,
    sites,
    storage,
    rooms,
    states,
    pictures,
    examiner,
    pastWork,
    imports,
    limits,
    pictureCache: new PictureCache(limits.pictureCacheBytes),
    health,
    log,
    publicUrl,
    isSecure: tls !== undefined,
    now: parts.now ?? Date.now,
    webDir,
    addressOf: (request) => asked.proxies.addressOf(request),
  })
  const timing = {
    headersTimeout: limits.requestSeconds * 1_000,
    // A picture may come over a slow line.
    requestTimeout: Math.max(limits.requestSeconds, limits.fileSeconds) * 1_000,
    connectionsCheckingInterval: SERVER_LIMITS.requestCheckMs,
  }
  const listener = createListener({ options: timing, tls, log, answer: app })
  const { http } = listener
  http.on('upgrade', (request, socket: Socket, head) => {
    if (wantsWebSocket(request)) upgrades.handle(request, socket, head)
    else answerWithoutUpgrade(http, request, socket)
  })
  return { http, listener, upgrades, rooms, pictures, examiner, pastWork, imports, storage, watch, fanout }
}

const ALL_INTERFACES = new Set(['0.0.0.0', '::', ''])
const nameOf = (host: string): string =>
  ALL_INTERFACES.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host

function listen(http: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => resolve((http.address() as AddressInfo).port))
  })
}

/** Nothing new in; what is open to disk and acknowledged; goodbye to everybody; then the parts. */
async function stop({ http, listener, upgrades, rooms, watch, ...parts }: Assembled): Promise<void> {
  upgrades.stop()
  listener.close()
  const closed = new Promise((resolve) => http.close(resolve))
  http.closeIdleConnections()
  await rooms.stop(SERVER_LIMITS.stopMs)
  await within(SERVER_LIMITS.goodbyeMs, closed)
  rooms.terminate()
  http.closeAllConnections()
  watch.close()
  const { pictures, examiner, pastWork, imports, storage, fanout } = parts
  const closing = [pictures, examiner, pastWork, imports, storage, fanout].map((part) => part.close())
  await within(SERVER_LIMITS.goodbyeMs, Promise.allSettled(closing))
}

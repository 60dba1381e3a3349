import express from 'express'
import type { Express } from 'express'
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Gate } from '../access/gate.ts'
import type { Pictures } from '../export/pictures.ts'
import type { Examiner } from '../files/examiner.ts'
import type { StorageHealth } from '../observe/health.ts'
import type { BoardStorage } from '../storage/storage.ts'
import type { Rooms } from '../sync/rooms.ts'
import { boardState, createBoard, describeBoard } from './boards.ts'
import { answerErrors, methodNotAllowed, noSuchPath } from './errors.ts'
import { boardFile, putFile } from './files.ts'
import type { FileLimits } from './files.ts'
import { security } from './headers.ts'
import { healthz } from './health.ts'
import { assets, boardPage, notFoundPage, plainAssets, rootFiles, startPage } from './pages.ts'
import { boardPicture } from './snapshots.ts'
import type { States } from './states.ts'

export interface AppParts {
  readonly gate: Gate
  readonly storage: BoardStorage
  readonly rooms: Rooms
  readonly states: States
  readonly pictures: Pictures
  readonly examiner: Examiner
  readonly limits: FileLimits
  readonly health: StorageHealth
  readonly log: Logger
  readonly publicUrl: string | undefined
  /** Where a request comes from; `undefined` when nobody can be told apart. */
  readonly addressOf: (request: IncomingMessage) => string | undefined
  /** How many boards one address may make. */
  readonly boardsPerHour: number
  /** Folder of the built pages. */
  readonly webDir: string
}

/** The table of routes, and nothing else. */
export function createApp(parts: AppParts): Express {
  const { gate, storage, rooms, health, log, webDir } = parts
  const app = express()
  app.disable('x-powered-by')
  // One address for each thing: what may be framed, and how pages read their own address, depends on it.
  app.enable('case sensitive routing')
  app.use(security())

  app.get('/healthz', healthz(health, rooms))
  app.route('/api/boards').post(createBoard(parts)).all(methodNotAllowed('POST'))
  app.route('/api/boards/:id').get(describeBoard(parts)).all(methodNotAllowed('GET, HEAD'))
  app.route('/api/boards/:id/state').get(boardState(parts)).all(methodNotAllowed('GET, HEAD'))
  app
    .route('/api/boards/:id/files/:hash')
    .get(boardFile(parts))
    .put(putFile(parts))
    .all(methodNotAllowed('GET, HEAD, PUT'))
  app.use(['/api', '/sync'], noSuchPath)

  app.get('/b/:id.png', boardPicture('png', parts))
  app.get('/b/:id.svg', boardPicture('svg', parts))
  app.get('/', startPage(webDir))
  app.get('/b/:id', boardPage(webDir, 'board', gate, storage))
  app.get('/embed/:id', boardPage(webDir, 'embed', gate, storage))
  app.use('/assets', assets(webDir), plainAssets(webDir))
  app.use(rootFiles(webDir))
  app.use(notFoundPage)
  app.use(answerErrors(log))
  return app
}

import express from 'express'
import type { Express, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { bytesFromJson } from '#board/document/json-bytes.ts'
import type { Access } from '../access/access.ts'
import type { Accounts } from '../access/accounts.ts'
import type { Cookies } from '../access/cookies.ts'
import type { Gate } from '../access/gate.ts'
import type { Logins } from '../access/logins.ts'
import type { Makers } from '../access/makers.ts'
import type { OpenId } from '../access/open-id.ts'
import { ELEMENT_ROUTES, FILE_ROUTES } from '../access/policies.ts'
import type { Sites } from '../access/sites.ts'
import type { Route } from '../access/policies.ts'
import type { PictureCache } from '../export/picture-cache.ts'
import type { Pictures } from '../export/pictures.ts'
import type { Examiner } from '../files/examiner.ts'
import type { Imports } from '../import/imports.ts'
import type { PastWork } from '../history/past-work.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import type { StorageHealth } from '../observe/health.ts'
import type { BoardStorage } from '../storage/storage.ts'
import type { Rooms } from '../sync/rooms.ts'
import { listAccounts, removeMember } from './accounts.ts'
import { listAuthors, showWork, undoWork } from './authors.ts'
import { boardState, claimBoard, createBoard, describeBoard } from './boards.ts'
import type { MakingParts } from './boards.ts'
import { counting } from './counting.ts'
import type { AddressOf } from './counting.ts'
import { doorOf } from './door.ts'
import { changeElements, listElements, showElement } from './elements.ts'
import { answerErrors, methodNotAllowed, noSuchPath } from './errors.ts'
import { copyBoard } from './copies.ts'
import { boardFile, pictureRate, putFile } from './files.ts'
import type { FileLimits, FileParts } from './files.ts'
import { security } from './headers.ts'
import { healthz } from './health.ts'
import { forgetVersion, nameVersion, renameVersion, restoreMoment, showHistory, showLog } from './history.ts'
import { goToLogin, logInByPassword, logOut, returnFromLogin, showMe } from './login.ts'
import { arrangeBoard, dropBoard, listFolders, listHome, makeFolder, removeFolder, renameFolder } from './home.ts'
import { acknowledgeLost } from './lost.ts'
import { importFile } from './import.ts'
import { addLink, changeAccess, editLink, removeLink, replaceLink, showAccess } from './links.ts'
import { oembed } from './oembed.ts'
import { describeApi } from './openapi.ts'
import { notFoundPage } from './nothing-here.ts'
import { assets, boardPage, embedScripts, heldPage, plainAssets, rootFiles, startPage } from './pages.ts'
import { banPerson, listPeople, showAudit } from './people.ts'
import { signPictureUrl } from './picture-urls.ts'
import { openSession } from './sessions.ts'
import { changeSettings, showSettings } from './settings.ts'
import { boardSnapshot } from './snapshots.ts'
import type { States } from './states.ts'
import { bringBoardBack, removeBoard, throwBoardAway } from './trash.ts'

export interface AppParts {
  readonly gate: Gate
  readonly access: Access
  /** Who is logged in. */
  readonly accounts: Accounts
  readonly logins: Logins
  readonly cookies: Cookies
  readonly openId: OpenId | undefined
  /** Who may make boards. */
  readonly makers: Makers
  readonly sites: Sites
  readonly storage: BoardStorage
  readonly rooms: Rooms
  readonly states: States
  readonly pictures: Pictures
  readonly pictureCache: PictureCache
  readonly examiner: Examiner
  readonly limits: FileLimits &
    Pick<Limits, 'historySeconds' | 'trashSeconds' | 'personBoardsPerHour' | 'addressBoardsPerHour'>
  readonly pastWork: PastWork
  readonly imports: Imports
  readonly health: StorageHealth
  readonly log: Logger
  readonly publicUrl: string | undefined
  /** Is TLS ours? */
  readonly isSecure: boolean
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Where a request comes from; `undefined` when nobody can be told apart. */
  readonly addressOf: AddressOf
  /** Folder of the built pages. */
  readonly webDir: string
}

/** What answers each route. Who may ask is in `ROUTE_POLICIES`: neither has a route that the other lacks. */
const handlersOf = (
  parts: AppParts & Pick<MakingParts, 'countBoard'> & Pick<FileParts, 'countPicture'>,
): Readonly<Record<Route, RequestHandler>> => ({
  'GET /healthz': healthz(parts.health, parts.rooms),
  'GET /api/openapi.json': describeApi(parts),
  'GET /api/me': showMe(parts),
  'POST /api/login': logInByPassword(parts),
  'POST /api/logout': logOut(parts),
  'GET /api/home/boards': listHome(parts),
  'PATCH /api/home/boards/:id': arrangeBoard(parts),
  'DELETE /api/home/boards/:id': dropBoard(parts),
  'GET /api/home/folders': listFolders(parts),
  'POST /api/home/folders': makeFolder(parts),
  'PATCH /api/home/folders/:folder': renameFolder(parts),
  'DELETE /api/home/folders/:folder': removeFolder(parts),
  'POST /api/boards': createBoard(parts),
  'GET /api/boards/:id': describeBoard(parts),
  'DELETE /api/boards/:id': removeBoard(parts),
  'POST /api/boards/:id/trash': throwBoardAway(parts),
  'DELETE /api/boards/:id/trash': bringBoardBack(parts),
  'GET /api/boards/:id/state': boardState(parts),
  'POST /api/boards/:id/session': openSession(parts),
  'POST /api/boards/:id/claim': claimBoard(parts),
  'GET /api/boards/:id/access': showAccess(parts),
  'PATCH /api/boards/:id/access': changeAccess(parts),
  'POST /api/boards/:id/links': addLink(parts),
  'PATCH /api/boards/:id/links/:link': editLink(parts),
  'POST /api/boards/:id/links/:link/replace': replaceLink(parts),
  'DELETE /api/boards/:id/links/:link': removeLink(parts),
  'GET /api/boards/:id/accounts': listAccounts(parts),
  'DELETE /api/boards/:id/members/:member': removeMember(parts),
  'GET /api/boards/:id/people': listPeople(parts),
  'POST /api/boards/:id/bans': banPerson(parts),
  'GET /api/boards/:id/audit': showAudit(parts),
  'DELETE /api/boards/:id/lost': acknowledgeLost(parts),
  'GET /api/boards/:id/elements': listElements(parts),
  'PATCH /api/boards/:id/elements': changeElements(parts),
  'GET /api/boards/:id/elements/:element': showElement(parts),
  'GET /api/boards/:id/settings': showSettings(parts),
  'PATCH /api/boards/:id/settings': changeSettings(parts),
  'POST /api/boards/:id/import': importFile(parts),
  'GET /api/boards/:id/history': showHistory(parts),
  'GET /api/boards/:id/history/log': showLog(parts),
  'POST /api/boards/:id/history/restore': restoreMoment(parts),
  'POST /api/boards/:id/history/undo': undoWork(parts),
  'GET /api/boards/:id/authors': listAuthors(parts),
  'GET /api/boards/:id/authors/work': showWork(parts),
  'POST /api/boards/:id/versions': nameVersion(parts),
  'PATCH /api/boards/:id/versions/:version': renameVersion(parts),
  'DELETE /api/boards/:id/versions/:version': forgetVersion(parts),
  'POST /api/boards/:id/copies': copyBoard(parts),
  'GET /api/boards/:id/files/:hash': boardFile(parts),
  'PUT /api/boards/:id/files/:hash': putFile(parts),
  'GET /api/boards/:id/snapshot.:format': boardSnapshot(parts),
  'POST /api/boards/:id/picture-urls': signPictureUrl(parts),
  'GET /b/:id.:format': boardSnapshot(parts),
  'GET /': startPage(parts.webDir),
  'GET /login': goToLogin(parts),
  'GET /login/return': returnFromLogin(parts),
  'GET /b/:id': boardPage(parts, 'board'),
  'GET /oembed': oembed(parts),
  'GET /embed': heldPage(parts.webDir),
  'GET /embed/:id': boardPage(parts, 'embed'),
})

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const
type Method = keyof typeof METHODS

const HOUR_MS = 3_600_000

/** The table of routes, and nothing else. */
export function createApp(parts: AppParts): Express {
  const { log, webDir } = parts
  const app = express()
  app.disable('x-powered-by')
  // One address for each thing: what may be framed, and how pages read their own address, depends on it.
  app.enable('case sensitive routing')
  app.use(security(parts))
  mount(app, parts)
  app.use(['/api', '/sync'], noSuchPath)
  app.use('/assets', assets(webDir), plainAssets(webDir))
  app.use(embedScripts(webDir))
  app.use(rootFiles(webDir))
  app.use(notFoundPage)
  app.use(answerErrors(log))
  return app
}

/** Every route behind its door; a path of the API says which methods it has. */
function mount(app: Express, parts: AppParts): void {
  const paths = new Map<string, Method[]>()
  const json = express.json({ limit: SERVER_LIMITS.bodyBytes })
  const file = express.raw({ limit: SERVER_LIMITS.importBytes, type: () => true })
  const elements = express.json({ limit: SERVER_LIMITS.elementsBytes, reviver: bytesFromJson })
  const countBoard = counting({
    perPerson: parts.limits.personBoardsPerHour,
    perAddress: parts.limits.addressBoardsPerHour,
    withinMs: HOUR_MS,
    addressOf: parts.addressOf,
    what: 'boards were made',
  })
  for (const [name, handler] of Object.entries(
    handlersOf({ ...parts, countBoard, countPicture: pictureRate(parts) }),
  ) as [Route, RequestHandler][]) {
    const [method, path] = name.split(' ') as [Method, string]
    paths.set(path, [...(paths.get(path) ?? []), method])
    const door = doorOf(name, parts)
    // Whatever else is sent is a picture's bytes, which its route reads.
    const hasBody = method === 'POST' || method === 'PATCH'
    const body = FILE_ROUTES.has(name) ? file : ELEMENT_ROUTES.has(name) ? elements : json
    app[METHODS[method]](path, door, ...(hasBody ? [body] : []), handler)
  }
  for (const [path, methods] of paths) {
    const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    if (path.startsWith('/api/')) app.route(path).all(methodNotAllowed(allowed.join(', ')))
  }
}

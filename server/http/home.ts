import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Access } from '../access/access.ts'
import type { Account } from '../access/accounts.ts'
import { loginNeeded } from '../access/denied.ts'
import type { Gate } from '../access/gate.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { HeldBoard, HomeSort } from '../storage/homes.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { bodyOf, queryOf, WRONG } from './bodies.ts'
import { boardIdOf } from './boards.ts'
import { accountOf } from './account-of.ts'
import { HttpError } from './errors.ts'

export interface HomeParts {
  readonly storage: BoardStorage
  readonly access: Access
  readonly gate: Gate
}

const { homeFolders, homePage, searchLength } = SERVER_LIMITS
const PAGE = 50
const SORTS = ['opened', 'changed', 'made', 'title', 'trashed'] as const satisfies readonly HomeSort[]
const isOn = z.enum(['true', 'false']).transform((text) => text === 'true')

export const homeQuery = z.object({
  sort: z.enum(SORTS).default('opened').describe('The newest first, or by title.'),
  text: z.string().max(searchLength).default('').describe('What the title holds, whatever its case and accents.'),
  folder: z.string().max(64).optional().describe('The id of a folder.'),
  starred: isOn.optional(),
  trash: isOn.optional().describe('Those that are in the trash, and that one may bring back.'),
  after: z.string().max(1_000).optional().describe('`next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(homePage).default(PAGE),
})
export const arrangement = z.strictObject({
  folder: z.string().max(64).nullable().optional().describe('The id of a folder; `null`: none.'),
  starred: z.boolean().optional(),
})
export const folderName = z.strictObject({
  name: z.string().trim().min(1, WRONG.nameless).max(SERVER_LIMITS.folderName, WRONG.name),
})

/** `GET /api/home/boards` */
export const listHome =
  ({ storage, access }: HomeParts): RequestHandler =>
  async (request, response) => {
    const account = whose(response)
    const { folder = null, starred = false, trash = false, after, ...asked } = queryOf(request, homeQuery)
    const page = await storage.homes.list(account.id, {
      ...asked,
      folder,
      isStarred: starred,
      isInTrash: trash,
      after,
    })
    const boards = await Promise.all(page.boards.map((board) => shownBoard(access, account, board)))
    response.set('Cache-Control', 'no-store').json({
      // Whoever can't bring a board back needn't know that it was thrown away.
      boards: trash ? boards.filter(({ role }) => role === 'own') : boards,
      next: page.next,
    })
  }

async function shownBoard(access: Access, account: Account, board: HeldBoard) {
  const { id, title, createdAt, updatedAt, trashedAt, openedAt, folder, starred } = board
  const standing = await access.standing(id, account, board)
  return {
    id,
    title: standing === undefined ? '' : title,
    role: standing?.role ?? null,
    isMine: standing?.isMember ?? false,
    createdAt,
    updatedAt,
    openedAt: new Date(openedAt).toISOString(),
    folder,
    starred,
    trashedAt,
    pictureKey: standing?.pictureKey ?? null,
  }
}

/** `PATCH /api/home/boards/:id` */
export const arrangeBoard =
  ({ storage, gate }: HomeParts): RequestHandler =>
  async (request, response) => {
    const { folder, starred } = bodyOf(request, arrangement)
    const change = { ...(folder === undefined ? {} : { folder }), ...(starred === undefined ? {} : { starred }) }
    const isDone = await storage.homes.arrange(whose(response).id, boardIdOf(request, gate), change)
    if (!isDone) throw notHeld()
    response.status(204).end()
  }

/** `DELETE /api/home/boards/:id`: what belongs to somebody is thrown away instead, or nobody would find it again. */
export const dropBoard =
  ({ storage, access, gate }: HomeParts): RequestHandler =>
  async (request, response) => {
    const account = whose(response)
    const board = boardIdOf(request, gate)
    const held = await storage.homes.of(account.id, board)
    if (held === undefined) throw notHeld()
    if ((await access.of(board)).members.some((member) => member.account === account.id))
      throw new HttpError(409, 'own-board', 'This board is yours: move it to the trash instead.')
    await storage.homes.drop(account.id, board)
    response.status(204).end()
  }

/** `GET /api/home/folders` */
export const listFolders =
  ({ storage }: HomeParts): RequestHandler =>
  async (_request, response) => {
    const folders = await storage.homes.folders(whose(response).id)
    response.set('Cache-Control', 'no-store').json({ folders })
  }

/** `POST /api/home/folders` */
export const makeFolder =
  ({ storage }: HomeParts): RequestHandler =>
  async (request, response) => {
    const account = whose(response)
    const { name } = bodyOf(request, folderName)
    if ((await storage.homes.folders(account.id)).length >= homeFolders)
      throw new HttpError(409, 'too-many-folders', `There are ${homeFolders} folders already.`)
    const folder = { id: randomBytes(9).toString('base64url'), name }
    await storage.homes.putFolder(account.id, folder)
    response.status(201).json({ ...folder, boards: 0 })
  }

/** `PATCH /api/home/folders/:folder` */
export const renameFolder =
  ({ storage }: HomeParts): RequestHandler =>
  async (request, response) => {
    const account = whose(response)
    const { name } = bodyOf(request, folderName)
    const id = folderOf(request)
    const known = await storage.homes.folders(account.id)
    if (!known.some((folder) => folder.id === id)) throw noSuchFolder()
    await storage.homes.putFolder(account.id, { id, name })
    response.status(204).end()
  }

/** `DELETE /api/home/folders/:folder` */
export const removeFolder =
  ({ storage }: HomeParts): RequestHandler =>
  async (request, response) => {
    if (!(await storage.homes.removeFolder(whose(response).id, folderOf(request)))) throw noSuchFolder()
    response.status(204).end()
  }

const folderOf = ({ params: { folder } }: Request): string => (typeof folder === 'string' ? folder : '')

/** @throws {Denied} */
function whose(response: Response): Account {
  const account = accountOf(response)
  if (account === undefined) throw loginNeeded()
  return account
}

const notHeld = (): HttpError => new HttpError(404, 'not-held', 'You have no such board, or no such folder.')
const noSuchFolder = (): HttpError => new HttpError(404, 'no-such-folder', 'You have no such folder.')

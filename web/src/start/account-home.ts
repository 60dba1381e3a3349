import { answered } from '../sync/refused.ts'
import { boardPath } from './board-address.ts'
import type { BoardDeeds } from './board-deeds.ts'
import type { HomeBoard, HomeFolder, HomePage, HomeQuery, HomeSource } from './home-source.ts'

interface Listed extends Omit<HomeBoard, 'path' | 'openedAt' | 'isShared' | 'mayForget' | 'trashedAt' | 'pictureKey'> {
  readonly openedAt: string
  readonly trashedAt: string | null
  readonly isMine: boolean
  readonly pictureKey: string | null
}

const API = '/api/home'

/** The boards of whom one is logged in as. */
export function accountHome(deeds: BoardDeeds): HomeSource {
  return {
    sorts: ['opened', 'changed', 'made', 'title'],
    async list(query, after) {
      const { boards, next } = (await ask('GET', `/boards?${said(query, after)}`)) as {
        readonly boards: readonly Listed[]
        readonly next?: string
      }
      return { boards: boards.map(shown), next } satisfies HomePage
    },
    folders: async () => ((await ask('GET', '/folders')) as { readonly folders: readonly HomeFolder[] }).folders,
    makeFolder: async (name) => void (await ask('POST', '/folders', { name })),
    renameFolder: async (id, name) => void (await ask('PATCH', `/folders/${id}`, { name })),
    removeFolder: async (id) => void (await ask('DELETE', `/folders/${id}`)),
    arrange: async (board, change) => void (await ask('PATCH', `/boards/${board}`, change)),
    forget: async (board) => void (await ask('DELETE', `/boards/${board}`)),
    ...deeds,
  }
}

function said({ place, text, sort }: HomeQuery, after: string | undefined): URLSearchParams {
  const query = new URLSearchParams({ sort: place === 'trash' ? 'trashed' : sort, text })
  if (place === 'starred') query.set('starred', 'true')
  else if (place === 'trash') query.set('trash', 'true')
  else if (place !== 'all') query.set('folder', place.folder)
  if (after !== undefined) query.set('after', after)
  return query
}

const shown = ({ openedAt, trashedAt, isMine, pictureKey, ...board }: Listed): HomeBoard => ({
  ...board,
  path: boardPath(board.id),
  openedAt: Date.parse(openedAt),
  isShared: !isMine,
  mayForget: !isMine,
  trashedAt: trashedAt === null ? null : Date.parse(trashedAt),
  pictureKey: pictureKey ?? undefined,
})

async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const sent = body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  const response = await answered(fetch(API + path, { method, ...sent }))
  return response.status === 204 ? undefined : response.json()
}

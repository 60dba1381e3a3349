import { z } from 'zod'
import { ROLES } from '#board/protocol.ts'
import { deed } from './deed-schema.ts'
import { elementId, shownElement } from './element-schemas.ts'

/** What the API answers, for its description; tests hold the server to it. */

const role = z.enum(ROLES)
const time = z.iso.datetime()
const maybeTime = time.nullable()
const url = z.url()

export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('What is wrong, for programs.'),
    reason: z.string().optional().describe('What exactly is wrong with a file (`bad-file`), for programs.'),
    detail: z.string().describe('The same for people.'),
  })
  .meta({ id: 'Problem' })

export const me = z
  .strictObject({
    account: z
      .strictObject({ id: z.string(), name: z.string() })
      .nullable()
      .describe('Who the server takes one for; `null`: nobody in particular.'),
    missing: z.enum(['login', 'password']).nullable().describe('What one must show first to make a board.'),
    login: z.string().nullable().describe('Where one can log in.'),
    canLogOut: z.boolean(),
  })
  .meta({ id: 'Me' })

export const loggedOut = z
  .strictObject({ to: z.string().describe('Where to go now: perhaps the provider, to be logged out there, too.') })
  .meta({ id: 'LoggedOut' })

export const madeBoard = z
  .strictObject({
    id: z.string(),
    url: url.describe('The link to edit.'),
    links: z.strictObject({ own: url, edit: url, comment: url, view: url }),
  })
  .meta({ id: 'MadeBoard' })

export const signedPicture = z.strictObject({ url, expiresAt: time }).meta({ id: 'SignedPicture' })

export const boardInfo = z
  .strictObject({
    id: z.string(),
    url,
    createdAt: time,
    updatedAt: time,
    seq: z.int().describe('Counts the updates on disk.'),
    lost: z.int().describe('Updates that were found damaged and set aside.'),
  })
  .meta({ id: 'Board' })

const homeBoard = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    role: role
      .nullable()
      .describe('What one may do on it; `null`: nothing any more, as the link that one came by has ended.'),
    isMine: z.boolean().describe('It belongs to the account, and is not only shared with it.'),
    createdAt: time,
    updatedAt: time,
    openedAt: time,
    folder: z.string().nullable(),
    starred: z.boolean(),
    trashedAt: maybeTime,
    pictureKey: z.string().nullable(),
  })
  .meta({ id: 'HomeBoard' })

export const homePage = z.strictObject({
  boards: z.array(homeBoard),
  next: z.string().optional().describe('There are more: ask `after` this.'),
})

const folderFields = { id: z.string(), name: z.string(), boards: z.int() }
export const folder = z.strictObject(folderFields).meta({ id: 'Folder' })
export const folders = z.strictObject({ folders: z.array(folder) })

export const trashed = z
  .strictObject({ trashedAt: time, keptUntil: time.describe('Then the board is deleted for good.') })
  .meta({ id: 'Trashed' })

export const session = z
  .strictObject({
    token: z.string().describe('Goes into `Authorization: Bearer <token>`.'),
    expiresAt: time,
    role,
    label: z.string(),
    name: z
      .string()
      .nullable()
      .describe('What a host or a login calls them; `null`: they call themselves what they like.'),
    pictureKey: z.string().describe('Goes into addresses of pictures as `?key=`; opens nothing else.'),
    isClaimed: z.boolean(),
    trashedAt: maybeTime.describe('Since when the board is in the trash: only its owners get a session then.'),
  })
  .meta({ id: 'Session' })

const linkFields = {
  id: z.string(),
  role,
  label: z.string(),
  hasPassword: z.boolean(),
  createdAt: maybeTime,
  expiresAt: maybeTime,
  usedAt: maybeTime,
}
export const link = z.strictObject(linkFields).meta({ id: 'Link' })
export const madeLink = z
  .strictObject({ ...linkFields, url: url.describe('With its secret: the only time that it is told.') })
  .meta({ id: 'MadeLink' })

export const access = z
  .strictObject({
    anyone: role.nullable(),
    cap: role.nullable(),
    slowSeconds: z.int(),
    sites: z.array(z.string()),
    links: z.array(link),
    members: z.array(z.strictObject({ id: z.string(), name: z.string(), role })),
    bans: z.array(z.strictObject({ principal: z.string(), name: z.string(), until: maybeTime })),
  })
  .meta({ id: 'Access' })

export const accounts = z.strictObject({
  accounts: z.array(
    z.strictObject({
      principal: z.string().describe('Tells them apart, also for keeping them out.'),
      name: z.string(),
      role: role.nullable().describe('`null`: none any more, or they are kept out.'),
      isYou: z.boolean(),
      member: z.string().nullable().describe('The board is theirs by itself: what it is called. `null`: it isn’t.'),
      link: z.string().nullable().describe('What the link is called that they came by; `null`: they need none.'),
      openedAt: maybeTime,
    }),
  ),
})

export const people = z.strictObject({
  people: z.array(
    z.strictObject({
      client: z.int().nullable().describe('What presence calls them; `null`: they tell nobody who they are.'),
      role,
      principal: z.string(),
      isYou: z.boolean(),
      name: z.string().nullable().describe('What a host calls them.'),
      link: z.string().nullable(),
    }),
  ),
})

export const audit = z.strictObject({
  entries: z.array(z.strictObject({ at: time, who: z.string(), deed })),
})

export const fileInfo = z.strictObject({
  hash: z.string(),
  type: z.string(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
})

export const elementsPage = z.strictObject({
  total: z.int().describe('Elements on the board.'),
  elements: z.array(shownElement),
  next: elementId.optional().describe('There are more: ask `after` this one.'),
})

export const elementsChanged = z.strictObject({
  added: z.array(elementId).describe('In the order given.'),
  changed: z.array(elementId),
  removed: z.array(elementId).describe('Those that were there.'),
})

export const imported = z.strictObject({
  format: z.string().describe('What the file was.'),
  added: z.array(elementId).describe('Bottom to top.'),
  pictures: z.int().describe('Files of pictures that came along.'),
  left: z
    .array(z.strictObject({ what: z.string(), times: z.int() }))
    .describe('What could not be carried over, in words for people, and how often.'),
})

const sitting = z
  .strictObject({
    fromSeq: z.int(),
    toSeq: z.int(),
    from: time,
    to: time,
    updates: z.int(),
    bytes: z.int(),
    people: z.array(z.strictObject({ name: z.string(), updates: z.int() })).describe('The busiest first.'),
  })
  .meta({ id: 'Sitting' })

export const namedVersion = z
  .strictObject({
    version: z.string().describe('Names it in addresses and bodies.'),
    seq: z.int(),
    at: time.describe('When the board was like this.'),
    namedAt: time,
    name: z.string(),
    by: z.string(),
  })
  .meta({ id: 'NamedVersion' })

export const history = z
  .strictObject({
    earliest: z.int().describe('Any moment from after this update on can be seen again.'),
    newest: z.int(),
    keptSeconds: z.int().describe('For how long; named versions stay until they are deleted.'),
    sittings: z.array(sitting),
    versions: z.array(namedVersion),
  })
  .meta({ id: 'History' })

export const restored = z.strictObject({ added: z.int(), changed: z.int(), removed: z.int() })

export const authors = z.strictObject({
  authors: z
    .array(
      z.strictObject({
        principal: z.string(),
        name: z.string().describe('As they called themselves last; empty: they did not say.'),
        isYou: z.boolean(),
        updates: z.int(),
        bytes: z.int(),
        from: time,
        to: time,
      }),
    )
    .describe('Who was busy last first.'),
})

export const work = z.strictObject({
  added: z.array(elementId).describe('Elements that came with them, and that nobody else has worked on.'),
  kinds: z.record(z.string(), z.int()).describe('How many of those are of each kind.'),
  changed: z.array(elementId).describe('Elements of others that are as they left them.'),
  removed: z.int().describe('Elements of others that they deleted.'),
  kept: z.array(elementId).describe('Elements that came with them, and that others have worked on since.'),
})

export const undone = z.strictObject({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  kept: z.int().describe('Elements that stay, as others have worked on them since.'),
  update: z
    .int()
    .nullable()
    .describe('The number of the update that did it, which can be undone; `null`: nothing was left to undo.'),
})

export const health = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  storage: z.enum(['ok', 'degraded']),
  damagedBoards: z.int(),
  rooms: z.int(),
  connections: z.int(),
  uptimeSeconds: z.int(),
})

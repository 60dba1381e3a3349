import { z } from 'zod'
import { ROLES } from '#board/protocol.ts'
import { UNCLAIMED } from './board-access.ts'
import type { BoardAccess } from './board-access.ts'

const role = z.enum(ROLES)

const link = z.object({
  id: z.string(),
  role,
  hash: z.string(),
  label: z.string(),
  password: z.string().nullable(),
  generation: z.number().default(0),
  createdAt: z.number(),
  expiresAt: z.number().nullable(),
  usedAt: z.number().nullable(),
})

/** Whether it is in the trash is kept with the board. */
type Stored = Omit<BoardAccess, 'trashedAt'>

const stored: z.ZodType<Stored> = z.object({
  isClaimed: z.boolean(),
  anyone: role.nullable(),
  cap: role.nullable(),
  slowSeconds: z.number().default(0),
  // Boards of before list none.
  sites: z.array(z.string()).default([]),
  links: z.array(link),
  members: z.array(z.object({ id: z.string(), account: z.string(), name: z.string(), role })).default([]),
  bans: z.array(z.object({ principal: z.string(), name: z.string(), until: z.number().nullable() })),
})

/** What storage holds of a board's access. @throws when it can't be understood: nobody gets in then, rather than everybody */
export const readAccess = (text: string | undefined, trashedAt: string | null): BoardAccess => ({
  ...(text === undefined ? UNCLAIMED : stored.parse(JSON.parse(text))),
  trashedAt,
})

export function writeAccess(access: BoardAccess): string {
  const { isClaimed, anyone, cap, slowSeconds, sites, links, members, bans } = access
  return JSON.stringify({ isClaimed, anyone, cap, slowSeconds, sites, links, members, bans } satisfies Stored)
}

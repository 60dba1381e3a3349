import { z } from 'zod'
import type { Deed } from '#board/deeds.ts'
import { ROLES } from '#board/protocol.ts'

const role = z.enum(ROLES)
const did = <Did extends Deed['did']>(...named: readonly Did[]) => z.enum(named)
const name = z.string()
const ofLink = { role, label: z.string() }

/** A line of the audit trail, as the API tells it. */
export const deed: z.ZodType<Deed> = z
  .discriminatedUnion('did', [
    z.strictObject({ did: did('board-made', 'board-claimed', 'board-trashed', 'board-restored') }),
    z.strictObject({ did: did('link-made', 'link-replaced', 'link-revoked'), ...ofLink }),
    z.strictObject({
      did: did('link-changed'),
      ...ofLink,
      changed: z.strictObject({
        label: z.string().optional(),
        expiresAt: z.iso.datetime().nullable().optional(),
        hasPassword: z.boolean().optional(),
      }),
    }),
    z.strictObject({
      did: did('rules-set'),
      rules: z.strictObject({
        anyone: role.nullable().optional(),
        cap: role.nullable().optional(),
        slowSeconds: z.int().optional(),
        sites: z.array(z.string()).optional(),
      }),
    }),
    z.strictObject({ did: did('member-removed'), name, role }),
    z.strictObject({ did: did('person-removed'), name, minutes: z.number().nullable() }),
    z.strictObject({ did: did('person-let-in', 'work-undone'), name }),
    z.strictObject({ did: did('update-undone'), update: z.int() }),
    z.strictObject({ did: did('loss-noticed'), count: z.int() }),
    z.strictObject({ did: did('said'), words: z.string().describe('In the English of servers of before.') }),
  ])
  .meta({ id: 'Deed' })

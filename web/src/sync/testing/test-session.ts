import type { Role } from '#board/protocol.ts'
import type { Session } from '../session.ts'

/** A session that no server has heard of. `answers`: what the API says, by method and path. */
export const testSession = (
  role: Role,
  answers: (path: string, init?: RequestInit) => unknown = () => ({}),
): Session => ({
  board: 'board-one-1',
  role,
  secret: `${role.charAt(0)}secret-of-the-link`,
  label: '',
  name: null,
  isClaimed: true,
  pictureKey: 'picture.key',
  token: 'token.seal',
  adopt: () => undefined,
  renew: async () => ({ is: 'silence' }),
  request: async (path, init) => Response.json(answers(path, init)),
})

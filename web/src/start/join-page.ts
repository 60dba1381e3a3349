import type { Joined } from '../sync/session.ts'
import { joinBoard } from '../sync/session.ts'
import { boardPath, secretOf } from './board-address.ts'
import { dropSecret, heldLinks, holdLinks, roleHint, secretsToTry, sharedOf } from './held-links.ts'
import { localMemory } from './local-memory.ts'
import { thisBrowser } from './this-browser.ts'

/** The secret that this page will most likely be opened with. */
export const likelySecret = (id: string): string | undefined =>
  secretsToTry(heldLinks(localMemory, id), secretOf(location.hash))[0]

/** Opens a session with the link in the address, or with what this browser holds of the board. Never rejects. */
export async function joinThisPage(id: string): Promise<Joined> {
  const joined = await joinBoard({
    board: id,
    secrets: secretsToTry(heldLinks(localMemory, id), secretOf(location.hash)),
    browser: thisBrowser(localMemory),
    askPassword: async (why) => (await import('../ui/password-prompt.tsx')).askPassword(why),
    onEnded: (secret) => dropSecret(localMemory, id, secret),
    roleHint,
  })
  const { secret, role } = joined.session
  // A locked board gives less than the link was made for.
  if (joined.standing.is === 'open' && secret) holdLinks(localMemory, id, { [roleHint(secret) ?? role]: secret })
  return joined
}

/** The address bar is what people copy: it never holds more than may be given away. */
export function showSharedAddress(
  id: string,
  { role, secret }: { readonly role: string; readonly secret: string | undefined },
): void {
  const shown = role === 'own' ? sharedOf(heldLinks(localMemory, id)) : secret
  history.replaceState(history.state, '', boardPath(id, shown))
}

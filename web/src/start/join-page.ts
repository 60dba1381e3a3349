import { joinBoard, type Joined, type Session } from '../sync/session.ts'
import { boardPath, secretOf } from './board-address.ts'
import { dropSecret, heldSecrets, holdSecrets, roleHint, secretsToTry, sharedSecret } from './held-links.ts'
import { localMemory } from './local-memory.ts'
import { thisBrowser } from './this-browser.ts'

/** The secret that this page will most likely be opened with. */
export const likelySecret = (id: string): string | undefined =>
  secretsToTry(heldSecrets(localMemory, id), secretOf(location.hash))[0]

/** Opens a session with the link in the address, or with what this browser holds of the board. Never rejects. */
export async function joinThisPage(id: string): Promise<Joined> {
  // Another link to the same board is the same page to a browser, which would only scroll.
  window.addEventListener('hashchange', () => location.reload())
  const joined = await joinBoard({
    board: id,
    secrets: secretsToTry(heldSecrets(localMemory, id), secretOf(location.hash)),
    browser: thisBrowser(localMemory),
    askPassword: async (why) => (await import('../ui/password-prompt.tsx')).askPassword(why),
    onEnded: (secret) => dropSecret(localMemory, id, secret),
    roleHint,
  })
  const { secret } = joined.session
  if (joined.standing.is === 'open' && secret !== undefined) holdSecrets(localMemory, id, [secret])
  return joined
}

/** The address bar is what people copy: it never holds more than may be given away. */
export const showSharedAddress = (session: Session): void =>
  history.replaceState(history.state, '', boardPath(session.board, sharedSecret(localMemory, session)))

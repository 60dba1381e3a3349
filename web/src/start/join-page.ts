import type { Words } from '../words/words.ts'
import { joinBoard, type Joined, type Session } from '../sync/session.ts'
import { boardPath, hostTokenOf, secretOf } from './board-address.ts'
import { dropSecret, heldSecrets, holdSecrets, roleHint, secretsToTry, sharedSecret } from './held-links.ts'
import { localMemory } from './local-memory.ts'
import { thisBrowser } from './this-browser.ts'

/** The secret that this page will most likely be opened with. */
export const likelySecret = (id: string): string | undefined =>
  secretsToTry(heldSecrets(localMemory, id), secretOf(location.hash))[0]

/** What a page remembers of itself when it is loaded again. */
interface PageMemory {
  readonly hostToken?: string
  /** Of an owner's link that this browser has nowhere else to keep. */
  readonly secret?: string
}

const remembered = (): PageMemory => (history.state as PageMemory | null) ?? {}

/** The token of the page around the board, when it stood in the address: it can't be asked for another. */
function tokenInAddress(): (() => Promise<string | undefined>) | undefined {
  const token = hostTokenOf(location.hash) ?? remembered().hostToken
  return token === undefined ? undefined : () => Promise.resolve(token)
}

/**
 * Opens a session with the link in the address, or with what this browser holds of the board. Never rejects.
 * @param words what a password is asked for with
 * @param hostToken asks the page around the board for a token, where there is a page that has some
 */
export async function joinThisPage(
  id: string,
  words: () => Promise<Words>,
  hostToken = tokenInAddress(),
): Promise<Joined> {
  // Another link to the same board is the same page to a browser, which would only scroll.
  window.addEventListener('hashchange', () => location.reload())
  const joined = await joinBoard({
    board: id,
    hostToken,
    secrets: secretsToTry(heldSecrets(localMemory, id), secretOf(location.hash) ?? remembered().secret),
    browser: thisBrowser(localMemory),
    askPassword: async (why) => (await import('../ui/password-prompt.tsx')).askPassword(why, (await words()).t),
    onEnded: (secret) => dropSecret(localMemory, id, secret),
    roleHint,
  })
  const { secret } = joined.session
  if (joined.standing.is === 'open' && secret !== undefined) holdSecrets(localMemory, id, [secret])
  return joined
}

/** The address bar is what people copy: it never holds more than may be given away. */
export function showSharedAddress(session: Session, page?: string): void {
  const hostToken = hostTokenOf(location.hash)
  const kept = { ...remembered(), ...(hostToken === undefined ? {} : { hostToken }) }
  const { board, secret } = session
  const isHeld = secret === undefined || heldSecrets(localMemory, board).includes(secret)
  history.replaceState(
    isHeld ? kept : { ...kept, secret },
    '',
    boardPath(board, sharedSecret(localMemory, session), page),
  )
}

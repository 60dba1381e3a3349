import { answered, Refused } from '../sync/refused.ts'
import { openWords } from '../words/page-words.ts'
import { joinBoard } from '../sync/session.ts'
import { dropSecret, heldSecrets, roleHint, secretsToTry } from './held-links.ts'
import type { LocalMemory } from './local-memory.ts'
import { thisBrowser } from './this-browser.ts'

interface Wish {
  readonly method: string
  /** Behind the board's own. */
  readonly path: string
  readonly body: object | undefined
}

/** Asks something of a board with the best that this browser has for it. Rejects with words for people. */
export async function askBoard(memory: LocalMemory, board: string, { method, path, body }: Wish): Promise<void> {
  const { session, standing } = await joinBoard({
    board,
    hostToken: undefined,
    secrets: secretsToTry(heldSecrets(memory, board), undefined),
    browser: thisBrowser(memory),
    askPassword: async (why) =>
      (await import('../ui/password-prompt.tsx')).askPassword(why, (await openWords(memory)).t),
    onEnded: (secret) => dropSecret(memory, board, secret),
    roleHint,
  })
  if (standing.is === 'refusal') throw new Refused(standing)
  if (standing.is === 'nothing') throw new Error('This board is no longer on the server.')
  const sent = body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  await answered(session.request(path, { method, ...sent }))
}

/** A no of the server, from an answer or from a socket. */
export interface Refusal {
  /** Of its problem details, or with which it closed the socket. */
  readonly code: string | number
  /** A sentence, in English. */
  readonly reason: string
  /** After how long to ask again; 0 or left out: it doesn't say. */
  readonly waitSeconds?: number
}

/** What the server was asked and wouldn't do; `message` is its reason. Shown by `whyNot`. */
export class Refused extends Error implements Refusal {
  readonly code: string | number
  readonly reason: string
  readonly waitSeconds: number
  constructor({ code, reason, waitSeconds = 0 }: Refusal) {
    super(reason)
    this.name = 'Refused'
    this.code = code
    this.reason = reason
    this.waitSeconds = waitSeconds
  }
}

const SILENCE: Refusal = { code: 'silence', reason: 'The server didn’t answer.' }

/** After how many seconds a server wants to be asked again; 0: it doesn't say. */
export const waitSecondsOf = ({ headers }: Pick<Response, 'headers'>): number => Number(headers.get('Retry-After')) || 0

/** Why a server wouldn't do what it was asked. @param response `undefined`: there was no answer */
export async function refusedBecause(response: Response | undefined): Promise<Refused> {
  if (response === undefined) return new Refused(SILENCE)
  const problem: unknown = await response.json().catch(() => null)
  const said = (name: string): string => {
    const value: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, name) : undefined
    return typeof value === 'string' ? value : ''
  }
  const reason = said('detail') || `The server answered ${response.status}.`
  return new Refused({ code: said('code'), reason, waitSeconds: waitSecondsOf(response) })
}

/** What a server answered; rejects with {@link Refused} when it wouldn't, or didn't. */
export async function answered(asking: Promise<Response>): Promise<Response> {
  const response = await asking.catch(() => undefined)
  if (response?.ok) return response
  throw await refusedBecause(response)
}

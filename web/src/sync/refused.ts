const SILENCE = 'The server didn’t answer.'

/** How long that is, roughly and never less. */
const inWords = (seconds: number): string => (seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`)

/** After how many seconds a server wants to be asked again; 0: it doesn't say. */
export const waitSecondsOf = ({ headers }: Pick<Response, 'headers'>): number => Number(headers.get('Retry-After')) || 0

/** Why a server wouldn't do what it was asked, in its words, and when to ask again if it says so. @param response `undefined`: there was no answer */
export async function refusedBecause(response: Response | undefined): Promise<string> {
  if (response === undefined) return SILENCE
  const problem: unknown = await response.json().catch(() => null)
  const said = typeof problem === 'object' && problem !== null && 'detail' in problem ? problem.detail : undefined
  const reason = typeof said === 'string' && said !== '' ? said : `The server answered ${response.status}.`
  const seconds = waitSecondsOf(response)
  return seconds > 0 ? `${reason} Please try again in ${inWords(seconds)}.` : reason
}

/** What a server answered; rejects with words for people when it wouldn't. */
export async function answered(asking: Promise<Response>): Promise<Response> {
  const response = await asking.catch(() => undefined)
  if (response?.ok) return response
  throw new Error(await refusedBecause(response))
}

import { expect } from 'vitest'

type Headers = Readonly<Record<string, string>>

/** A POST with JSON. */
export const post = (url: string, body: unknown = {}, headers: Headers = {}): Promise<Response> =>
  send('POST', url, JSON.stringify(body), headers)

/** A PATCH with JSON. */
export const patch = (url: string, body: unknown, headers: Headers = {}): Promise<Response> =>
  send('PATCH', url, JSON.stringify(body), headers)

/** What says that it is JSON, and may be none. */
export const send = (method: string, url: string, body: string, headers: Headers = {}): Promise<Response> =>
  fetch(url, { method, headers: { 'Content-Type': 'application/json', ...headers }, body })

/** Why something was refused. */
export async function codeOf(response: Response): Promise<unknown> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return ((await response.json()) as { readonly code: unknown }).code
}

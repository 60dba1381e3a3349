import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'

export interface Asked {
  readonly method?: string
  /** Also those that `fetch` keeps for itself, and several of one name. */
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: unknown
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** JSON where it is some, else text. */
  readonly body: unknown
}

/** A request as it is, with no more than it says: `fetch` adds headers and refuses others, and follows redirects. */
export async function ask(url: string, { method = 'GET', headers = {}, body, form }: Asked = {}): Promise<Answer> {
  const sent = form ? new URLSearchParams(form).toString() : body === undefined ? undefined : JSON.stringify(body)
  const media = form ? 'application/x-www-form-urlencoded' : 'application/json'
  const type = sent === undefined ? {} : { 'Content-Type': media }
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers: { ...type, ...headers }, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const isJson = String(response.headers['content-type']).includes('json')
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: isJson ? (JSON.parse(text) as unknown) : text,
        })
      })
      response.on('error', reject)
    })
    asked.on('error', reject).end(sent)
  })
}

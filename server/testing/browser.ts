import { ask } from './ask.ts'
import type { Answer, Asked } from './ask.ts'

export interface Visit extends Answer {
  /** Where it ended up. */
  readonly url: string
  /** Every address on the way there, the first asked for included. */
  readonly way: readonly string[]
}

interface Cookie {
  readonly value: string
  /** As it was set, behind the value. */
  readonly rules: string
}

/** As much of a browser as logging in needs: cookies and redirects, over several sites, one of which pretends to be elsewhere. */
export class Browser {
  /** By origin, and by name. */
  readonly cookies = new Map<string, Map<string, Cookie>>()
  readonly #home: string
  readonly #server: string

  /** @param home the origin that `server` thinks it has */
  constructor(home: string, server: string) {
    this.#home = home
    this.#server = server
  }

  /** A request with this browser's cookies, and no further than its answer. */
  async ask(url: string, asked: Asked = {}): Promise<Answer> {
    const { origin, pathname, search } = new URL(url, this.#home)
    const jar = this.cookies.get(origin) ?? new Map<string, Cookie>()
    this.cookies.set(origin, jar)
    const cookie = Array.from(jar, ([name, { value }]) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie !== '' && { Cookie: cookie }), Host: new URL(origin).host, ...asked.headers }
    const at = origin === this.#home ? this.#server : origin
    const answer = await ask(`${at}${pathname}${search}`, { ...asked, headers })
    for (const line of answer.headers['set-cookie'] ?? []) keep(jar, line)
    return answer
  }

  /** What a page of our server sends, which says so. */
  send(path: string, asked: Asked = {}): Promise<Answer> {
    return this.ask(path, { method: 'POST', ...asked, headers: { Origin: this.#home, ...asked.headers } })
  }

  /** Goes to a page, wherever that leads, but not past `until`. */
  async go(url: string, asked: Asked = {}, until = (_url: string): boolean => false): Promise<Visit> {
    let at = new URL(url, this.#home).href
    const way = [at]
    let answer = await this.ask(at, asked)
    while (answer.headers.location !== undefined) {
      at = new URL(answer.headers.location, at).href
      way.push(at)
      if (until(at)) break
      answer = await this.ask(at)
    }
    return { ...answer, url: at, way }
  }
}

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = '', ...rest] = line.split('; ')
  const name = pair.slice(0, pair.indexOf('='))
  const rules = rest.join('; ')
  if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(rules)) jar.delete(name)
  else jar.set(name, { value: pair.slice(name.length + 1), rules })
}

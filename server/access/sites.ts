import type { BoardAccess } from './board-access.ts'

/** Sites that may show a board in a frame. */
export type Framers = 'any' | readonly string[]

/** Where a connection comes from, when that isn't one of our pages in a window of its own. */
export interface Whence {
  /** A page of another site that speaks for itself. */
  readonly page?: string | undefined
  /** Our page, in a frame of this site. */
  readonly frame?: string | undefined
}

/** What an origin is written as: nothing behind the host, no wildcard, and nothing that could mean something in a header. */
export function originOf(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isOrigin =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash &&
    !url.username
  return isOrigin ? url.origin : undefined
}

/** Which sites may show boards, and connect to them: what the board's owners list, else what the operator says. */
export class Sites {
  readonly #usual: Framers

  /** @param usual for boards whose owners list none */
  constructor(usual: Framers) {
    this.#usual = usual
  }

  framersOf({ sites }: Pick<BoardAccess, 'sites'>): Framers {
    return sites.length > 0 ? sites : this.#usual
  }

  mayFrame(access: Pick<BoardAccess, 'sites'>, site: string): boolean {
    const framers = this.framersOf(access)
    return framers === 'any' || framers.includes(site)
  }

  /** A page of another site may connect by itself only where owners list it: that operators let it show boards is not enough. */
  mayConnect(access: Pick<BoardAccess, 'sites'>, { page, frame }: Whence): boolean {
    if (page !== undefined && !access.sites.includes(page)) return false
    return frame === undefined || this.mayFrame(access, frame)
  }
}

/**
 * What a page that shows a board can ask of it, and what it is told. Types only: this file is published as it is
 * (`/embed.d.ts`), so it imports nothing.
 */

/** A board's file, as `save` answers it: JSON text (docs/embedding.md says what it holds). */
export type BoardFileText = string

/** An element of that file, e.g. `{ kind: 'shape', matrix: [1, 0, 0, 1, 40, 40], width: 160, height: 90 }`. */
export interface BoardElement {
  readonly id?: string
  readonly kind: string
  readonly text?: string
  readonly [field: string]: unknown
}

/** Fields of an element that are to have other values. `text` replaces all of its words. */
export interface ElementChange {
  readonly id: string
  readonly [field: string]: unknown
}

/** `x`, `y`: the scene point at the frame's upper left corner; `zoom`: CSS pixels a scene unit. */
export interface BoardViewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Scene units. */
export interface BoardBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Somebody else who is on the board. */
export interface BoardPerson {
  readonly id: number
  readonly name: string
  readonly color: string
}

/** A page of a board: one of them is shown at a time. */
export interface BoardPage {
  readonly id: string
  /** As whoever made it calls it, or “Page 2”. */
  readonly name: string
}

export interface SnapshotOptions {
  readonly format?: 'png' | 'svg' | 'pdf'
  readonly theme?: 'light' | 'dark'
  /** Id of a frame: only what is in it. */
  readonly frame?: string
  /** Id of a page, instead of the one that is shown. */
  readonly page?: string
}

/** What a board is that has been opened. */
export interface BoardInfo {
  /** Version of the protocol that both sides speak. */
  readonly version: number
  /** `null`: the page that embeds the board holds it. */
  readonly board: string | null
  readonly role: 'view' | 'comment' | 'edit' | 'own'
  readonly title: string
}

/** What may be asked: what is given with it, and what is answered. */
export interface Calls {
  save: { takes: void; answers: BoardFileText }
  load: { takes: BoardFileText; answers: void }
  snapshot: { takes: SnapshotOptions | void; answers: Blob }
  setTheme: { takes: 'auto' | 'light' | 'dark'; answers: void }
  setLanguage: { takes: string; answers: void }
  setTool: { takes: string; answers: void }
  getViewport: { takes: void; answers: BoardViewport & { readonly width: number; readonly height: number } }
  setViewport: { takes: BoardViewport; answers: void }
  zoomToFit: { takes: readonly string[] | void; answers: void }
  getPages: { takes: void; answers: { readonly shown: string; readonly pages: BoardPage[] } }
  showPage: { takes: string; answers: void }
  getSelection: { takes: void; answers: string[] }
  select: { takes: readonly string[]; answers: void }
  getElements: { takes: readonly string[] | void; answers: BoardElement[] }
  addElements: { takes: readonly BoardElement[]; answers: string[] }
  changeElements: { takes: readonly ElementChange[]; answers: void }
  deleteElements: { takes: readonly string[]; answers: void }
  undo: { takes: void; answers: boolean }
  redo: { takes: void; answers: boolean }
  getPeople: { takes: void; answers: BoardPerson[] }
  follow: { takes: string | null; answers: void }
}

/** What one can listen to. */
export interface BoardEvents {
  change: {
    readonly added: string[]
    readonly updated: string[]
    readonly removed: string[]
    readonly origin: 'local' | 'remote' | 'undo' | 'load'
  }
  autosave: { readonly file: BoardFileText }
  selection: { readonly ids: string[] }
  page: { readonly shown: string; readonly pages: BoardPage[] }
  pointer: { readonly x: number; readonly y: number } | null
  presence: { readonly people: BoardPerson[] }
  connection: { readonly state: 'connecting' | 'saved' | 'saving' | 'held' | 'offline' | 'refused' }
  saved: Record<string, never>
  error: { readonly code: string; readonly reason: string }
  link: { readonly id: string; readonly href: string }
  resize: { readonly width: number; readonly height: number; readonly content: BoardBox | null }
}

export type CallName = keyof Calls
export type EventName = keyof BoardEvents

/** Why something that was asked was not done. */
export type RefusalCode =
  /** What was sent is no message of this protocol. */
  | 'bad-message'
  /** There is no such call or event. */
  | 'unknown-call'
  /** What was given with it is not what it takes. */
  | 'bad-value'
  /** The role of whoever sits here is too low. */
  | 'forbidden'
  /** The sides speak no version in common. */
  | 'version'
  /** The board can't be opened. */
  | 'not-open'
  /** The frame did not answer: it is no board, or may not be shown here. */
  | 'silent'
  /** The board was taken away from the page. */
  | 'closed'
  /** It was tried and went wrong. */
  | 'failed'

/** What rejected promises hold. */
export interface BoardError extends Error {
  readonly code: RefusalCode
}

export interface MountOptions {
  /** `https://boards.example.org/b/<id>`, or `…/embed` for a board that this page holds. */
  readonly src: string
  /** Secret of a link, or a token that your site has signed; it isn't sent in an address that any server sees. */
  readonly token?: string | undefined
  readonly readonly?: boolean | undefined
  /** Only with `…/embed`: what the board holds at first, as `save` answered it. */
  readonly file?: BoardFileText | undefined
  /** What screen readers call the frame. */
  readonly title?: string | undefined
  // What goes into the frame's address: docs/embedding.md says what each does.
  readonly theme?: 'auto' | 'light' | 'dark' | undefined
  readonly toolbar?: 'full' | 'minimal' | 'none' | undefined
  readonly cursors?: boolean | undefined
  readonly grid?: boolean | undefined
  readonly lang?: 'en' | 'de' | 'fr' | 'es' | undefined
  /** `rrggbb`, `rgb` or `transparent`. */
  readonly background?: string | undefined
  readonly view?: BoardLook | undefined
  /** Somebody's name. */
  readonly follow?: string | undefined
  /** `rrggbb` or `rgb`. */
  readonly color?: string | undefined
}

/** Where a frame looks when it opens; numbers are the scene point in the middle and a zoom. */
export type BoardLook =
  | 'fit'
  | 'last'
  | 'frame'
  | 'page'
  | `frame:${string}`
  | `page:${string}`
  | `${number},${number}`
  | `${number},${number},${number}`

/** Each call as a method: it waits until the board is open, and rejects with a {@link BoardError}. */
export type BoardCalls = {
  readonly [Name in CallName]: (
    ...given: Calls[Name]['takes'] extends void
      ? []
      : void extends Calls[Name]['takes']
        ? [value?: Exclude<Calls[Name]['takes'], void>]
        : [value: Calls[Name]['takes']]
  ) => Promise<Calls[Name]['answers']>
}

/** A board in a page. */
export interface Board extends BoardCalls {
  readonly frame: HTMLIFrameElement
  readonly ready: Promise<BoardInfo>
  /** Answers how to stop listening. */
  on<Name extends EventName>(event: Name, listener: (data: BoardEvents[Name]) => void): () => void
  /** Takes the frame out of the page. */
  remove(): void
}

/** Shows a board in an element of the page. */
export type Mount = (into: Element, options: MountOptions) => Board

/** `<drawbridge-board src token readonly theme …>`: attributes are the options, events come as DOM events with `detail`. */
export interface DrawbridgeBoardElement extends HTMLElement {
  /** There while the element is in the page. */
  readonly board: Board | undefined
}

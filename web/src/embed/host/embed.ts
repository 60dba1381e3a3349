import type {
  Board,
  BoardError,
  BoardInfo,
  CallName,
  EventName,
  Mount,
  MountOptions,
  RefusalCode,
} from '../api/embed-api.ts'
import { type FromBoard, type Hello, type Here, type ToBoard, VERSION } from '../api/wire.ts'

/**
 * The host's side: small, without dependencies, for pages that we know nothing of. `script.ts` and `module.ts` publish it.
 * The names of calls and events stand here once more, so that none of the frame's code comes along; a test compares them.
 */
export const CALL_NAMES =
  'save load snapshot setTheme setLanguage setTool getViewport setViewport zoomToFit getPages showPage getSelection select getElements addElements changeElements deleteElements undo redo getPeople follow'.split(
    ' ',
  ) as CallName[]
export const EVENT_NAMES = 'change autosave selection page pointer presence connection saved error link resize'.split(
  ' ',
) as EventName[]

/** How long a frame that has loaded may take to say that it is a board, milliseconds. */
const PATIENCE_MS = 20_000

const problem = (code: RefusalCode, reason: string): BoardError =>
  Object.assign(new Error(reason), { name: 'BoardError', code })

/** Said in other ways, or the host's own affair. */
const NOT_IN_ADDRESS = new Set(['file', 'title', 'tool', 'id', 'class', 'style'])

/** `/b/<id>` is shown by `/embed/<id>`; a secret goes behind the `#`, which is sent to no server. */
function addressOf({ src, token, ...options }: MountOptions): URL {
  const url = new URL(src, location.href)
  url.pathname = url.pathname.replace(/\/b\/([^/]+)\/?$/, '/embed/$1')
  for (const [name, value] of Object.entries(options)) {
    if (!NOT_IN_ADDRESS.has(name) && value !== undefined)
      url.searchParams.set(name, value === true ? 'on' : value === false ? 'off' : value)
  }
  if (token) url.hash = `${token.includes('.') ? 't' : 'k'}=${token}`
  return url
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: BoardError) => void
}

export const mount: Mount = (into, options) => {
  const url = addressOf(options)
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<EventName, Set<(data: never) => void>>()
  const frame = document.createElement('iframe')
  let port: MessagePort | undefined
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let opening!: Waiting
  const ready = new Promise<BoardInfo>((resolve, reject) => (opening = { resolve, reject }))
  // Whoever calls something hears of it, too.
  ready.catch(() => {})

  const send = (message: ToBoard) => port?.postMessage(message)

  /** Also when the frame has been loaded anew. */
  const hang = (code: RefusalCode, reason: string) => {
    const error = problem(code, reason)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    port?.close()
    return error
  }

  const onWindow = ({ source, origin, data }: MessageEvent<Partial<Here> | null>) => {
    if (source !== frame.contentWindow || origin !== url.origin || data?.drawbridge !== 'here') return
    clearTimeout(timer)
    if (data.refused) return opening.reject(problem('not-open', data.refused))
    if (!data.versions?.includes(VERSION))
      return opening.reject(problem('version', 'this board speaks another version'))
    hang('closed', 'the frame was loaded anew')
    const channel = new MessageChannel()
    port = channel.port1
    port.onmessage = onMessage
    const hello: Hello = { drawbridge: 'hello', version: VERSION, file: options.file }
    frame.contentWindow?.postMessage(hello, url.origin, [channel.port2])
    for (const event of listeners.keys()) send({ listen: event, on: true })
  }
  addEventListener('message', onWindow)

  const onMessage = ({ data }: MessageEvent<FromBoard>) => {
    if ('opened' in data) opening.resolve(data.opened as never)
    else if ('event' in data) listeners.get(data.event)?.forEach((listener) => listener(data.data as never))
    else if ('id' in data) {
      const asked = waiting.get(data.id)
      waiting.delete(data.id)
      if ('error' in data) asked?.reject(problem(data.error.code, data.error.reason))
      else asked?.resolve(data.result as never)
    } else {
      opening.reject(problem(data.error.code, data.error.reason))
      listeners.get('error')?.forEach((listener) => listener(data.error as never))
    }
  }

  const call = async (name: CallName, value: unknown) => {
    await ready
    return new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject })
      send({ id: last, call: name, value })
    })
  }

  const board = {
    frame,
    ready,
    on(event: EventName, listener: (data: never) => void) {
      const all = listeners.get(event) ?? new Set()
      if (!all.size) send({ listen: event, on: true })
      listeners.set(event, all.add(listener))
      return () => {
        if (!all.delete(listener) || all.size) return
        listeners.delete(event)
        send({ listen: event, on: false })
      }
    },
    remove() {
      removeEventListener('message', onWindow)
      clearTimeout(timer)
      opening.reject(hang('closed', 'the board was taken out of the page'))
      frame.remove()
    },
  }
  for (const name of CALL_NAMES) (board as Record<string, unknown>)[name] = (value: unknown) => call(name, value)

  frame.title = options.title ?? 'Whiteboard'
  frame.allow = 'clipboard-read; clipboard-write; fullscreen'
  frame.src = url.href
  // The host's own style sheet may say more; a style attribute would need its leave.
  Object.assign(frame.style, { width: '100%', height: '100%', border: '0', display: 'block' })
  frame.onload = () => {
    if (!port)
      timer ??= setTimeout(
        () =>
          opening.reject(
            problem('silent', 'the frame does not answer: it is no board, or may not be shown on this site'),
          ),
        PATIENCE_MS,
      )
  }
  into.append(frame)
  return board as unknown as Board
}

/** The attributes that would need the frame to open anew are the address's: they make another board. */
const LIVE = { theme: 'setTheme', lang: 'setLanguage', tool: 'setTool', follow: 'follow' } as const

const OBSERVED = 'src token readonly toolbar cursors grid background view color'.split(' ').concat(Object.keys(LIVE))

/** `<drawbridge-board>`: options by attribute, events as DOM events. */
export function defineElement(): void {
  if (customElements.get('drawbridge-board')) return
  class BoardElement extends HTMLElement {
    static observedAttributes = OBSERVED
    board: Board | undefined
    #listens = new Set<string>()

    connectedCallback() {
      const attributes = [...this.attributes]
        .filter(({ name }) => !name.includes('-'))
        .map(({ name, value }) => [name, value === '' ? true : value])
      const options = Object.fromEntries(attributes) as MountOptions & { readonly tool?: string }
      if (!options.src || this.board) return
      if (!this.style.display) this.style.display = 'block'
      this.board = mount(this, options)
      if (options.tool) void this.board.setTool(options.tool).catch(() => {})
      for (const type of this.#listens) this.#tell(type as EventName)
      this.board.ready.then(
        (detail) => this.dispatchEvent(new CustomEvent('ready', { detail })),
        (detail: BoardError) => detail.code !== 'closed' && this.dispatchEvent(new CustomEvent('error', { detail })),
      )
    }

    disconnectedCallback() {
      this.board?.remove()
      this.board = undefined
    }

    attributeChangedCallback(name: string, before: string | null, value: string | null) {
      if (!this.isConnected || before === value) return
      const live = LIVE[name as keyof typeof LIVE]
      if (live && this.board) void this.board[live](value as never).catch(() => {})
      else {
        this.disconnectedCallback()
        this.connectedCallback()
      }
    }

    override addEventListener(...given: Parameters<HTMLElement['addEventListener']>) {
      super.addEventListener(...given)
      const [type] = given
      if (this.#listens.has(type) || !EVENT_NAMES.includes(type as EventName)) return
      this.#listens.add(type)
      this.#tell(type as EventName)
    }

    #tell(type: EventName) {
      this.board?.on(type, (detail) => this.dispatchEvent(new CustomEvent(type, { detail })))
    }
  }
  customElements.define('drawbridge-board', BoardElement)
}

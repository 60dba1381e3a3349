import { effect, type Signal, signal } from '@preact/signals'
import { hearOfLinks } from '../../editor/links.ts'
import { createPace } from '../../sync/pace.ts'
import { markBoard } from '../../page-state.ts'
import { EMPTY_FILE, loadFile } from '../api/elements.ts'
import { fileOf } from '../api/snapshots.ts'
import type { EmbeddedBoard } from '../embed-frame.ts'
import type { EmbedOptions } from '../embed-options.ts'
import type { HostButtons } from '../held/host-bar.tsx'
import { ACTIONS } from './actions.ts'
import { boundsOf, lookAtAll } from './conversation.ts'
import { isOn, type Message, ownFile, reasonOf, type Tell, wordsOf } from './messages.ts'
import { ANYTIME } from './questions.ts'
import type { BoardApp } from '../../ui/board-app.ts'
import { whyNot } from '../../ui/why-not.ts'
import type { Translate } from '../../words/words.ts'

/**
 * The messages by which hosts talk with draw.io in a frame (https://www.drawio.com/docs/reference/embed-mode/), so that such a host can show our boards by
 * changing an address. What it calls `xml` is a file of ours, or a picture that carries one.
 */
export const speaksDrawio = (query: URLSearchParams): boolean => query.get('proto') === 'json'

export interface DrawioParts {
  readonly query: URLSearchParams
  readonly t: Translate
  readonly options: Signal<EmbedOptions>
  readonly buttons: Signal<HostButtons | null>
  /** Opens a board that holds what a file holds. */
  readonly open: (file: string) => Promise<EmbeddedBoard>
}

/** After a change, milliseconds; while somebody draws without a pause, this often. */
const AUTOSAVE_MS = 500

/** What `load` and the address say. */
interface Wishes {
  readonly title: string
  readonly autosave: boolean
  readonly save: boolean
  readonly saveAndExit: boolean
  readonly exit: boolean
  readonly keepModified: boolean
  /** What is said while something is not saved. */
  readonly unsaved: string
}

/** Begins the conversation. The first who answers from around the frame is who it goes on with, and nobody else. */
export function talkDrawio({ query, t, options, buttons, open }: DrawioParts): void {
  const host = window.parent === window ? (window.opener as Window | null) : window.parent
  if (!host) return
  let origin: string | undefined
  let loaded: Message = {}
  let config: Message = {}
  let isLoading = false
  const board = signal<EmbeddedBoard | null>(null)
  const wishes = signal(wishesIn(t, query, {}))
  const modified = signal(false)
  const status = signal('')
  const spin = query.get('spin') ?? '0'
  const busy = signal<string | null>(spin === '0' ? null : isOn(spin) ? t('Loading…') : spin)

  const tell: Tell = (says) => {
    if (says.status !== undefined) status.value = says.status
    if (says.busy !== undefined) busy.value = says.busy
    if (says.modified !== undefined) modified.value = says.modified
  }
  const post = (message: Message, to = origin): void => {
    // A page without an origin can't be named. What is around this one goes when it does; a window that opened this one doesn't.
    if (to !== undefined) host.postMessage(JSON.stringify(message), to === 'null' ? '*' : to)
  }
  const refuse = (error: unknown, message: Message): void => {
    status.value = whyNot(t, error)
    post({ error: reasonOf(error), data: message })
  }

  async function load(message: Message): Promise<void> {
    const xml = message['xml'] ?? message['xmlpng'] ?? ''
    if (typeof xml !== 'string') throw new Error('xml is not a string')
    if (message['descriptor'] !== undefined) throw new Error('boards are not made of CSV or Mermaid here')
    // Nothing is opened that can't be read: an empty board would be saved over what the host has.
    const file = ownFile(xml)
    const before = board.peek()
    const opened = before ?? (await open(file))
    if (before?.app) change(before, before.app, file === '' ? EMPTY_FILE : file)
    loaded = message
    wishes.value = wishesIn(t, query, message)
    modified.value = false
    busy.value = null
    if (!before) follow(opened)
    board.value = opened
    const { zoom, x, y } = opened.camera.peek()
    const translate = { x: -x, y: -y }
    const bounds = boundsOf(opened)
    const { width, height } = opened.viewport.peek()
    post({
      event: 'load',
      xml: await fileOf(opened),
      bounds,
      modelBounds: bounds,
      scale: zoom,
      translate,
      currentPage: pageNumber(opened),
      containerSize: { width, height },
      message,
    })
  }

  /** Another file in the board that is open: nothing that anybody drew, so it isn't saved. */
  function change(open: EmbeddedBoard, app: BoardApp, file: string): void {
    isLoading = true
    try {
      loadFile(app.document, app.editor.history, file)
    } finally {
      isLoading = false
    }
    open.pictures?.takeFrom(file)
    lookAtAll(open)
  }

  function follow(opened: EmbeddedBoard): void {
    const dark = loaded['dark'] ?? query.get('dark')
    if (isOn(dark) || loaded['theme'] === 'dark') options.value = { ...options.peek(), theme: 'dark' }
    const save = async () => post({ event: 'autosave', xml: await fileOf(opened), bounds: boundsOf(opened) })
    const pace = createPace(AUTOSAVE_MS, () => void save())
    const onChange = () => {
      if (isLoading) return
      modified.value = true
      status.value = ''
      if (wishes.peek().autosave) pace.request()
    }
    opened.document.onChange(onChange)
    opened.document.onMeta(onChange)
    hearOfLinks(({ href }) => post({ event: 'openLink', href, target: '_blank', allowOpener: false }), {
      takes: isOn(config['suppressNewWindows']),
    })
  }

  const save = async (exit: boolean): Promise<void> => {
    const open = board.peek()
    if (!open) return
    const xml = await fileOf(open)
    if (!wishes.peek().keepModified) modified.value = false
    post({ event: 'save', xml, bounds: boundsOf(open), message: loaded, ...(exit && { exit: true }) })
  }
  const exit = async (): Promise<void> => {
    const open = board.peek()
    if (open) post({ event: 'exit', modified: modified.peek(), xml: await fileOf(open), message: loaded })
  }

  effect(() => {
    const { title, save: hasSave, saveAndExit, exit: hasExit, unsaved } = wishes.value
    const actions = [
      { label: t('Save'), run: () => void save(false), isMain: true, isThere: hasSave },
      { label: t('Save and exit'), run: () => void save(true), isMain: !hasSave, isThere: saveAndExit },
      { label: t('Exit'), run: () => void exit(), isMain: false, isThere: hasExit },
    ]
    buttons.value = {
      title,
      status: status.value || (modified.value ? unsaved : ''),
      busy: busy.value,
      actions: board.value ? actions.filter(({ isThere }) => isThere) : [],
    }
  })

  async function act(message: Message): Promise<void> {
    const name = String(message['action'])
    if (name === 'configure') {
      config = (message['config'] ?? {}) as Message
      return post({ event: 'init' })
    }
    if (name === 'load') return load(message)
    const question = Object.hasOwn(ANYTIME, name) ? ANYTIME[name] : undefined
    // A person may take their time: whatever else is said meanwhile is done.
    if (question) return void answerLater(question.run({ t, tell, load }, message), message)
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
    if (!action) return post({ error: 'unknownMessage', data: JSON.stringify(message) })
    const open = board.peek()
    if (!open?.app) throw new Error('no board is loaded')
    const answer = await action.run({ board: open, app: open.app, t, tell }, message)
    if (answer) post(answer)
  }
  async function answerLater(answering: Message | void | Promise<Message | void>, message: Message): Promise<void> {
    try {
      const answer = await answering
      if (answer) post(answer)
    } catch (error) {
      refuse(error, message)
    }
  }

  let acting = Promise.resolve()
  window.addEventListener('message', ({ source, origin: from, data }: MessageEvent<unknown>) => {
    const message = messageIn(data)
    if (source !== host || !message || from !== (origin ?? from)) return
    if (from === 'null' && host !== window.parent) return
    origin = from
    // One after the other, in the order in which they came.
    acting = acting.then(() => act(message)).catch((error: unknown) => refuse(error, message))
  })
  window.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's' || !board.peek()) return
    event.preventDefault()
    void save(!wishes.peek().save)
  })
  // Says nothing of any board: whoever is around may know.
  post({ event: isOn(query.get('configure')) ? 'configure' : 'init' }, '*')
  markBoard('loading')
}

const pageNumber = ({ paging }: EmbeddedBoard): number =>
  paging.pages.peek().findIndex(({ id }) => id === paging.page.peek())

/** Either side may send objects or their JSON. */
function messageIn(data: unknown): Message | undefined {
  try {
    const message: unknown = typeof data === 'string' ? JSON.parse(data) : data
    return typeof message === 'object' && message !== null && 'action' in message ? message : undefined
  } catch {
    return undefined
  }
}

/** `modified` names a sentence; 0: nothing is said. */
function unsavedIn(t: Translate, said: unknown): string {
  if (said === '0' || said === 0) return ''
  return typeof said === 'string' && said !== '' ? wordsOf(t, said) : t('Unsaved changes')
}

function wishesIn(t: Translate, query: URLSearchParams, message: Message): Wishes {
  const said = (name: string): unknown => message[name] ?? query.get(name) ?? undefined
  const noSave = isOn(said('noSaveBtn'))
  const saveAndExit = said('saveAndExit')
  return {
    title: typeof message['title'] === 'string' ? message['title'] : '',
    autosave: isOn(message['autosave']),
    save: !noSave,
    // Without a plain save it is there unless somebody says no; with one, if they say yes.
    saveAndExit: noSave ? saveAndExit === undefined || isOn(saveAndExit) : isOn(saveAndExit),
    exit: !isOn(said('noExitBtn')),
    keepModified: isOn(query.get('keepmodified')),
    unsaved: unsavedIn(t, query.get('modified') ?? message['modified']),
  }
}

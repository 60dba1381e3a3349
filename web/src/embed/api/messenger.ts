import { effect } from '@preact/signals'
import type { EmbeddedBoard, EmbedFrame } from '../embed-frame.ts'
import { Refused } from './call.ts'
import { CALLS } from './calls.ts'
import type { BoardEvents, BoardInfo, CallName, EventName } from './embed-api.ts'
import { EVENTS } from './events.ts'
import { BadValue } from './schema.ts'
import { type FromBoard, type Refusal, VERSION } from './wire.ts'

/** Answers a page through a port, from the moment at which the board is open. Answers how to stop. */
export function serve(port: MessagePort, frame: EmbedFrame): () => void {
  const say = (message: FromBoard): void => port.postMessage(message)
  const listening = new Map<EventName, () => void>()
  let isOpen = false

  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const asked = requestIn(data)
    if (!asked) say({ error: { code: 'bad-message', reason: 'a message is { id, call, value } or { listen, on }' } })
    else if ('listen' in asked) listen(asked.listen, asked.on)
    else void answer(frame, asked).then((outcome) => say({ id: asked.id, ...outcome }))
  })

  function listen(name: string, on: boolean): void {
    if (!isEvent(name))
      return say({ error: { code: 'unknown-call', reason: `there is no event ${name.slice(0, 64)}` } })
    listening.get(name)?.()
    listening.delete(name)
    if (on)
      listening.set(
        name,
        follow(frame, name, (data) => say({ event: name, data })),
      )
  }

  const stopOpening = effect(() => {
    const [board, problem] = [frame.board.value, frame.problem.value]
    if (problem) say({ error: { code: 'not-open', reason: `${problem.title}. ${problem.text}` } })
    if (!board || isOpen) return
    isOpen = true
    say({ opened: infoOf(board, frame) })
    port.start()
  })
  return () => {
    stopOpening()
    for (const stop of listening.values()) stop()
    port.close()
  }
}

const infoOf = ({ session: { board, role }, document }: EmbeddedBoard, { options }: EmbedFrame): BoardInfo => ({
  version: VERSION,
  board: board === '' ? null : board,
  role: options.peek().readonly ? 'view' : role,
  title: document.meta.title,
})

/** When editing starts, another board takes the place of the one that was only looked at. */
function follow<Name extends EventName>(frame: EmbedFrame, name: Name, tell: (data: BoardEvents[Name]) => void) {
  let stop: (() => void) | undefined
  const stopBoard = frame.board.subscribe((board) => {
    stop?.()
    stop = board ? EVENTS[name].follow(board, tell) : undefined
  })
  return () => {
    stopBoard()
    stop?.()
  }
}

interface Asked {
  readonly id: number
  readonly call: string
  readonly value: unknown
}

function requestIn(raw: unknown): Asked | { readonly listen: string; readonly on: boolean } | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const { id, call, value, listen, on } = raw as Record<string, unknown>
  if (typeof listen === 'string' && typeof on === 'boolean') return { listen, on }
  return typeof id === 'number' && typeof call === 'string' ? { id, call, value } : undefined
}

const isEvent = (name: string): name is EventName => Object.hasOwn(EVENTS, name)
const isCall = (name: string): name is CallName => Object.hasOwn(CALLS, name)

type Outcome = { readonly result: unknown } | { readonly error: Refusal }

async function answer(frame: EmbedFrame, { call, value }: Asked): Promise<Outcome> {
  try {
    if (!isCall(call)) throw new Refused('unknown-call', `there is no call ${call.slice(0, 64)}`)
    return { result: await run(frame, call, value) }
  } catch (error) {
    return { error: refusalOf(error) }
  }
}

async function run(frame: EmbedFrame, name: CallName, raw: unknown): Promise<unknown> {
  const call = CALLS[name]
  const value = call.takes.read(raw, 'value') as never
  if (call.role === 'view') {
    const board = frame.board.peek()
    if (!board) throw new Refused('not-open', 'the board is not open')
    return call.run(board, value, frame)
  }
  const now = frame.board.peek()
  const board = now?.app ? now : await frame.edit()
  const app = board?.app
  if (!app || app.editor.readonly) throw new Refused('forbidden', `nobody may ${name} here who may not edit`)
  return call.run(app, value, board)
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return { code: error.code, reason: error.message }
  if (error instanceof BadValue) return { code: 'bad-value', reason: error.message }
  return { code: 'failed', reason: error instanceof Error ? error.message : String(error) }
}

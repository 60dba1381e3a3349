import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { writeUpdate } from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import type { Doc } from 'yjs'
import { LIMITS } from '#board/limits.ts'
import {
  CLOSE,
  MESSAGE_AWARENESS,
  MESSAGE_CROWD,
  MESSAGE_LIVE,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_REFUSAL,
  MESSAGE_STATUS,
  MESSAGE_SYNC,
  MESSAGE_WAIT,
  MESSAGE_WATERMARK,
  SUBPROTOCOL,
  SYNC_STEP_1,
  SYNC_STEP_2,
  waitSecondsOf,
} from '#board/protocol.ts'
import { splitUpdate } from '#board/document/split-update.ts'
import { backOffMs, LONGEST_BACK_OFF_MS, stayAwayMs } from './back-off.ts'
import type { Session } from './session.ts'
import type { LinkState, SocketRefusal } from './sync-facts.ts'
import { siteAround } from './site-around.ts'

/** What the link tells. */
export interface LinkEvents {
  onState(state: LinkState): void
  /** The relay has everything that this browser had when it was called; from here on updates go out one by one. */
  onHandshake(): void
  /** All that was sent before watermark `n` is on the server's disk. */
  onDurable(n: number): void
  onLive(client: number, bytes: Uint8Array): void
  /** How the relay keeps the board: bits of `BOARD_STATUS`. */
  onBoard(status: number): void
  /** So many people are on a board where nobody is shown everybody; 0: everybody is shown. */
  onCrowd(people: number): void
  /** The server asked to stay away for so many seconds; 0: that is over. */
  onWait(seconds: number): void
  /** Slow mode: the relay asks in so many seconds for what it has not taken. */
  onSlowed(seconds: number): void
  /** The relay said no, for good. */
  onRefused(refusal: SocketRefusal): void
  /** This person may do more or less than when the page was opened. */
  onRoleChanged(): void
}

/** With what a socket proves what it may do. */
export type SocketSession = Pick<Session, 'board' | 'token' | 'renew'>

/** One board's socket: y-websocket's provider, with Drawbridge's own messages. */
export interface RelayLink {
  /** Does nothing while the server wants us to stay away. */
  connect(): void
  /** Drops the socket, if there is one, and tries again at once. */
  reconnect(): void
  readonly state: LinkState
  sendUpdate(update: Uint8Array): void
  sendWatermark(n: number): void
  readonly sendLive: (bytes: Uint8Array) => void
  dispose(): void
}

type Handler = WebsocketProvider['messageHandlers'][number]

/** How long one stays away when the server doesn't say, seconds. */
const USUAL_WAIT_S = 30
/** Larger answers go in parts, so that no message is too large, bytes. */
const ANSWER_BYTES = 1024 * 1024

/** Why a session isn't renewed, when that says more than that the token has ended. */
const SAID_ANEW: Readonly<Record<string, number>> = { banned: CLOSE.forbidden, 'in-trash': CLOSE.inTrash }

/** RFC 6455: what we sent is too large, and would be again. */
const MESSAGE_TOO_BIG = 1009

const isFinal = (code: number) =>
  (code >= 4400 && code < 4500) || code === MESSAGE_TOO_BIG || code === CLOSE.tooManyRequests

/**
 * Opens nothing yet: `connect` does. `url` is `ws(s)://host/sync`.
 *
 * Two of the provider's own handlers are replaced. Its presence handler would send everybody's presence back to the
 * server. Its update handler would send updates before the relay has what they build on; here they wait for the
 * handshake, whose second step carries all of them.
 */
export function createRelayLink(
  url: string,
  session: SocketSession,
  doc: Doc,
  awareness: Awareness,
  events: LinkEvents,
): RelayLink {
  const site = siteAround()
  const provider = new WebsocketProvider(url, session.board, doc, {
    params: site === undefined ? {} : { site },
    connect: false,
    awareness,
    disableBc: true,
    maxBackoffTime: backOffMs(0),
    shouldReconnect: ({ code }) => !isFinal(code),
  })
  // Beside the subprotocol: addresses are logged on the way.
  const showToken = () => {
    provider.protocols = session.token === undefined ? [] : [SUBPROTOCOL, `token.${session.token}`]
  }
  showToken()
  const { _updateHandler: sendEverything, _awarenessUpdateHandler: sendEverybody } = provider
  doc.off('update', sendEverything)
  awareness.off('update', sendEverybody)

  let state: LinkState = 'closed'
  let shaken = false
  let refusal: SocketRefusal | null = null
  let waiting: ReturnType<typeof setTimeout> | undefined
  /** Comes back when the server said, or a little later: not everybody at the same moment. */
  const wait = (seconds: number) => {
    events.onWait(seconds)
    waiting = setTimeout(() => {
      waiting = undefined
      events.onWait(0)
      provider.connect()
    }, stayAwayMs(seconds))
  }
  let isDisposed = false
  /** The server takes this token no more: it gets a new one, as long as the link is good. */
  const renew = async (no: SocketRefusal) => {
    const renewal = await session.renew()
    if (isDisposed) return
    if (renewal.is === 'changed') return events.onRoleChanged()
    if (renewal.is === 'refused')
      return events.onRefused(
        renewal.code in SAID_ANEW ? { code: SAID_ANEW[renewal.code]!, reason: renewal.reason } : no,
      )
    showToken()
    if (renewal.is === 'renewed') provider.connect()
    else waiting = setTimeout(() => ((waiting = undefined), void renew(no)), LONGEST_BACK_OFF_MS)
  }
  const enter = (next: LinkState) => {
    if (next === state) return
    state = next
    events.onState(next)
  }
  const send = (type: number, write: (encoder: encoding.Encoder) => void) => {
    const socket = provider.ws
    if (socket?.readyState !== WebSocket.OPEN) return
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, type)
    write(encoder)
    socket.send(encoding.toUint8Array(encoder))
  }
  const sendWatermark = (n: number) =>
    send(MESSAGE_WATERMARK, (encoder) => encoding.writeVarUint8Array(encoder, varUint(n)))
  const sendOwnPresence = (encoder: encoding.Encoder) =>
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]))
  const onAwareness = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    const own = awareness.clientID
    // Who went out of sight may come back without having said anything since: nothing of them must look outdated then.
    for (const client of removed) if (client !== own) awareness.meta.delete(client)
    if (added.includes(own) || updated.includes(own) || removed.includes(own)) send(MESSAGE_AWARENESS, sendOwnPresence)
  }
  awareness.on('update', onAwareness)

  const handlers = provider.messageHandlers
  handlers[MESSAGE_SYNC] = afterSyncStep1(inParts(handlers[MESSAGE_SYNC]!, send), () => {
    const socket = provider.ws
    // The provider sends its answer when the handler returns: everything below must come after it.
    queueMicrotask(() => {
      if (provider.ws !== socket) return
      shaken = true
      events.onHandshake()
    })
  })
  handlers[MESSAGE_QUERY_AWARENESS] = (encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
    sendOwnPresence(encoder)
  }
  handlers[MESSAGE_WATERMARK] = (_, decoder) => {
    const payload = decoding.createDecoder(decoding.readVarUint8Array(decoder))
    events.onDurable(decoding.readVarUint(payload))
  }
  handlers[MESSAGE_REFUSAL] = (_, decoder) => {
    const code = decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    refusal = { code, reason: decoding.readVarString(decoder) }
  }
  handlers[MESSAGE_STATUS] = (_, decoder) => events.onBoard(decoding.readVarUint(decoder))
  handlers[MESSAGE_WAIT] = (_, decoder) => events.onSlowed(decoding.readVarUint(decoder))
  handlers[MESSAGE_CROWD] = (_, decoder) => events.onCrowd(decoding.readVarUint(decoder))
  handlers[MESSAGE_LIVE] = (_, decoder) => {
    const client = decoding.readVarUint(decoder)
    if (client !== awareness.clientID) events.onLive(client, decoding.readVarUint8Array(decoder))
  }

  provider.on('status', ({ status }) => {
    shaken = false
    events.onCrowd(0)
    if (status !== 'connected') return enter(status === 'connecting' ? 'connecting' : 'closed')
    refusal = null
    events.onBoard(0)
    sendWatermark(0)
    renewPresence(awareness)
    enter('open')
  })
  provider.on('connection-close', () => {
    shaken = false
    provider.maxBackoffTime = backOffMs(provider.wsUnsuccessfulReconnects + 1)
    enter('closed')
  })
  provider.on('sync', (synced) => synced && enter('synced'))
  provider.on('closed', ({ code, reason }) => {
    if (code === CLOSE.tooManyRequests) return wait(waitSecondsOf(refusal?.reason ?? reason) ?? USUAL_WAIT_S)
    const no = { code, reason: refusal?.reason || reason || 'The server refused the connection.' }
    if (code === CLOSE.unauthorized) void renew(no)
    else events.onRefused(no)
  })

  return {
    connect: () => waiting ?? provider.connect(),
    reconnect() {
      if (waiting) return
      provider.wsUnsuccessfulReconnects = 0
      if (provider.ws) provider.disconnect()
      provider.connect()
    },
    get state() {
      return state
    },
    // Before the handshake nothing is sent: its second step will carry this update too.
    sendUpdate: (update) => shaken && send(MESSAGE_SYNC, (encoder) => writeUpdate(encoder, update)),
    sendWatermark: (n) => shaken && sendWatermark(n),
    sendLive(bytes) {
      if (bytes.length <= LIMITS.liveBytes) send(MESSAGE_LIVE, (encoder) => encoding.writeVarUint8Array(encoder, bytes))
    },
    dispose() {
      isDisposed = true
      clearTimeout(waiting)
      awareness.off('update', onAwareness)
      provider.destroy()
    },
  }
}

/** Wraps the provider's sync handler: `then` is called after it has read the relay's state vector. */
const afterSyncStep1 =
  (handler: Handler, then: () => void): Handler =>
  (encoder, decoder, ...rest) => {
    const step = decoding.peekVarUint(decoder)
    handler(encoder, decoder, ...rest)
    if (step === SYNC_STEP_1) then()
  }

type Send = (type: number, write: (encoder: encoding.Encoder) => void) => void

/** Wraps the provider's sync handler: an answer that is too large for one message goes as updates first, in order. */
const inParts =
  (handler: Handler, send: Send): Handler =>
  (encoder, decoder, ...rest) => {
    const answer = encoding.createEncoder()
    handler(answer, decoder, ...rest)
    const bytes = encoding.toUint8Array(answer)
    if (bytes.length <= ANSWER_BYTES) return encoding.writeUint8Array(encoder, bytes)
    const reader = decoding.createDecoder(bytes)
    decoding.readVarUint(reader)
    decoding.readVarUint(reader)
    const parts = splitUpdate(decoding.readVarUint8Array(reader), ANSWER_BYTES)
    const last = parts.pop()!
    for (const part of parts) send(MESSAGE_SYNC, (message) => writeUpdate(message, part))
    encoding.writeVarUint(encoder, MESSAGE_SYNC)
    encoding.writeVarUint(encoder, SYNC_STEP_2)
    encoding.writeVarUint8Array(encoder, last)
  }

/**
 * Says the same again under a new clock. Those who heard that we had gone heard it under our last one, and take nothing
 * from us that isn't newer.
 */
function renewPresence(awareness: Awareness): void {
  const mine = awareness.getLocalState()
  if (mine !== null) awareness.setLocalState(mine)
}

function varUint(n: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, n)
  return encoding.toUint8Array(encoder)
}

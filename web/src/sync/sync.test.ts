import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as decoding from 'lib0/decoding'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as encoding from 'lib0/encoding'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import {
  CLOSE,
  MESSAGE_AWARENESS,
  MESSAGE_CROWD,
  MESSAGE_LIVE,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_SYNC,
  MESSAGE_WATERMARK,
  SYNC_STEP_2,
  SYNC_UPDATE,
} from '#board/protocol.ts'
import { type Offline, openOffline } from './offline.ts'
import { deleteOfflineStore, openOfflineStore } from './offline-store.ts'
import type { SocketSession } from './relay-link.ts'
import { createSync, type Sync } from './sync.ts'
import { askForState, createLoopbackRelay, isAnswer, type LoopbackRelay, sendUpdate } from './testing/loopback-relay.ts'

const BOARD = 'board-one-1'
let relay: LoopbackRelay
let name: string
let doc: Doc
let offline: Offline
let sync: Sync
const session: SocketSession = {
  board: BOARD,
  token: undefined,
  renew: async () => ({ is: 'refused', code: 'link-ended', reason: '' }),
}
let stops: (() => unknown)[]

const open = async () => {
  doc = new Doc()
  offline = await openOffline(BOARD, (board) => openOfflineStore(board, name))
  for (const update of offline.stored) applyUpdate(doc, update)
  sync = createSync({ doc, session, url: 'ws://localhost/sync', offline })
}
const close = async () => {
  sync.dispose()
  doc.destroy()
  await offline.dispose()
}
const draw = (what: string) => doc.getArray('a').push([what])
const drawn = (of: Doc) => of.getArray('a').toArray()
const state = () => sync.status.value.state
const becomes = (wanted: string) => expect.poll(state).toBe(wanted)
const watermarks = () => relay.received.filter(({ type }) => type === MESSAGE_WATERMARK).map(({ n }) => n)

beforeEach(async () => {
  relay = createLoopbackRelay()
  name = `test-${crypto.randomUUID()}`
  stops = [relay.install()]
  await open()
})
afterEach(async () => {
  await close()
  for (const stop of stops) stop()
  await deleteOfflineStore(name)
})

describe('saving', () => {
  it('[SYNC8] announces itself with watermark 0 before anything else', async () => {
    await becomes('saved')
    expect(relay.received[0]).toMatchObject({ type: MESSAGE_WATERMARK, n: 0 })
  })

  it('[SYNC9] asks for a watermark behind each change, and is saved when it comes back', async () => {
    await becomes('saved')
    relay.answering = false
    draw('one')
    expect(sync.status.value).toEqual({ state: 'saving', changes: 1 })
    await expect.poll(() => watermarks().at(-1)).toBe(1)
    expect(relay.received.at(-2)).toMatchObject({ type: MESSAGE_SYNC, step: SYNC_UPDATE })
    expect(state()).toBe('saving')
    relay.sendWatermark(1)
    expect(state()).toBe('saved')
  })

  it('[SYNC10] never believes a watermark for changes that it doesn’t cover', async () => {
    await becomes('saved')
    relay.answering = false
    draw('one')
    draw('two')
    relay.sendWatermark(1)
    expect(sync.status.value).toEqual({ state: 'saving', changes: 1 })
    relay.sendWatermark(0)
    expect(sync.status.value).toEqual({ state: 'saving', changes: 1 })
  })

  it('[SYNC11] others’ changes are not mine to save', async () => {
    await becomes('saved')
    relay.answering = false
    const other = new Doc()
    other.getArray('a').push(['theirs'])
    sendUpdate(relay, encodeStateAsUpdate(other))
    expect(drawn(doc)).toEqual(['theirs'])
    expect(state()).toBe('saved')
  })
})

describe('the handshake', () => {
  it('[SYNC12] holds changes back until the relay has what they build on, and covers them with a watermark', async () => {
    await close()
    relay.answering = false
    relay.received.length = 0
    await open()
    await expect.poll(() => relay.received.length).toBeGreaterThan(1)
    draw('early')
    draw('bird')
    expect(relay.received.filter(isAnswer)).toEqual([])
    expect(watermarks()).toEqual([0])
    askForState(relay)
    await expect.poll(() => watermarks()).toEqual([0, 2])
    expect(relay.received.filter(isAnswer).map(({ step }) => step)).toEqual([SYNC_STEP_2])
  })

  it('[SYNC13] drawn offline, reloaded, sent and saved on return', async () => {
    await becomes('saved')
    relay.up = false
    relay.drop()
    expect(state()).toBe('offline')
    draw('one')
    draw('two')
    await expect.poll(() => sync.status.value).toMatchObject({ state: 'offline', changes: 2, kept: true })
    await close()
    await open()
    await expect.poll(() => sync.status.value).toMatchObject({ state: 'offline', changes: 2, kept: true })
    relay.up = true
    await becomes('saved')
    expect(drawn(relay.doc)).toEqual(['one', 'two'])
    await close()
    await open()
    expect(offline.owed).toBe(0)
  })
})

describe('a refusal', () => {
  it('[SYNC14] ends the connection for good and tells why; unsent work stays in this browser', async () => {
    await becomes('saved')
    relay.answering = false
    draw('forbidden')
    relay.refuse(CLOSE.forbidden, 'this link is for looking only')
    expect(sync.status.value).toEqual({
      state: 'refused',
      code: CLOSE.forbidden,
      reason: 'this link is for looking only',
      changes: 1,
    })
    const { connections } = relay
    window.dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('visibilitychange'))
    expect(relay.connections).toBe(connections)
    await expect.poll(() => offline.unwritten.value).toBe(0)
    await close()
    relay.up = false
    await open()
    expect(offline.owed).toBe(1)
  })

  it('[SYNC15] any other end of a connection is tried again', async () => {
    await becomes('saved')
    relay.drop(CLOSE.restart)
    expect(state()).toBe('offline')
    await becomes('saved')
    relay.drop(CLOSE.storageDegraded)
    await becomes('saved')
  })

  it('[SYNC20] a server that is too busy is left alone for as long as it asks, and the status says so', async () => {
    await becomes('saved')
    relay.refuse(CLOSE.tooManyRequests, 'this connection sends too much; wait 1 s')
    expect(sync.status.value).toEqual({ state: 'offline', changes: 0, kept: true, retrying: false, waitSeconds: 1 })
    const { connections } = relay
    window.dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('visibilitychange'))
    expect(relay.connections).toBe(connections)
    await expect.poll(state, { timeout: 20_000 }).toBe('saved')
  })

  it('[SYNC21] a message that the server finds too large is not sent again and again', async () => {
    await becomes('saved')
    relay.drop(1009)
    expect(sync.status.value).toMatchObject({ state: 'refused', code: 1009 })
  })

  it('[SYNC22] an answer that is too large for one message goes in parts, and nothing of it is pending', async () => {
    await becomes('saved')
    relay.up = false
    relay.drop()
    const pages = Array.from({ length: 40 }, (_, i) => `${i} ${'x'.repeat(100_000)}`)
    for (const text of pages) draw(text)
    relay.received.length = 0
    relay.up = true
    window.dispatchEvent(new Event('online'))
    await becomes('saved')
    const answers = relay.received.filter(isAnswer)
    expect(answers.length).toBeGreaterThan(3)
    expect(Math.max(...answers.map(({ bytes }) => bytes.length))).toBeLessThan(2 ** 21)
    expect(answers.at(-1)?.step).toBe(SYNC_STEP_2)
    expect(drawn(relay.doc)).toEqual(pages)
  })

  it('[SYNC16] a network that comes back is used at once', async () => {
    await becomes('saved')
    relay.up = false
    relay.drop()
    relay.up = true
    window.dispatchEvent(new Event('online'))
    await becomes('saved')
  })
})

describe('presence', () => {
  const hearPresence = (client: number, presence: object) => {
    const other = new Awareness(Object.assign(new Doc(), { clientID: client }))
    other.setLocalState(presence)
    relay.send(MESSAGE_AWARENESS, (encoder) =>
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(other, [client])),
    )
    other.destroy()
  }
  const spokenFor = () =>
    relay.received
      .filter(({ type }) => type === MESSAGE_AWARENESS)
      .flatMap(({ bytes }) => {
        const decoder = decoding.createDecoder(bytes)
        const count = decoding.readVarUint(decoder)
        return count === 1 ? [decoding.readVarUint(decoder)] : [-1]
      })

  it('[SYNC17] speaks for itself alone, even when asked for everybody', async () => {
    await becomes('saved')
    hearPresence(7, { user: { name: 'Mira' } })
    expect(sync.awareness.getStates().get(7)).toEqual({ user: { name: 'Mira' } })
    relay.send(MESSAGE_QUERY_AWARENESS, () => {})
    sync.awareness.setLocalState({ here: true })
    await expect.poll(() => spokenFor().length).toBeGreaterThan(1)
    expect(new Set(spokenFor())).toEqual(new Set([doc.clientID]))
  })

  it('[SYNC18] is seen again after a reconnect by those who saw it go', async () => {
    await becomes('saved')
    const watcher = new Awareness(new Doc())
    const hear = () => {
      for (const { type, bytes } of relay.received.splice(0))
        if (type === MESSAGE_AWARENESS) applyAwarenessUpdate(watcher, bytes, 'relay')
    }
    sync.awareness.setLocalState({ here: true })
    await expect.poll(() => (hear(), watcher.getStates().get(doc.clientID))).toEqual({ here: true })
    relay.drop(CLOSE.restart)
    const gone = encodeAwarenessUpdate(sync.awareness, [doc.clientID], new Map())
    applyAwarenessUpdate(watcher, gone, 'relay')
    expect(watcher.getStates().has(doc.clientID)).toBe(false)
    await expect.poll(() => (hear(), watcher.getStates().get(doc.clientID))).toEqual({ here: true })
    watcher.destroy()
  })
})

describe('a crowd', () => {
  it('[SYNC23] knows how many are here when not all are shown, and sees again who comes back unchanged', async () => {
    await becomes('saved')
    const other = new Awareness(Object.assign(new Doc(), { clientID: 7 }))
    other.setLocalState({ user: { name: 'Mira' } })
    const here = encodeAwarenessUpdate(other, [7])
    const outOfSight = encodeAwarenessUpdate(other, [7], new Map())
    const hear = (update: Uint8Array) =>
      relay.send(MESSAGE_AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, update))
    relay.send(MESSAGE_CROWD, (encoder) => encoding.writeVarUint(encoder, 300))
    expect(sync.crowd.value).toBe(300)
    for (let times = 0; times < 2; times++) {
      hear(here)
      expect(sync.awareness.getStates().has(7)).toBe(true)
      hear(outOfSight)
      expect(sync.awareness.getStates().has(7)).toBe(false)
    }
    relay.send(MESSAGE_CROWD, (encoder) => encoding.writeVarUint(encoder, 0))
    expect(sync.crowd.value).toBe(0)
    other.destroy()
  })
})

describe('live', () => {
  it('[SYNC19] goes out as bytes, and comes in with who sent it, mine excepted', async () => {
    await becomes('saved')
    const heard: [number, number[]][] = []
    sync.onLive((client, bytes) => heard.push([client, [...bytes]]))
    sync.sendLive(new Uint8Array([1, 2, 3]))
    await expect.poll(() => relay.received.filter(({ type }) => type === MESSAGE_LIVE).length).toBe(1)
    relay.sendLive(doc.clientID, new Uint8Array([1]))
    relay.sendLive(42, new Uint8Array([4, 5]))
    expect(heard).toEqual([[42, [4, 5]]])
  })
})

/**
 * A relay in the way of y-websocket's own server: a document for each room, every update encoded once and sent at once, a
 * message for each, to everybody in the room. It stores nothing. Prints its address.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocketServer, type WebSocket } from 'ws'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { MESSAGE_AWARENESS, MESSAGE_SYNC } from '#board/protocol.ts'

interface Room {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** With the awareness client ids that each has spoken for. */
  readonly sockets: Map<WebSocket, Set<number>>
}

interface AwarenessChange {
  readonly added: number[]
  readonly updated: number[]
  readonly removed: number[]
}

function message(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

const awarenessMessage = (awareness: Awareness, clients: number[]): Uint8Array =>
  message(MESSAGE_AWARENESS, (encoder) =>
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, clients)),
  )

function openRoom(): Room {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  const sockets = new Map<WebSocket, Set<number>>()
  const sendAll = (bytes: Uint8Array): void => {
    for (const socket of sockets.keys()) if (socket.readyState === socket.OPEN) socket.send(bytes)
  }
  doc.on('update', (update: Uint8Array) => sendAll(message(MESSAGE_SYNC, (encoder) => writeUpdate(encoder, update))))
  awareness.on('update', ({ added, updated, removed }: AwarenessChange, origin: unknown) => {
    const speaksFor = sockets.get(origin as WebSocket)
    for (const client of added) speaksFor?.add(client)
    for (const client of removed) speaksFor?.delete(client)
    sendAll(awarenessMessage(awareness, [...added, ...updated, ...removed]))
  })
  return { doc, awareness, sockets }
}

function receive({ doc, awareness }: Room, socket: WebSocket, data: Uint8Array): void {
  const decoder = decoding.createDecoder(data)
  const type = decoding.readVarUint(decoder)
  if (type === MESSAGE_AWARENESS) applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), socket)
  if (type !== MESSAGE_SYNC) return
  const answer = message(MESSAGE_SYNC, (encoder) => readSyncMessage(decoder, encoder, doc, socket))
  // Only syncStep1 is answered; otherwise there is nothing behind the type.
  if (answer.length > 1) socket.send(answer)
}

function attach(room: Room, socket: WebSocket): void {
  const { doc, awareness, sockets } = room
  sockets.set(socket, new Set())
  socket.on('message', (data: Buffer) => receive(room, socket, data))
  socket.on('close', () => {
    const gone = [...(sockets.get(socket) ?? [])]
    sockets.delete(socket)
    removeAwarenessStates(awareness, gone, null)
  })
  socket.send(message(MESSAGE_SYNC, (encoder) => writeSyncStep1(encoder, doc)))
  const people = [...awareness.getStates().keys()]
  if (people.length > 0) socket.send(awarenessMessage(awareness, people))
}

const rooms = new Map<string, Room>()
const http = createServer()
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket, request) => {
  const name = request.url ?? '/'
  const room = rooms.get(name) ?? openRoom()
  rooms.set(name, room)
  attach(room, socket)
})
http.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}`),
)

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { CLOSE, SUBPROTOCOL, tooManyReason } from '#board/protocol.ts'
import type { CloseCode } from '#board/protocol.ts'
import type { Access } from '../access/access.ts'
import type { Grant } from '../access/board-access.ts'
import { countedAs } from '../access/counted.ts'
import { Denied } from '../access/denied.ts'
import type { Admission, Gate } from '../access/gate.ts'
import type { Proxies } from '../access/proxies.ts'
import { SERVER_LIMITS } from '../limits.ts'
import type { Limits } from '../limits.ts'
import { Admissions } from './admissions.ts'
import { ACCESS_CHANGED, Connection } from './connection.ts'
import type { Lease, Rooms } from './rooms.ts'

export interface UpgradeParts {
  readonly gate: Gate
  readonly access: Access
  readonly rooms: Rooms
  readonly log: Logger
  readonly limits: Limits
  readonly proxies: Proxies
}

const REJECTION = { 404: 'Not Found', 503: 'Service Unavailable' } as const

/** Answers HTTP upgrades: the gate first, then the board, and only then a socket that anything can be sent on. */
export class Upgrades {
  readonly #parts: UpgradeParts
  readonly #sockets: WebSocketServer
  readonly #admissions: Admissions
  #pending = 0
  #isStopped = false

  constructor(parts: UpgradeParts) {
    this.#parts = parts
    this.#admissions = new Admissions(parts.limits)
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: parts.limits.messageBytes,
      maxFragments: SERVER_LIMITS.fragments,
      // A token that is offered beside it must not be echoed.
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    })
  }

  /** New connections are turned away from now on. */
  stop(): void {
    this.#isStopped = true
  }

  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A client that goes away while its board is loading must not take the process along.
    const ignore = (): void => {}
    socket.on('error', ignore)
    const admission = this.#parts.gate.admit(request)
    if (this.#isStopped || this.#pending >= SERVER_LIMITS.pendingUpgrades) return reject(socket, 503)
    if (admission.type === 'no-such-path') return reject(socket, 404)
    const accept: Accept = (then) => {
      if (socket.destroyed) return false
      socket.off('error', ignore)
      let isOpen = false
      // At once, or never: a client that has said its last word already gets no socket.
      this.#sockets.handleUpgrade(request, socket, head, (ws) => {
        isOpen = true
        then(ws)
      })
      return isOpen
    }
    if (admission.type === 'refuse') return refuse(accept, admission.code, admission.reason)
    this.#pending++
    const address = this.#parts.proxies.addressOf(request)
    void this.#enter(accept, socket, admission, address).finally(() => this.#pending--)
  }

  /** Counts whoever comes, and lets them join unless there are too many. */
  async #enter(accept: Accept, socket: Duplex, asked: Joining, address: string | undefined): Promise<void> {
    // That tokens can't be read is said when it is tried to find out what they allow.
    const holder = await this.#parts.access.holderOf(asked.token).catch(() => undefined)
    if (socket.destroyed) return
    const admitted = this.#admissions.admit(countedAs(holder, address), performance.now())
    if (admitted.type === 'full') return refuseForNow(accept, admitted.reason, admitted.waitSeconds)
    socket.on('close', admitted.leave)
    await this.#join(accept, socket, asked)
  }

  async #join(accept: Accept, socket: Duplex, asked: Joining): Promise<void> {
    const grant = await this.#grant(accept, asked)
    const lease = grant && (await this.#lease(asked.board, accept))
    if (grant === undefined || lease === undefined) return
    const { limits, access } = this.#parts
    // It may have been taken back while the board was being loaded.
    if (access.roleNow(grant) !== grant.role) {
      lease.release()
      return refuse(accept, CLOSE.unauthorized, ACCESS_CHANGED)
    }
    if (lease.room.connections.size >= limits.boardConnections) {
      lease.release()
      return refuseForNow(accept, 'this board is full', SERVER_LIMITS.waitFullSeconds)
    }
    const isAccepted =
      !this.#isStopped &&
      accept((ws) => {
        ws.on('close', () => lease.release())
        lease.room.attach(new Connection(ws, socket, grant, limits, performance.now()))
      })
    if (isAccepted) return
    lease.release()
    socket.destroy()
  }

  /** `undefined` when the client was told why there is none. */
  async #grant(accept: Accept, { board, token, asked, from }: Joining): Promise<Grant | undefined> {
    try {
      return await this.#parts.access.grant(board, token, asked, { from })
    } catch (error) {
      if (error instanceof Denied) refuse(accept, error.closeCode, error.message)
      else {
        this.#parts.log.error({ board, err: error }, 'access could not be read')
        refuse(accept, CLOSE.storageDegraded, 'the board can not be loaded at the moment')
      }
      return undefined
    }
  }

  /** `undefined` when the client was told why there is none. */
  async #lease(board: string, accept: Accept): Promise<Lease | undefined> {
    try {
      const lease = await this.#parts.rooms.join(board)
      if (lease === undefined) refuse(accept, CLOSE.notFound, 'there is no such board')
      return lease
    } catch (error) {
      this.#parts.log.error({ board, err: error }, 'board could not be loaded')
      refuse(accept, CLOSE.storageDegraded, 'the board can not be loaded at the moment')
      return undefined
    }
  }
}

type Joining = Extract<Admission, { type: 'join' }>
type Accept = (then: (ws: WebSocket) => void) => boolean

function refuse(accept: Accept, code: CloseCode, reason: string): void {
  accept((ws) => {
    ws.on('error', () => {})
    ws.close(code, reason)
  })
}

const refuseForNow = (accept: Accept, reason: string, waitSeconds: number): void =>
  refuse(accept, CLOSE.tooManyRequests, tooManyReason(reason, waitSeconds))

function reject(socket: Duplex, status: keyof typeof REJECTION): void {
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${REJECTION[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

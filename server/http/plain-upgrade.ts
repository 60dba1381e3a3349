import { ServerResponse } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

export const wantsWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket'

/**
 * A server may ignore an upgrade that it doesn't speak (RFC 9110, section 7.8), and must for clients that offer HTTP/2 with their
 * first request, as some do by default. Node hands every upgrade over as a bare socket, so the answer is put back on it here.
 * Without the upgrade there is nothing to read after the headers: such a request has no body for us.
 */
export function answerWithoutUpgrade(http: Server, request: IncomingMessage, socket: Socket): void {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.on('finish', () => socket.end())
  socket.on('error', () => socket.destroy())
  http.emit('request', request, response)
}

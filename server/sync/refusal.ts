import type { CloseCode } from '#board/protocol.ts'

/** Work that the server doesn't take. Ends the connection that sent it, with this code and reason, and touches nobody else. */
export class Refusal extends Error {
  readonly code: CloseCode
  constructor(code: CloseCode, reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'Refusal'
    this.code = code
  }
}

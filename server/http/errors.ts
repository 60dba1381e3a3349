import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { STATUS_CODES } from 'node:http'
import type { Logger } from 'pino'
import { Denied } from '../access/denied.ts'
import type { JobErrorCode } from '../threads/job-queue.ts'
import { StorageError } from '../storage/storage.ts'

interface HttpErrorOptions extends ErrorOptions {
  /** What exactly is wrong, for programs, where the code says only where. */
  readonly reason?: string
  readonly retryAfterSeconds?: number
}

/** A request that can't be answered as asked. `code` is for programs, the message for people. */
export class HttpError extends Error {
  readonly status: number
  readonly code: string
  /** When to come back, seconds. */
  readonly retryAfterSeconds: number | undefined
  readonly reason: string | undefined
  constructor(status: number, code: string, detail: string, options: HttpErrorOptions = {}) {
    super(detail, options)
    this.retryAfterSeconds = options.retryAfterSeconds ?? (status === 503 ? 2 : undefined)
    this.reason = options.reason
    this.name = 'HttpError'
    this.status = status
    this.code = code
  }
}

/** `waitMs`: when to come back. */
export const tooManyRequests = (detail: string, waitMs: number): HttpError =>
  new HttpError(429, 'too-many-requests', detail, { retryAfterSeconds: Math.ceil(waitMs / 1_000) })

/** What is answered when work in a thread comes to nothing. */
export const JOB_STATUS: Readonly<Record<JobErrorCode, number>> = {
  'too-large': 413,
  busy: 503,
  timeout: 503,
  failed: 503,
}

export const noSuchBoard = (): HttpError => new HttpError(404, 'no-such-board', 'There is no board with this id.')

/** Problem details (RFC 9457), with our own members `code` and, for some, `reason`. */
function sendProblem(response: Response, { status, code, reason, message, retryAfterSeconds }: HttpError): void {
  if (status === 401) response.set('WWW-Authenticate', 'Bearer')
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds))
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: STATUS_CODES[status] ?? 'Error',
        status,
        code,
        reason,
        detail: message,
      }),
    )
}

export const noSuchPath: RequestHandler = (_request, response) => {
  sendProblem(response, new HttpError(404, 'no-such-path', 'There is nothing at this address.'))
}

export const methodNotAllowed =
  (allow: string): RequestHandler =>
  (request, response) => {
    response.set('Allow', allow)
    sendProblem(response, new HttpError(405, 'method-not-allowed', `${request.method} is not possible here.`))
  }

const clientErrorStatus = (error: unknown): number | undefined => {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}

function deniedError({ status, code, message, waitMs }: Denied): HttpError {
  const retry = waitMs === undefined ? {} : { retryAfterSeconds: Math.ceil(waitMs / 1_000) }
  return new HttpError(status, code, `${message.charAt(0).toUpperCase()}${message.slice(1)}.`, retry)
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  if (error instanceof Denied) return deniedError(error)
  if (error instanceof StorageError) {
    return new HttpError(503, 'storage-degraded', 'Boards can not be read or stored at the moment.', { cause: error })
  }
  const status = clientErrorStatus(error)
  if (status === 413) return new HttpError(413, 'too-large', 'The request is larger than is taken at once.')
  if (status !== undefined) return new HttpError(status, 'bad-request', 'The request could not be understood.')
  return new HttpError(500, 'internal', 'Something went wrong on the server.', { cause: error })
}

/** Last in the table: whatever was thrown becomes problem details. */
export const answerErrors =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    const problem = toHttpError(error)
    if (problem.status >= 500) log.error({ err: error }, 'request failed')
    if (response.headersSent) next(error)
    else sendProblem(response, problem)
  }

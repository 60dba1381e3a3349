import type { Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { FRAMING, framingIn, framingOf, isFramed } from './framing.ts'
import type { FramingParts } from './framing.ts'

const YEAR_SECONDS = 365 * 86_400

const HOST = /^[\w.:[\]-]+$/

/** `'self'` doesn't mean WebSockets of the same host in every browser. */
function ownSockets({ headers: { host } }: { readonly headers: { readonly host?: string | undefined } }): string {
  return host !== undefined && HOST.test(host) ? `ws://${host} wss://${host}` : ''
}

/** Headers of every answer. Scripts, styles, fonts and connections of our own origin only. */
const securityHeaders = (framing: 'nobody' | 'sites' | 'anybody', isSecure: boolean): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        // A film that has been made here is opened before it is handed out.
        mediaSrc: ['blob:'],
        connectSrc: ["'self'", (request) => ownSockets(request)],
        fontSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        // Not even `*` would do for everybody: it leaves out pages without an origin, and those of apps.
        ...(framing !== 'anybody' && {
          frameAncestors: [framing === 'nobody' ? "'none'" : (_, response) => framersIn(response as Response)],
        }),
      },
    },
    // Where a proxy ends TLS, that is for the proxy to say.
    strictTransportSecurity: isSecure && { maxAge: YEAR_SECONDS, includeSubDomains: true },
    crossOriginOpenerPolicy: framing === 'nobody',
    crossOriginResourcePolicy: { policy: framing === 'nobody' ? 'same-origin' : 'cross-origin' },
    xFrameOptions: framing === 'nobody' ? { action: 'deny' } : false,
  })

/** A board, whole or in a frame: there pictures are taken. A frame gets the camera only from a page around it that has it, too. */
const isWorkedOn = (request: Request): boolean => isFramed(request) || BOARD.test(request.path)
const BOARD = /^\/b\/[^/.]*$/

/** What our pages, and those that they might ever show, may use of the device (https://www.w3.org/TR/permissions-policy/). */
const permissions = (hasCamera: boolean): string =>
  [`camera=(${hasCamera ? 'self' : ''})`, ...NEVER.map((feature) => `${feature}=()`)].join(', ')
const NEVER = ['microphone', 'geolocation', 'display-capture', 'payment', 'usb', 'serial', 'midi']

/** Embeds may be framed by the sites that may show the board; nothing else may be framed. */
export function security(parts: FramingParts & { readonly isSecure: boolean }): RequestHandler {
  const { isSecure } = parts
  const listed = securityHeaders('sites', isSecure)
  const free = securityHeaders('anybody', isSecure)
  const own = securityHeaders('nobody', isSecure)
  return async (request: Request, response: Response, next) => {
    const framing = isFramed(request) ? await framingOf(request, parts) : undefined
    response.locals[FRAMING] = framing
    response.set('Permissions-Policy', permissions(isWorkedOn(request)))
    const send = framing === undefined ? own : framing.framers === 'any' ? free : listed
    void send(request, response, next)
  }
}

/** `frame-ancestors` of an embed that some sites may show. Our own pages may show what they like of ours. */
function framersIn(response: Response): string {
  const { framers } = framingIn(response)
  return ["'self'", ...(framers === 'any' ? ['*'] : framers)].join(' ')
}

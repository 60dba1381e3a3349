import type { Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'

/** Who may show a page within another one. */
type Framing = 'nobody' | 'anybody'

const HOST = /^[\w.:[\]-]+$/

/** `'self'` doesn't mean WebSockets of the same host in every browser. */
function ownSockets({ headers: { host } }: { readonly headers: { readonly host?: string | undefined } }): string {
  return host !== undefined && HOST.test(host) ? `ws://${host} wss://${host}` : ''
}

/** Headers of every answer. Scripts, styles, fonts and connections of our own origin only. */
const securityHeaders = (framing: Framing): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        connectSrc: ["'self'", (request) => ownSockets(request)],
        fontSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: [framing === 'anybody' ? '*' : "'none'"],
      },
    },
    // Whether the server is reached over TLS is for the proxy in front of it to say.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: framing === 'nobody',
    crossOriginResourcePolicy: { policy: framing === 'anybody' ? 'cross-origin' : 'same-origin' },
    xFrameOptions: framing === 'anybody' ? false : { action: 'deny' },
  })

/** Embeds may be framed by any site; nothing else may. */
export function security(): RequestHandler {
  const embedded = securityHeaders('anybody')
  const own = securityHeaders('nobody')
  return (request: Request, response: Response, next) => {
    const isEmbed = request.path.startsWith('/embed/')
    if (isEmbed) embedded(request, response, next)
    else own(request, response, next)
  }
}

import { createServer as createPlainServer } from 'node:http'
import type { RequestListener, Server, ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Logger } from 'pino'
import { CertificateFiles, readKeyPair } from './certificate-files.ts'
import type { KeyPair, TlsFiles } from './certificate-files.ts'

/** A server that doesn't listen yet. */
export interface Listener {
  readonly http: Server
  /** No file is looked after any more. */
  readonly close: () => void
}

interface ListenerParts {
  readonly options: ServerOptions
  /** `undefined`: plain HTTP. */
  readonly tls: TlsFiles | undefined
  readonly log: Logger
  readonly answer: RequestListener
}

/** @throws when the files of the certificate can't be used, in one line */
export function createListener({ options, tls, log, answer }: ListenerParts): Listener {
  if (tls === undefined) return { http: createPlainServer(options, answer), close: () => {} }
  const held = atStart(tls)
  const server = createTlsServer({ ...options, ...held }, answer)
  const files = new CertificateFiles(held, { files: tls, log, onChange: (pair) => server.setSecureContext(pair) })
  return { http: server, close: () => files.close() }
}

function atStart(tls: TlsFiles): KeyPair {
  try {
    return readKeyPair(tls)
  } catch (error) {
    throw new Error(`TLS_CERT, TLS_KEY: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

import { copyFileSync, renameSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { makeCertificate } from '../testing/certificate.ts'
import type { Certificate } from '../testing/certificate.ts'
import { start } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { RunningServer } from '../server.ts'

/** Files of a certificate in a folder of their own, which can be replaced as those who renew certificates do. */
function files(first: Certificate) {
  const folder = temporaryFolder()
  const paths = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  const put = (part: keyof Certificate, content: string): void => {
    writeFileSync(`${paths[part]}.new`, content)
    renameSync(`${paths[part]}.new`, paths[part])
  }
  put('cert', first.cert)
  put('key', first.key)
  return { paths, put }
}

/** What a new connection is shown: the name on the certificate. */
const nameShown = ({ port }: RunningServer): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN))
      socket.destroy()
    })
    socket.on('error', reject)
  })

const ask = (url: string, { cert }: Certificate): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, { ca: cert, agent: false }, (response) => {
      response.resume()
      resolve(response)
    }).on('error', reject)
  })

it('[TLS1] pages, API and sockets come over TLS on the one port, with a certificate that checks, and nothing over plain HTTP', async () => {
  const first = makeCertificate('first')
  const { paths } = files(first)
  const server = await start({}, { tls: paths })
  expect(server.url).toBe(`https://127.0.0.1:${server.port}`)
  const page = await ask(`${server.url}/`, first)
  expect(page.statusCode).toBe(200)
  expect(page.headers['strict-transport-security']).toMatch(/^max-age=31536000; includeSubDomains/)
  const socket = new WebSocket(`wss://127.0.0.1:${server.port}/sync/nothing-is-here`, { ca: first.cert })
  const code = await new Promise((resolve) => socket.on('close', resolve))
  expect(code).toBe(4404)
  await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow()
})

it('[TLS2] new files are taken without a restart, whichever comes first, and who is connected stays', async () => {
  const [first, second] = [makeCertificate('first'), makeCertificate('second')]
  const { paths, put } = files(first)
  const server = await start({}, { tls: paths })
  const board = await new Promise<string>((resolve) => {
    const request = get(`${server.url}/`, { ca: first.cert, agent: false }, (response) => {
      response.resume()
      resolve('sync/some-board-id')
    })
    onTestFinished(() => void request.destroy())
  })
  // A socket that is open all the while.
  const held = connect({ port: server.port, host: '127.0.0.1', ca: first.cert, servername: 'localhost' })
  onTestFinished(() => void held.destroy())
  await new Promise((resolve) => held.once('secureConnect', resolve))
  expect(await nameShown(server)).toBe('first')
  put('key', second.key)
  expect(await nameShown(server)).toBe('first')
  put('cert', second.cert)
  await expect.poll(() => nameShown(server)).toBe('second')
  held.write(`GET /${board} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  const answer = await new Promise((resolve) => held.once('data', (data: Buffer) => resolve(String(data))))
  expect(answer).toMatch(/^HTTP\/1\.1 404/)
})

it('[TLS3] files that can not be used change nothing, and SIGHUP reads them anew, too', async () => {
  const [first, second] = [makeCertificate('first'), makeCertificate('second')]
  const { paths, put } = files(first)
  const server = await start({}, { tls: paths })
  put('cert', 'this is no certificate')
  process.emit('SIGHUP')
  expect(await nameShown(server)).toBe('first')
  put('key', second.key)
  put('cert', second.cert)
  process.emit('SIGHUP')
  expect(await nameShown(server)).toBe('second')
})

it('[TLS4] files that can not be used when it is started are said, and nothing listens', async () => {
  const { paths, put } = files(makeCertificate('first'))
  put('key', makeCertificate('another').key)
  await expect(start({}, { tls: paths })).rejects.toThrow(/^TLS_CERT, TLS_KEY: .*mismatch/i)
  copyFileSync(paths.key, paths.cert)
  await expect(start({}, { tls: { ...paths, key: join(paths.key, 'not-there') } })).rejects.toThrow(/TLS_CERT, TLS_KEY/)
})

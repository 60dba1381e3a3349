import { copyFileSync, renameSync, writeFileSync } from 'node:fs'
import { get, request } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { connect } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { makeCertificate } from '../testing/certificate.ts'
import type { Certificate } from '../testing/certificate.ts'
import { run } from '../testing/child.ts'
import { RawClient } from '../testing/raw-client.ts'
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

/** The id of a new board; whoever knows it may edit. */
const makeBoard = ({ url }: RunningServer, { cert }: Certificate): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' }
    request(`${url}/api/boards`, { method: 'POST', ca: cert, agent: false, headers }, (response) => {
      void json(response).then((made) => resolve((made as { readonly id: string }).id), reject)
    })
      .on('error', reject)
      .end(JSON.stringify({ anyone: 'edit' }))
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
    const asking = get(`${server.url}/`, { ca: first.cert, agent: false }, (response) => {
      response.resume()
      resolve('sync/some-board-id')
    })
    onTestFinished(() => void asking.destroy())
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

it('[TLS5] who is drawing while the certificate is replaced goes on, and is seen by those who come with the new one', async () => {
  const [first, second] = [makeCertificate('first'), makeCertificate('second')]
  const { paths, put } = files(first)
  const server = await start({}, { tls: paths })
  const sockets = `wss://127.0.0.1:${server.port}/sync/${await makeBoard(server, first)}`
  const alice = new RawClient(sockets, { ca: first.cert })
  await alice.next('vector')
  alice.ask()
  await alice.next('step2')
  alice.push('before')
  await alice.saved(1)
  put('key', second.key)
  put('cert', second.cert)
  await expect.poll(() => nameShown(server)).toBe('second')
  alice.push('after')
  await alice.saved(2)
  const bob = new RawClient(sockets, { ca: second.cert })
  await bob.next('vector')
  bob.ask()
  await bob.next('step2')
  expect(bob.elements).toEqual(['before', 'after'])
  alice.push('still')
  await expect.poll(() => bob.elements).toEqual(['before', 'after', 'still'])
  expect(alice.socket.readyState).toBe(WebSocket.OPEN)
  const stranger = new RawClient(sockets, { ca: first.cert })
  await stranger.closed
  expect(stranger.socket.readyState).toBe(WebSocket.CLOSED)
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

it('[TLS4] a server whose certificate can not be read says so in one line and ends with code 1, whatever it had begun', async () => {
  const gone = join(temporaryFolder(), 'not-there.pem')
  const child = run({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: temporaryFolder(), TLS_CERT: gone, TLS_KEY: gone })
  const { code, stderr } = await child.exited
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Drawbridge could not start: TLS_CERT, TLS_KEY: .*\n$/)
})

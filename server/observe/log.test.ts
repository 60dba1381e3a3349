import { expect, it } from 'vitest'
import { startChild } from '../testing/child.ts'
import { RawClient } from '../testing/raw-client.ts'
import { post } from '../testing/requests.ts'
import { openLink } from '../testing/start.ts'
import type { NewBoard } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

const SERVER_PASSWORD = 'the password of all of it'
const LINK_PASSWORD = 'the password of a link'

it('[ACC63] no secret, password, token or key gets into the log, however much is logged, whatever goes wrong', async () => {
  const settings = { LOG_LEVEL: 'trace', CREATE_BOARDS: 'password', INSTANCE_PASSWORD: SERVER_PASSWORD }
  const { url, kill } = await startChild(temporaryFolder(), settings)
  const known = { 'Drawbridge-Password': SERVER_PASSWORD }
  await post(`${url}/api/boards`, {}, { 'Drawbridge-Password': `${SERVER_PASSWORD}?` })
  const { id, links } = (await (await post(`${url}/api/boards`, {}, known)).json()) as NewBoard
  const session = (await (await openLink(links.own)).json()) as { readonly token: string; readonly pictureKey: string }
  const headers = { Authorization: `Bearer ${session.token}` }
  const api = `${url}/api/boards/${id}`
  const made = await post(`${api}/links`, { role: 'view', password: LINK_PASSWORD }, headers)
  const locked = ((await made.json()) as { readonly url: string }).url
  await openLink(locked, { password: `${LINK_PASSWORD}?` })
  await openLink(locked, { password: LINK_PASSWORD })
  for (const address of [
    `${url}/b/${id}.png?key=${session.pictureKey}`,
    `${url}/b/${id}.png?key=${session.pictureKey}x`,
  ])
    await fetch(address)
  // What can't be read, and what a stock client does that is wrong.
  const body = `{"link":"${links.edit.split('#k=')[1]}"`
  await fetch(`${api}/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  const client = await RawClient.sync({ url }, id, `?token=${session.token}`)
  client.send(Uint8Array.of(9, 9, 9))
  await client.closed
  const { stderr } = await kill('SIGTERM')
  expect(stderr).toContain('listening')
  const secrets = [...Object.values(links), locked].map((link) => link.split('#k=')[1]!)
  for (const secret of [SERVER_PASSWORD, LINK_PASSWORD, session.token, session.pictureKey, ...secrets]) {
    expect(secret.length).toBeGreaterThan(10)
    expect(stderr).not.toContain(secret)
  }
})

import { expect, it } from 'vitest'
import { element } from '../testing/elements.ts'
import { RawClient } from '../testing/raw-client.ts'
import { post } from '../testing/requests.ts'
import { newLinkedBoard, start, startOnDisk, tokenOf } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { RunningServer } from '../server.ts'

interface Authors {
  readonly authors: readonly { readonly principal: string; readonly name: string; readonly isYou: boolean }[]
}

/** A board with an owner, Ann and somebody who spoils it, each by a link and browser of their own. */
async function people(server: RunningServer) {
  const { id, links } = await newLinkedBoard(server)
  const url = `${server.url}/api/boards/${id}`
  const join = async (name: string, browser: string): Promise<RawClient> => {
    const client = await RawClient.sync(server, id, `?token=${await tokenOf(links.edit, { browser })}`)
    client.presence({ user: { name, color: '#d6336c' } })
    return client
  }
  const headers = { Authorization: `Bearer ${await tokenOf(links.own)}` }
  return {
    url,
    ann: await join('Ann', 'browser-of-ann'),
    vandal: await join('Vandal', 'browser-of-theirs'),
    ask: async (path: string): Promise<unknown> => (await fetch(url + path, { headers })).json(),
    tell: (path: string, body: object): Promise<Response> => post(url + path, body, headers),
  }
}

const idOf = (label: string): string => String(element(label)['id'])
const idsOf = ({ doc }: RawClient): string[] =>
  doc
    .getArray<{ readonly id: string }>('elements')
    .map(({ id }) => id)
    .toSorted()
const has = (client: RawClient, label: string): boolean => idsOf(client).includes(idOf(label))

const principalOf = ({ authors }: Authors, name: string): string =>
  authors.find((one) => one.name === name)?.principal ?? ''

it('[PAST23] owners see who did what, and undo all of it: others are told, what others did stays, and that is undone likewise', async () => {
  const server = await startOnDisk(temporaryFolder())
  const { url, ann, vandal, ask, tell } = await people(server)
  ann.push('mine', 'mine too')
  await ann.saved(1)
  await vandal.until(({ elements }) => elements.length === 2)
  vandal.push('junk', 'more junk')
  vandal.change((doc) => doc.getArray('elements').delete(0))
  await vandal.saved(1)
  ann.push('later')
  await ann.saved(2)
  await vandal.leave()
  const authors = (await ask('/authors')) as Authors
  expect(authors.authors).toMatchObject([
    { name: 'Ann', isYou: false, updates: 2 },
    { name: 'Vandal', isYou: false, updates: 2 },
  ])
  const principal = principalOf(authors, 'Vandal')
  expect(await ask(`/authors/work?principal=${encodeURIComponent(principal)}`)).toMatchObject({
    added: [expect.any(String), expect.any(String)],
    changed: [],
    removed: 1,
    kept: [],
  })
  const undone = (await (await tell('/history/undo', { principal })).json()) as { update: number }
  expect(undone).toEqual({ added: 1, changed: 0, removed: 2, kept: 0, update: 5 })
  await ann.until(() => has(ann, 'mine') && !has(ann, 'junk'))
  expect(idsOf(ann)).toEqual(['later', 'mine', 'mine too'].map(idOf).toSorted())
  // Nothing is left of it; and an owner may think again.
  expect(await (await tell('/history/undo', { principal })).json()).toEqual({
    added: 0,
    changed: 0,
    removed: 0,
    kept: 0,
    update: null,
  })
  expect(await (await tell('/history/undo', { update: undone.update })).json()).toMatchObject({ added: 2, removed: 1 })
  await ann.until(() => has(ann, 'junk') && !has(ann, 'mine'))
  const { entries } = (await ask('/audit')) as { entries: readonly { deed: unknown }[] }
  expect(entries.slice(0, 2).map(({ deed }) => deed)).toEqual([
    { did: 'update-undone', update: 5 },
    { did: 'work-undone', name: 'Vandal' },
  ])
  expect((await fetch(`${url}/authors`)).status).toBe(401)
})

it('[PAST24] what nobody did, or is too long ago, can not be undone', async () => {
  const server = await start()
  const { tell, ask } = await people(server)
  expect(await ask('/authors')).toEqual({ authors: [] })
  const codes = await Promise.all(
    [{ principal: 'nobody' }, { update: 7 }, { update: 0 }, {}].map(async (wish) => {
      const { code } = (await (await tell('/history/undo', wish)).json()) as { code: string }
      return code
    }),
  )
  expect(codes).toEqual(['no-such-moment', 'no-such-moment', 'bad-request', 'bad-request'])
})

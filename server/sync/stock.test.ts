import { expect, it } from 'vitest'
import { MESSAGE_WATERMARK } from '#board/protocol.ts'
import { element, labelsOf } from '../testing/elements.ts'
import { RawClient } from '../testing/raw-client.ts'
import { newBoard, newLinkedBoard, start, tokenOf } from '../testing/start.ts'
import { documentUntil, joinStock, presenceUntil } from '../testing/stock-client.ts'
import { STOCK_VERSIONS } from '../testing/stock-providers.ts'

it('[STOCK1] y-websocket 1.5, 2.x, 3.0 and 3.1 sync a board with each other and with a client that speaks our messages', async () => {
  const server = await start()
  const board = await newBoard(server)
  const ours = await RawClient.sync(server, board)
  ours.push('ours')
  await ours.saved(1)
  const clients = await Promise.all(STOCK_VERSIONS.map((version) => joinStock(version, server, board)))
  for (const [at, client] of clients.entries()) client.doc.getArray('elements').push([element(STOCK_VERSIONS[at])])
  const everything = ['ours', ...STOCK_VERSIONS].sort()
  for (const { doc } of [ours, ...clients]) {
    await documentUntil(doc, () => doc.getArray('elements').length === everything.length)
    expect(labelsOf(doc).map(String).sort()).toEqual(everything)
  }
  const [first] = clients
  for (const client of clients) expect(labelsOf(client.doc)).toEqual(first && labelsOf(first.doc))
})

it('[STOCK2] stock clients see each other and ours, and see who leaves', async () => {
  const server = await start()
  const board = await newBoard(server)
  const ours = await RawClient.sync(server, board)
  ours.watermark(0)
  ours.presence({ user: { name: 'ours' } })
  const clients = await Promise.all(STOCK_VERSIONS.map((version) => joinStock(version, server, board)))
  for (const [at, { provider }] of clients.entries())
    provider.awareness.setLocalState({ user: { name: STOCK_VERSIONS[at] } })
  const everybody = ['ours', ...STOCK_VERSIONS].sort()
  const names = (states: ReadonlyMap<number, unknown>): string[] =>
    [...states.values()].flatMap((state) => (state as { user?: { name: string } }).user?.name ?? []).sort()
  for (const client of clients) {
    await presenceUntil(client, (states) => names(states).length === everybody.length)
    expect(names(client.provider.awareness.getStates())).toEqual(everybody)
  }
  await ours.leave()
  for (const client of clients) await presenceUntil(client, (states) => !names(states).includes('ours'))
})

it('[STOCK3] idle stock clients are still on the same connection after 65 s, and never got one of our messages', async () => {
  const server = await start()
  const board = await newBoard(server)
  const ours = await RawClient.sync(server, board)
  ours.watermark(0)
  ours.presence({ user: 'ours' })
  const clients = await Promise.all(STOCK_VERSIONS.map((version) => joinStock(version, server, board)))
  // Alone on a board and silent: nobody's presence comes by, so only the server can keep the connection.
  const lonely = await Promise.all(
    STOCK_VERSIONS.map(async (version) => joinStock(version, server, await newBoard(server))),
  )
  for (const { provider } of lonely) provider.awareness.setLocalState(null)
  ours.live(Uint8Array.of(1))
  ours.push('a')
  await ours.saved(1)
  await new Promise((resolve) => setTimeout(resolve, 65_000))
  for (const client of [...clients, ...lonely]) {
    expect(client.provider.wsconnected).toBe(true)
    expect(client.sockets()).toBe(1)
    expect(Math.max(...client.types)).toBeLessThan(MESSAGE_WATERMARK)
  }
  for (const client of clients) expect(labelsOf(client.doc)).toEqual(['a'])
}, 90_000)

it('[STOCK4] a stock client that lost its connection comes back with what it did meanwhile', async () => {
  const server = await start()
  const board = await newBoard(server)
  const client = await joinStock('3.1', server, board)
  client.provider.ws?.close()
  client.doc.getArray('elements').push([element('while away')])
  const auditor = await RawClient.sync(server, board)
  await auditor.until(({ elements }) => elements.length === 1)
  expect(auditor.elements).toEqual(['while away'])
})

it.each(STOCK_VERSIONS)('[ACC22] y-websocket %s opens a board with a token in its parameters', async (version) => {
  const server = await start()
  const board = await newLinkedBoard(server)
  const editor = await RawClient.sync(server, board.id, `?token=${await tokenOf(board.links.edit)}`)
  editor.push('drawn')
  await editor.saved(1)
  const stock = await joinStock(version, server, board.id, { token: await tokenOf(board.links.view) })
  expect(labelsOf(stock.doc)).toEqual(['drawn'])
})

import { afterEach, expect, it, vi } from 'vitest'
import { joinBoard, type JoinOptions } from './session.ts'

afterEach(() => vi.unstubAllGlobals())

/** A server that takes what `taken` says, and nothing else. */
function serve(taken: () => string | undefined) {
  const shown: (string | undefined)[] = []
  const refused = { code: 'token-refused', detail: 'It has ended.' }
  vi.stubGlobal('fetch', async (_url: string, { body }: { readonly body: string }) => {
    const { hostToken } = JSON.parse(body) as { readonly hostToken?: string }
    shown.push(hostToken)
    if (hostToken === undefined || hostToken !== taken()) return Response.json(refused, { status: 401 })
    const session = {
      token: `for-${hostToken}`,
      role: 'edit',
      label: '',
      name: 'Ada',
      pictureKey: 'k',
      isClaimed: true,
    }
    return Response.json(session)
  })
  return shown
}

const join = (
  hostToken: JoinOptions['hostToken'],
  secrets: readonly string[] = [],
  askPassword: JoinOptions['askPassword'] = async () => '',
) =>
  joinBoard({
    board: 'board-one-1',
    hostToken,
    secrets,
    browser: 'browser-1',
    askPassword,
    onEnded: () => undefined,
    roleHint: () => undefined,
  })

it('[EMB20] a page whose token has ended asks the page around it for another, and goes on with that', async () => {
  let good = 'first'
  const shown = serve(() => good)
  const { session, standing } = await join(async () => good, ['a-link-that-is-held'])
  expect([standing, session.token, session.name, session.secret]).toEqual([
    { is: 'open' },
    'for-first',
    'Ada',
    undefined,
  ])
  expect(await session.renew()).toEqual({ is: 'renewed' })
  good = 'second'
  expect(await session.renew()).toEqual({ is: 'renewed' })
  expect(session.token).toBe('for-second')
  expect(shown).toEqual(['first', 'first', 'first', 'second'])
})

it('[SYNC27] a server that asks a page to wait before it renews its session has not refused it', async () => {
  let answer = () =>
    Response.json({ token: 'a', role: 'edit', label: '', name: null, pictureKey: 'k', isClaimed: true })
  vi.stubGlobal('fetch', async () => answer())
  const { session } = await join(undefined)
  answer = () => Response.json({ code: 'too-many-requests', detail: '' }, { status: 429 })
  expect(await session.renew()).toEqual({ is: 'silence' })
})

it('[SYNC27] one that asks for a password gets it from whoever is there', async () => {
  const shown: unknown[] = []
  const link: { password?: string } = {}
  const granted = { token: 'a', role: 'edit', label: '', name: null, pictureKey: 'k', isClaimed: true }
  vi.stubGlobal('fetch', async (_url: string, { body }: { readonly body: string }) => {
    const said = JSON.parse(body) as { readonly password?: string }
    shown.push(said)
    if (said.password === link.password) return Response.json(granted)
    return Response.json({ code: 'password-needed', detail: '' }, { status: 401 })
  })
  const { session } = await join(undefined, ['the-secret'], async () => 'sesame')
  link.password = 'sesame'
  expect(await session.renew()).toEqual({ is: 'renewed' })
  const renewal = { link: 'the-secret', browser: 'browser-1', token: 'a' }
  expect(shown.slice(1)).toEqual([renewal, { ...renewal, password: 'sesame' }])
})

it('[SYNC28] a page whose own link is replaced goes on with the new secret, whether or not the server knows it already', async () => {
  const granted = { token: 'a', role: 'own', label: '', name: null, pictureKey: 'k', isClaimed: true }
  const server = { secret: 'old-secret' }
  vi.stubGlobal('fetch', async (_url: string, { body }: { readonly body: string }) => {
    const { link } = JSON.parse(body) as { readonly link?: string }
    if (link === server.secret) return Response.json(granted)
    return Response.json({ code: 'link-ended', detail: '' }, { status: 401 })
  })
  const { session } = await join(undefined, ['old-secret'])
  session.adopt('new-secret')
  expect(await session.renew()).toEqual({ is: 'renewed' })
  server.secret = 'new-secret'
  expect(await session.renew()).toEqual({ is: 'renewed' })
  expect(session.secret).toBe('new-secret')
})

it('[EMB20] a token that nobody renews ends, and says why', async () => {
  let good: string | undefined = 'only'
  serve(() => good)
  const { session } = await join(async () => 'only')
  good = undefined
  expect(await session.renew()).toMatchObject({ is: 'refused', code: 'token-refused' })
  expect((await join(async () => 'only')).standing).toEqual({
    is: 'refusal',
    status: 401,
    code: 'token-refused',
    reason: 'It has ended.',
  })
})

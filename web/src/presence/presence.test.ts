import { afterEach, describe, expect, it } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { Doc } from 'yjs'
import { FIRST_SECTION } from '#board/document/sections.ts'
import { LIMITS } from '#board/limits.ts'
import { createManualClock } from '../editor/testing/manual-clock.ts'
import { createPeers } from './presence.ts'
import { arrival } from './publish-editor.ts'

const ME = { name: 'Blue Heron', color: '#1d6fd1' }
const THEM = { name: 'Mira', color: '#d6336c' }
const made: Awareness[] = []
afterEach(() => made.splice(0).forEach((awareness) => awareness.destroy()))

function newAwareness() {
  const awareness = new Awareness(new Doc())
  made.push(awareness)
  return awareness
}

function setUp() {
  const clock = createManualClock()
  const awareness = newAwareness()
  const peers = createPeers(awareness, arrival(ME, 'pen'), clock)
  const sent: unknown[] = []
  awareness.on('update', ({ updated }: { updated: number[] }, origin: unknown) => {
    if (origin === 'local' && updated.includes(awareness.clientID)) sent.push(awareness.getLocalState())
  })
  const other = newAwareness()
  const hear = (state: object | null) => {
    if (state) other.setLocalState(state)
    else removeAwarenessStates(other, [other.clientID], 'gone')
    applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'relay')
  }
  return { clock, awareness, peers, sent, other, hear }
}

describe('my presence', () => {
  it('[PEER1] is there from the start', () => {
    expect(setUp().awareness.getLocalState()).toMatchObject({ user: ME, cursor: null, tool: 'pen' })
  })

  it('[PEER2] goes out at most about 30 times a second, the newest last', () => {
    const { clock, peers, sent } = setUp()
    for (let i = 0; i < 250; i++) {
      peers.publish({ cursor: { x: i, y: 0 } })
      clock.pass(4)
    }
    clock.pass(1_000)
    expect(sent.length).toBeGreaterThan(20)
    expect(sent.length).toBeLessThanOrEqual(32)
    expect(sent.at(-1)).toMatchObject({ cursor: { x: 249, y: 0 } })
  })

  it('[PEER3] carries no more of a selection than others will read', () => {
    const { clock, peers, awareness } = setUp()
    peers.publish({ selection: Array.from({ length: 1_000 }, (_, i) => `element-${String(i).padStart(8, '0')}`) })
    clock.pass(1_000)
    expect(awareness.getLocalState()?.selection).toHaveLength(LIMITS.presenceSelection)
  })
})

describe('the others', () => {
  it('[PEER4] are known by what they last said, and never include me', () => {
    const { peers, other, hear } = setUp()
    hear(arrival(THEM, 'pen'))
    hear({ ...arrival(THEM, 'pen'), cursor: { x: 3, y: 4 } })
    expect([...peers.others.keys()]).toEqual([other.clientID])
    expect(peers.others.get(other.clientID)?.cursor).toEqual({ x: 3, y: 4 })
    expect(peers.people.value).toEqual([{ client: other.clientID, ...THEM, presenting: false, page: FIRST_SECTION }])
  })

  it('[PEER5] are a new list only when somebody comes, goes or renames', () => {
    const { peers, hear } = setUp()
    hear(arrival(THEM, 'pen'))
    const list = peers.people.value
    hear({ ...arrival(THEM, 'pen'), cursor: { x: 1, y: 1 } })
    expect(peers.people.value).toBe(list)
    hear(arrival({ ...THEM, name: 'Mira B' }, 'pen'))
    expect(peers.people.value[0]?.name).toBe('Mira B')
  })

  it('[PEER6] who leave are announced once and forgotten', () => {
    const { peers, other, hear } = setUp()
    const left: number[] = []
    peers.onLeave((client) => left.push(client))
    hear(arrival(THEM, 'pen'))
    hear(null)
    expect(left).toEqual([other.clientID])
    expect(peers.people.value).toEqual([])
  })

  it('[PEER7] may say anything without harm', () => {
    const { peers, hear } = setUp()
    hear({ user: { name: 7, color: 'javascript:alert(1)' }, cursor: { x: 'far' }, selection: 'all', view: [] })
    const [person] = peers.people.value
    expect(person?.name).toBe('Guest')
    expect(person?.color).toMatch(/^#[0-9a-f]{6}$/)
  })
})

import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, onTestFinished } from 'vitest'
import { fanoutContract } from './fanout.contract.ts'
import { InProcessHub } from './in-process.ts'

fanoutContract('in-process', async (count) => {
  const hub = new InProcessHub()
  const participants = Array.from({ length: count }, () => hub.join())
  onTestFinished(async () => {
    for (const participant of participants) await participant.close()
  })
  return participants
})

it('[FAN6] whoever has left is forgotten: what listened can be collected', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const hub = new InProcessHub()
  const fanout = hub.join()
  const listen = async (): Promise<WeakRef<object>> => {
    const room = { frames: 0 }
    const leave = await fanout.subscribe('board-0001', () => void room.frames++)
    await leave()
    return new WeakRef(room)
  }
  const room = await listen()
  // A weak reference holds until the turn in which it was made is over.
  await setImmediate()
  collect()
  expect(room.deref()).toBeUndefined()
  await fanout.close()
})

it('[FAN7] within one process nobody hears a board but those who listen to it', async () => {
  const hub = new InProcessHub()
  const [a, b] = [hub.join(), hub.join()]
  await a.subscribe('board-0001', () => {})
  expect(a.isHeard('board-0001')).toBe(false)
  const leave = await b.subscribe('board-0001', () => {})
  expect(a.isHeard('board-0002')).toBe(false)
  await leave()
  expect(a.isHeard('board-0001')).toBe(false)
  await b.subscribe('board-0001', () => {})
  await b.close()
  expect(a.isHeard('board-0001')).toBe(false)
})

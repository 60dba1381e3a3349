import { describe, expect, it } from 'vitest'
import type { Fanout } from './fanout.ts'

/** A frame that tells one message from another. */
const frame = (text: string): Uint8Array => Buffer.from(text)

/** Collects what arrives, and resolves when as much has come as a test waits for. */
class Listener {
  readonly received: string[] = []
  #arrived: () => void = () => {}

  readonly onFrame = (bytes: Uint8Array): void => {
    this.received.push(Buffer.from(bytes).toString())
    this.#arrived()
  }

  async until(count: number): Promise<readonly string[]> {
    while (this.received.length < count) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
    }
    return this.received
  }
}

/** What every fan-out promises. `open` makes that many participants that reach each other, closed when the test is over. */
export function fanoutContract(name: string, open: (count: number) => Promise<readonly Fanout[]>): void {
  describe(`fan-out contract: ${name}`, () => {
    it('[FAN1] a frame reaches every other participant of the board, in order', async () => {
      const [a, b, c] = (await open(3)) as [Fanout, Fanout, Fanout]
      const [atB, atC] = [new Listener(), new Listener()]
      await b.subscribe('board-0001', atB.onFrame)
      await c.subscribe('board-0001', atC.onFrame)
      for (const text of ['1', '2', '3']) a.publish('board-0001', frame(text))
      expect(await atB.until(3)).toEqual(['1', '2', '3'])
      expect(await atC.until(3)).toEqual(['1', '2', '3'])
    })

    it('[FAN2] own frames never come back', async () => {
      const [a, b] = (await open(2)) as [Fanout, Fanout]
      const [atA, atB] = [new Listener(), new Listener()]
      await a.subscribe('board-0001', atA.onFrame)
      await b.subscribe('board-0001', atB.onFrame)
      a.publish('board-0001', frame('mine'))
      await atB.until(1)
      b.publish('board-0001', frame('yours'))
      expect(await atA.until(1)).toEqual(['yours'])
    })

    it('[FAN3] a frame of one board reaches no other, whatever they are called', async () => {
      const [a, b] = (await open(2)) as [Fanout, Fanout]
      const [here, there] = [new Listener(), new Listener()]
      await b.subscribe('board-0001', here.onFrame)
      await b.subscribe('board-000*', there.onFrame)
      a.publish('board-0001', frame('here'))
      expect(await here.until(1)).toEqual(['here'])
      a.publish('board-000*', frame('there'))
      expect(await there.until(1)).toEqual(['there'])
    })

    it('[FAN4] whoever has left gets nothing; the others still do', async () => {
      const [a, b] = (await open(2)) as [Fanout, Fanout]
      const [leaving, staying] = [new Listener(), new Listener()]
      const leave = await b.subscribe('board-0001', leaving.onFrame)
      await b.subscribe('board-0001', staying.onFrame)
      await leave()
      a.publish('board-0001', frame('after'))
      expect(await staying.until(1)).toEqual(['after'])
      expect(leaving.received).toEqual([])
    })

    it('[FAN5] a closed participant gets nothing more', async () => {
      const [a, b, c] = (await open(3)) as [Fanout, Fanout, Fanout]
      const [atB, atC] = [new Listener(), new Listener()]
      await b.subscribe('board-0001', atB.onFrame)
      await c.subscribe('board-0001', atC.onFrame)
      await b.close()
      a.publish('board-0001', frame('after'))
      expect(await atC.until(1)).toEqual(['after'])
      expect(atB.received).toEqual([])
    })

    it('[FAN7] a board that somebody else listens to is heard', async () => {
      const [a, b, c] = (await open(3)) as [Fanout, Fanout, Fanout]
      await a.subscribe('board-0001', () => {})
      const leave = await b.subscribe('board-0001', () => {})
      expect(a.isHeard('board-0001')).toBe(true)
      expect(c.isHeard('board-0001')).toBe(true)
      await c.subscribe('board-0001', () => {})
      await leave()
      expect(a.isHeard('board-0001')).toBe(true)
    })
  })
}

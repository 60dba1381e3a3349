import { once } from 'node:events'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { MESSAGE_AWARENESS, MESSAGE_LIVE, MESSAGE_SYNC, MESSAGE_WATERMARK, SYNC_UPDATE } from '#board/protocol.ts'
import { actAtRandom } from '#board/testing/person.ts'
import { createRandom } from '#board/testing/random.ts'
import type { Random } from '#board/testing/random.ts'
import { encode } from '../testing/encode.ts'
import { Crowd, sleep } from './crowd.ts'
import { mutated } from './mutate.ts'
import type { LabReport } from './report.ts'
import { tokensOf } from './tokens.ts'
import type { Token } from './tokens.ts'
import { withSubject } from './with-subject.ts'

const HOSTILE = 4
/** Frames that one connection sends at once, if it lives that long. */
const BURST = 12

/** What somebody with a board of their own could send: updates that build on nothing, and whatever else there is. */
function updates(random: Random): (readonly Token[])[] {
  const doc = new Y.Doc()
  const board = createBoardDocument(doc)
  const made: (readonly Token[])[] = []
  doc.on('update', (update: Uint8Array) => made.push(tokensOf(update)))
  for (let n = 0; n < 12 || made.length < 4; n++) actAtRandom(board, random)
  return made
}

function frame(made: readonly (readonly Token[])[], random: Random): Uint8Array {
  const bytes = mutated(random.pick(made), random.pick(made), random)
  const type = random.int(12)
  if (type < 7) return encode(MESSAGE_SYNC, SYNC_UPDATE, bytes)
  if (type === 7) return encode(MESSAGE_SYNC, random.int(4), bytes)
  if (type === 8) return encode(MESSAGE_AWARENESS, bytes)
  if (type === 9) return encode(MESSAGE_WATERMARK, bytes)
  if (type === 10) return encode(MESSAGE_LIVE, bytes)
  return encode(random.int(256), bytes.subarray(0, random.int(20)))
}

/** Connects, says a dozen things that nobody should say, and is gone. */
async function attack(url: string, made: readonly (readonly Token[])[], random: Random): Promise<void> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  await Promise.race([once(socket, 'message'), closed])
  for (let n = 0; n < BURST && socket.readyState === WebSocket.OPEN; n++) socket.send(frame(made, random))
  socket.send(encode(MESSAGE_WATERMARK, encode(1)))
  await Promise.race([once(socket, 'message'), closed, sleep(20)])
  socket.terminate()
  await closed
}

/**
 * Hostile connections to a board of their own, and, as viewers, to those of honest people, who draw meanwhile. Nobody
 * honest notices: nobody is disconnected, and the boards are what honest people made.
 */
export async function besideHonestPeople(options: {
  readonly frames: number
  readonly seed: number
}): Promise<LabReport> {
  const { frames, seed } = options
  const random = createRandom(seed)
  const crowd = new Crowd(seed)
  const failures = await withSubject({ idleRoomMs: 50 }, async (subject) => {
    await crowd.settle(subject, 2, 3)
    const own = await subject.newBoard()
    const doors = [own, own, ...crowd.places.map(({ id }) => `${id}?role=view`)].map((board) =>
      subject.socketUrl(board),
    )
    const working = crowd.work(subject, 'nobody')
    for (let sent = 0; sent < frames && subject.isAlive; sent += HOSTILE * BURST) {
      const made = updates(random)
      await Promise.all(Array.from({ length: HOSTILE }, () => attack(random.pick(doors), made, random)))
    }
    crowd.rest()
    await working
    const dropped = crowd.people.filter(({ closes }) => closes.length > 0).length
    const wrong = await crowd.reckon(subject)
    return dropped > 0 ? [...wrong, `${dropped} honest people were disconnected`] : wrong
  })
  crowd.destroy()
  const again = `npm run lab -- fuzz 0 ${seed} ${frames}`
  return {
    lab: 'fuzz',
    seed,
    figures: { frames, deeds: crowd.acknowledged },
    failures: failures.map((what) => `${what}; ${again}`),
  }
}

import { SERVER_LIMITS } from '../limits.ts'
import { splitUpdate } from '#board/document/split-update.ts'
import type { Connection } from './connection.ts'
import { encodeFrames } from './frames.ts'
import type { ClosedGroup, Group } from './group.ts'
import { syncStep2, syncUpdate } from './messages.ts'
import type { Message } from './messages.ts'
import type { Replica } from './replica.ts'

/**
 * Frames for everybody who asked what they lack. Each distinct answer is encoded once: people who open a board
 * together ask for the same.
 * @param presence who is here now, for those who missed presence too
 */
export function answersTo(
  { asks, behind }: Group,
  replica: Replica,
  presence: (to: Connection) => readonly Message[],
): ClosedGroup['answers'] {
  const encoded = new Map<string, readonly Buffer[]>()
  const answers = Array.from(asks, ([to, since]) => {
    const key = Buffer.from(since).toString('latin1')
    const frames = encoded.get(key) ?? stateFrames(replica, since)
    encoded.set(key, frames)
    return { to, frames }
  })
  for (const to of behind) answers.push({ to, frames: catchUpFrames(replica, to.takeMissed(), presence(to)) })
  return answers
}

/** The answer to syncStep1: a big one as updates first, so that a slow line keeps seeing messages. */
function stateFrames(replica: Replica, since: Uint8Array): Buffer[] {
  const update = replica.since(since)
  if (update.length <= SERVER_LIMITS.stateChunkBytes) return [encodeFrames([syncStep2(update)])]
  const parts = splitUpdate(update, SERVER_LIMITS.stateChunkBytes)
  return parts.map((part, index) => encodeFrames([index < parts.length - 1 ? syncUpdate(part) : syncStep2(part)]))
}

/** What a socket lacks that was too slow for a while. */
function catchUpFrames(
  replica: Replica,
  missed: ReadonlyMap<number, number> | undefined,
  presence: readonly Message[],
): Buffer[] {
  const parts = missed ? splitUpdate(replica.from(missed), SERVER_LIMITS.stateChunkBytes) : []
  return [...parts.map((part) => encodeFrames([syncUpdate(part)])), encodeFrames(presence)]
}

import * as Y from 'yjs'
import { contentHash, eventually, fetchBoard, sleep } from './content.ts'
import type { Reach } from './jobs.ts'
import { openBoard } from './open.ts'
import { inTurns, type Person, type Target } from './person.ts'
import { Score, type Cue } from './score.ts'
import { Deliveries, percentile, Tally, type Account, type Tallied } from './tally.ts'
import { presenceMessage, record, type Drawing } from './workload.ts'

/** People draw on each of some boards. */
export interface DrawJob {
  readonly targets: readonly Target[]
  /** On each board. */
  readonly artists: number
  readonly viewers: number
  /** Drawing that isn't counted yet, and the whole of it. */
  readonly warmUpMs: number
  readonly durationMs: number
  readonly seed: number
  /** How many connect at a time. */
  readonly atOnce: number
}

export interface DrawReport {
  /** Reads while the artists drew. */
  readonly readsInTime: number
  readonly live: Tallied
  readonly document: Tallied
  /** Until everybody was in, and the slowest of them alone. */
  readonly openMs: number
  readonly slowestOpenMs: number
  /** How much later than planned the load itself was written, 99th percentile. */
  readonly lateP99Ms: number
  /** Sockets that were closed on us. */
  readonly closed: number
  /** Whether empty clients have in the end what was drawn; `undefined` where nothing keeps a document. */
  readonly hasConverged: boolean | undefined
}

/** After the last write: how long nothing may arrive until what is missing counts as lost, and how long to wait at most. */
const SILENCE_MS = 1_000
const PATIENCE_MS = 10_000
/** Boards that play different drawings; more boards play the same ones at other times. */
const DRAWINGS = 20
const BOARD_SHIFT_MS = 97
/** Boards that are looked at in the end. */
const AUDITED = 5

interface Board {
  readonly target: Target
  readonly drawing: Drawing
  readonly shiftMs: number
  readonly tally: Tally
  /** What was there before. */
  readonly base: Y.Doc
  people: readonly Person[]
}

export async function draw(job: DrawJob, reach: Reach): Promise<DrawReport> {
  const account: Account = { document: new Deliveries(), live: new Deliveries() }
  const boards = await boardsOf(job, account)
  const score = new Score(cuesOf(boards), job.warmUpMs)
  const openedMs = await joinAll(boards, job, score)
  const lateMs = await score.play(() => void reach('measuring'))
  const readsInTime = account.document.delivered + account.live.delivered
  await reach('written')
  await settle(account)
  const hasConverged = await converged(boards)
  const people = boards.flatMap(({ people }) => people)
  return {
    readsInTime,
    live: account.live.sum(),
    document: account.document.sum(),
    ...openedMs,
    lateP99Ms: percentile(lateMs, 0.99),
    closed: people.filter(({ isClosed }) => isClosed).length,
    hasConverged,
  }
}

function boardsOf(
  { targets, artists, viewers, durationMs, warmUpMs, seed }: DrawJob,
  account: Account,
): Promise<Board[]> {
  const drawings: Drawing[] = []
  return inTurns(targets, 20, async (target): Promise<Board> => {
    const index = targets.indexOf(target)
    const shiftMs = (index * BOARD_SHIFT_MS) % warmUpMs
    const drawing = (drawings[index % DRAWINGS] ??= record(target.way, artists, durationMs, seed + (index % DRAWINGS)))
    const tally = new Tally(drawing, artists + viewers, warmUpMs - shiftMs, account)
    return {
      target,
      drawing,
      shiftMs,
      tally,
      base: target.hasDocument ? await fetchBoard(target) : new Y.Doc(),
      people: [],
    }
  })
}

async function joinAll(
  boards: readonly Board[],
  { artists, viewers, atOnce }: DrawJob,
  score: Score,
): Promise<{ readonly openMs: number; readonly slowestOpenMs: number }> {
  const seats = boards.flatMap((board) => Array.from({ length: artists + viewers }, (_, person) => ({ board, person })))
  const startMs = performance.now()
  const times: number[] = []
  const people = await inTurns(seats, atOnce, async ({ board: { target, tally }, person }) => {
    const oneStartMs = performance.now()
    const first = person < artists ? [presenceMessage(person, 1, null)] : []
    const joined = await openBoard(
      target,
      (bytes, from, to, nowMs) => {
        tally.read(person, bytes, from, to, nowMs)
        score.keepUp(nowMs)
      },
      first,
      {
        knows(chunk, nowMs) {
          score.keepUp(nowMs)
          return tally.knows(person, chunk, nowMs)
        },
        heard: (chunk) => tally.heard(person, chunk),
      },
    )
    times.push(performance.now() - oneStartMs)
    return joined
  })
  const each = artists + viewers
  boards.forEach((board, index) => {
    board.people = people.slice(index * each, (index + 1) * each)
  })
  return { openMs: performance.now() - startMs, slowestOpenMs: Math.max(...times) }
}

function cuesOf(boards: readonly Board[]): Cue[] {
  const cues = boards.flatMap((board) =>
    board.drawing.writes.map((write): Cue => ({
      atMs: write.atMs + board.shiftMs,
      play(nowMs) {
        board.tally.wrote(write, nowMs)
        board.people[write.artist]?.send(write.bytes)
      },
    })),
  )
  return cues.sort((a, b) => a.atMs - b.atMs)
}

async function settle({ document, live }: Account): Promise<void> {
  const missing = (): number => document.expected + live.expected - document.delivered - live.delivered
  const endMs = performance.now() + PATIENCE_MS
  for (let before = Number.POSITIVE_INFINITY; missing() > 0 && missing() < before && performance.now() < endMs;) {
    before = missing()
    await sleep(SILENCE_MS)
  }
}

async function converged(boards: readonly Board[]): Promise<boolean | undefined> {
  if (boards[0]?.target.hasDocument !== true) return undefined
  for (const { target, drawing, base } of boards.slice(0, AUDITED)) {
    Y.transact(base, () => {
      for (const update of drawing.updates) Y.applyUpdate(base, update)
    })
    const expected = contentHash(base)
    if (!(await eventually(async () => contentHash(await fetchBoard(target)) === expected))) return false
  }
  return true
}

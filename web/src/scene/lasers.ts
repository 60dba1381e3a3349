import type { Clock } from '../editor/clock.ts'
import type { LaserInFlight, LiveState } from './live-state.ts'

/** A point of a laser's trail is seen for so long. */
const LASER_MS = 1_000
/** Points of one trail; the oldest go first. */
const MOST_POINTS = 4_096
/** What has faded is thrown away this often. */
const SWEEP_MS = 250

/** A laser's trail as it is now. */
export interface Trail {
  readonly id: string
  readonly color: string
  readonly width: number
  /** x, y, strength, x, ... oldest first; a strength is 1 where the laser is or just was, and 0 when a second has passed. */
  readonly points: readonly number[]
}

/** Lasers of everybody: their trails fade by themselves, and the last point when the laser is let go. */
export interface Lasers {
  readonly begin: (id: string, style: Pick<LaserInFlight, 'color' | 'width'>) => void
  /** Hot path. `points`: x, y, x, ... in scene units. */
  extend(id: string, points: readonly number[]): void
  /** Hot path, once per frame. */
  readonly trails: () => Trail[]
  dispose(): void
}

export function createLasers({ lasers }: Pick<LiveState, 'lasers'>, clock: Clock, changed: () => void): Lasers {
  let stopWaiting: (() => void) | null = null

  function watch(): void {
    if (!stopWaiting && lasers.size > 0) stopWaiting = clock.later(SWEEP_MS, sweep)
  }
  function sweep(): void {
    stopWaiting = null
    const now = clock.now()
    for (const laser of lasers.values()) {
      const { times, points } = laser
      hold(laser, now)
      const kept = times.findIndex((time) => now - time < LASER_MS)
      const faded = kept < 0 ? times.length : kept
      times.splice(0, faded)
      points.splice(0, faded * 2)
      if (times.length === 0 && laser.committed) lasers.delete(laser.id)
    }
    watch()
    changed()
  }

  return {
    begin(id, { color, width }) {
      lasers.set(id, { id, color, width, points: [], times: [], committed: false })
      watch()
    },
    extend(id, more) {
      const laser = lasers.get(id)
      if (!laser || laser.committed) return
      const { points, times } = laser
      for (const value of more) points.push(value)
      while (times.length * 2 < points.length) times.push(clock.now())
      const excess = times.length - MOST_POINTS
      if (excess > 0) {
        times.splice(0, excess)
        points.splice(0, excess * 2)
      }
    },
    trails() {
      const now = clock.now()
      return Array.from(lasers.values(), (laser) => {
        hold(laser, now)
        const { id, color, width, points, times } = laser
        const strong = times.flatMap((time, i) => [
          points[i * 2] as number,
          points[i * 2 + 1] as number,
          Math.max(0, 1 - (now - time) / LASER_MS),
        ])
        return { id, color, width, points: strong }
      })
    },
    dispose() {
      stopWaiting?.()
    },
  }
}

/** Where a laser rests, it shines on. */
function hold({ times, committed }: LaserInFlight, now: number): void {
  if (!committed && times.length > 0) times[times.length - 1] = now
}

import type { Box } from '#board/geometry/box.ts'
import { centre } from '#board/geometry/box.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { SERVER_LIMITS } from '../limits.ts'

/** Somebody on a crowded board, as far as it matters who sees them. */
export interface Somebody {
  readonly client: number
  /** Where they point, or look if they don't; `undefined` when they say neither. */
  readonly place: Vector | undefined
  /** How often they said something new lately. */
  readonly activity: number
}

/** Connections that look at about the same part of the board, and are shown the same people. */
export class Audience {
  /** Client ids of the people that its connections see. */
  shown: ReadonlySet<number>
  /** Those they saw before the last regrouping. */
  before: ReadonlySet<number>
  /** Where they look, on average; `undefined` for those who don't say. */
  centre: Vector | undefined

  constructor(shown: ReadonlySet<number>, at?: Vector) {
    this.shown = shown
    this.before = shown
    this.centre = at
  }
}

/** Where somebody looks: the middle of what they see, or what they point at. */
export const lookOf = (view: Box | null, cursor: Vector | null): Vector | undefined =>
  view === null ? (cursor ?? undefined) : centre(view)

const square = (a: Vector, b: Vector): number => (a.x - b.x) ** 2 + (a.y - b.y) ** 2

/**
 * Who sees whom on a board with too many people for everybody to see everybody. There are a few audiences, whatever the
 * number of people, so that what is sent is encoded a few times a tick; each sees the most active people of the board and
 * those nearest to where it looks, {@link SERVER_LIMITS.crowdShown} in all. People and audiences have to be clearly better
 * to take the place of those who are there: nobody flickers.
 *
 * Regrouping takes time in proportion to the number of people times the (bounded) number of audiences.
 */
export class Crowd {
  #audiences: readonly Audience[] = []
  #active: ReadonlySet<number> = new Set()

  get audiences(): readonly Audience[] {
    return this.#audiences
  }

  /** The most active people: what is shown to somebody who hasn't said yet where they look. */
  get active(): ReadonlySet<number> {
    return this.#active
  }

  /** The audience for somebody who looks there, and is in `now`. */
  audienceFor(look: Vector | undefined, now: Audience | undefined): Audience {
    const [first] = this.#audiences
    if (first === undefined) throw new Error('there are no audiences')
    if (look === undefined) return now !== undefined && this.#audiences.includes(now) ? now : first
    let best = first
    let least = Number.POSITIVE_INFINITY
    for (const audience of this.#audiences) {
      if (audience.centre === undefined) continue
      const far = square(look, audience.centre) * (audience === now ? SERVER_LIMITS.crowdLoyalty : 1)
      if (far < least) [best, least] = [audience, far]
    }
    return best
  }

  /** @param looks where connections look, those that say @param people everybody on the board */
  regroup(looks: readonly Vector[], people: readonly Somebody[]): void {
    this.#audiences = this.#moved(looks)
    this.#active = pick(people, SERVER_LIMITS.crowdActive, ({ client, activity }) =>
      this.#active.has(client) ? -activity / SERVER_LIMITS.crowdLoyalty : -activity,
    )
    for (const audience of this.#audiences) {
      audience.before = audience.shown
      audience.shown = this.#shownTo(audience, people)
    }
  }

  /** Each centre goes to the middle of those who are nearest to it; one that nobody is near to goes where it is needed most. */
  #moved(looks: readonly Vector[]): readonly Audience[] {
    const audiences = this.#audiences.length > 0 ? this.#audiences : seeded(looks)
    const sums = audiences.map(() => ({ x: 0, y: 0, count: 0 }))
    let farthest = { far: 0, look: looks[0] }
    for (const look of looks) {
      const near = nearest(audiences, look)
      const sum = sums[near.index]
      if (sum === undefined) continue
      sum.x += look.x
      sum.y += look.y
      sum.count++
      if (near.far > farthest.far) farthest = { far: near.far, look }
    }
    for (const [index, audience] of audiences.entries()) {
      const { x, y, count } = sums[index] ?? { x: 0, y: 0, count: 0 }
      if (count > 0) audience.centre = { x: x / count, y: y / count }
      else if (farthest.look !== undefined && farthest.far > 0) {
        audience.centre = farthest.look
        farthest = { far: 0, look: undefined }
      }
    }
    return audiences
  }

  #shownTo({ centre: at, shown }: Audience, people: readonly Somebody[]): ReadonlySet<number> {
    const near = people.filter(({ client }) => !this.#active.has(client))
    const nearby = pick(near, SERVER_LIMITS.crowdShown - this.#active.size, ({ client, place }) => {
      if (at === undefined || place === undefined) return shown.has(client) ? 1e300 : Number.MAX_VALUE
      return square(at, place) * (shown.has(client) ? SERVER_LIMITS.crowdLoyalty : 1)
    })
    return new Set([...this.#active, ...nearby])
  }
}

/** The first audiences: each as far as possible from those before. */
function seeded(looks: readonly Vector[]): readonly Audience[] {
  const audiences = [new Audience(new Set(), looks[0])]
  while (audiences.length < SERVER_LIMITS.crowdAudiences) {
    let next: { far: number; look: Vector | undefined } = { far: 0, look: undefined }
    for (const look of looks) {
      const { far } = nearest(audiences, look)
      if (far > next.far) next = { far, look }
    }
    audiences.push(new Audience(new Set(), next.look))
  }
  return audiences
}

function nearest(audiences: readonly Audience[], look: Vector): { readonly index: number; readonly far: number } {
  let best = { index: 0, far: Number.POSITIVE_INFINITY }
  for (const [index, { centre: at }] of audiences.entries()) {
    const far = at === undefined ? Number.POSITIVE_INFINITY : square(look, at)
    if (far < best.far) best = { index, far }
  }
  return best
}

/** The client ids of the `count` people with the least cost; equal ones by id, so that it is always the same people. */
function pick(people: readonly Somebody[], count: number, cost: (person: Somebody) => number): ReadonlySet<number> {
  const costs = people.map((person) => ({ client: person.client, cost: cost(person) }))
  costs.sort((a, b) => a.cost - b.cost || a.client - b.client)
  return new Set(costs.slice(0, count).map(({ client }) => client))
}

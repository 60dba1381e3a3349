import { CLOSE } from '#board/protocol.ts'
import { createRandom } from '#board/testing/random.ts'
import type { Random } from '#board/testing/random.ts'
import { Ledger } from './ledger.ts'
import { Person } from './person.ts'
import type { Subject } from './subject.ts'

/** Where boards are to be had: a server, or something in between. */
export interface Door {
  readonly isAlive: boolean
  socketUrl(board: string): string
}

/** Who leaves and comes back while everybody works: nobody; everybody, in turns; whoever lost their connection. */
export type Coming = 'nobody' | 'in turns' | 'the lost'

/** One board of a lab: who is on it, and what is known of it. */
export interface Place {
  readonly id: string
  readonly ledger: Ledger
  people: Person[]
}

/** Barriers after which people who still don't see the same never will, and the wait between two. */
const BARRIERS = 60
const BETWEEN_MS = 25

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/** People on several boards of one server, which comes and goes. */
export class Crowd {
  readonly places: Place[] = []
  readonly #random: Random
  #isWorking = false

  constructor(seed: number) {
    this.#random = createRandom(seed)
  }

  /** Makes boards, with so many people on each. */
  async settle(subject: Subject, boards: number, people: number): Promise<void> {
    for (let board = 0; board < boards; board++) {
      const ledger = new Ledger()
      const place = { id: await subject.newBoard(), ledger, people: newPeople(ledger, people) }
      this.places.push(place)
    }
    await this.join(subject)
  }

  get people(): Person[] {
    return this.places.flatMap(({ people }) => people)
  }

  async join(door: Door): Promise<void> {
    await Promise.all(
      this.places.flatMap(({ id, people }) =>
        people.filter(({ isConnected }) => !isConnected).map((person) => person.connect(door.socketUrl(id))),
      ),
    )
  }

  /**
   * Everybody but the last of each board, who only looks on, does one thing after the other until {@link rest} or the
   * server's end. When people come in turns, boards are unloaded and loaded.
   */
  async work(door: Door, coming: Coming): Promise<void> {
    this.#isWorking = true
    const under: Promise<void>[] = []
    while (this.isWorking(door)) {
      for (const place of this.places) {
        for (const writer of place.people.slice(0, -1)) if (this.#random.int(3) > 0) writer.act(this.#random)
        if (this.#random.int(8) === 0) this.#random.pick(place.people).wave(this.#random)
        if (coming === 'in turns' && this.#random.int(12) === 0) under.push(this.#emptyAndFill(place, door))
        if (coming === 'the lost') under.push(joinAgain(place, door))
      }
      await sleep(this.#random.int(4))
    }
    await Promise.all(under)
  }

  isWorking(door: Door): boolean {
    return this.#isWorking && door.isAlive
  }

  rest(): void {
    this.#isWorking = false
  }

  /** How many deeds were acknowledged so far. */
  get acknowledged(): number {
    return this.places.reduce((sum, { ledger }) => sum + ledger.counts.acknowledged, 0)
  }

  async #emptyAndFill(place: Place, door: Door): Promise<void> {
    await Promise.all(place.people.map((person) => person.leave()))
    await sleep(this.#random.int(12))
    await joinAgain(place, door)
  }

  /** Everybody's sockets are gone, and whatever they brought was read. */
  async gone(): Promise<void> {
    await Promise.all(this.people.map((person) => person.gone()))
  }

  /** As if everybody's machines had died too: new people who know nothing. */
  replace(): void {
    for (const place of this.places) {
      for (const person of place.people) person.destroy()
      place.people = newPeople(place.ledger, place.people.length)
    }
  }

  /**
   * First somebody comes to each board with nothing and finds everything that was promised; then those come back who have
   * lost their connection, everybody sends all, has it acknowledged, and sees the same board.
   * @returns what is wrong
   */
  async reckon(door: Door): Promise<string[]> {
    return (await Promise.all(this.places.map((place) => reckonWith(place, door.socketUrl(place.id))))).flat()
  }

  /** What somebody is shown who comes to one board with nothing, if they are let in. @returns what is wrong */
  async look(door: Door, { id, ledger }: Place): Promise<string[]> {
    const auditor = new Person(new Ledger())
    const isOpen = await auditor.connect(door.socketUrl(id)).then(
      () => true,
      () => false,
    )
    const wrong = isOpen ? ledger.audit(auditor.board).map((fault) => `${id}, while the disk failed: ${fault}`) : []
    await auditor.leave()
    auditor.destroy()
    return wrong
  }

  /**
   * A board lost something that no server could keep. It opens all the same, with nothing on it that nobody made, and those
   * who still have what it lost bring it back.
   * @returns what is wrong
   */
  async heal(door: Door, place: Place): Promise<string[]> {
    const { id, ledger, people } = place
    const auditor = new Person(new Ledger())
    const isOpen = await auditor.connect(door.socketUrl(id)).then(
      () => true,
      () => false,
    )
    const wrong = isOpen ? ledger.audit(auditor.board).filter((fault) => /^(invented|altered)/.test(fault)) : []
    await auditor.leave()
    auditor.destroy()
    if (!isOpen && auditor.closes.includes(CLOSE.storageDegraded)) {
      // Nothing of it can be read: it stays closed, and is shown to nobody as an empty board.
      this.places.splice(this.places.indexOf(place), 1)
      for (const person of people) person.destroy()
      return wrong
    }
    await Promise.all(people.map((person) => person.connect(door.socketUrl(id))))
    await Promise.all(people.map((person) => person.barrier()))
    return wrong
  }

  destroy(): void {
    this.rest()
    for (const person of this.people) person.destroy()
  }
}

/** Those who have no connection try to get one. */
async function joinAgain({ id, people }: Place, door: Door): Promise<void> {
  const away = people.filter(({ isAway }) => isAway)
  await Promise.allSettled(away.map((person) => person.connect(door.socketUrl(id))))
}

const newPeople = (ledger: Ledger, count: number): Person[] => Array.from({ length: count }, () => new Person(ledger))

async function reckonWith(place: Place, url: string): Promise<string[]> {
  const wrong = await faultsOf(place, url).catch((error: unknown) => [`can not be opened: ${String(error)}`])
  return wrong.map((fault) => `${place.id}: ${fault}`)
}

async function faultsOf({ ledger, people }: Place, url: string): Promise<string[]> {
  const auditor = new Person(new Ledger())
  await auditor.connect(url)
  const wrong = ledger.audit(auditor.board)
  await Promise.all(people.filter(({ isConnected }) => !isConnected).map((person) => person.connect(url)))
  if (!(await agree([...people, auditor]))) wrong.push('people do not see the same board')
  wrong.push(...ledger.audit(auditor.board))
  await auditor.leave()
  auditor.destroy()
  for (const person of people) {
    wrong.push(...person.wrong.splice(0))
    if (person.unsaved > 0) wrong.push(`${person.unsaved} deeds never saved`)
  }
  return wrong
}

async function agree(people: readonly Person[]): Promise<boolean> {
  for (let barrier = 0; barrier < BARRIERS; barrier++) {
    // Twice: what one's barrier brought to the server has reached everybody before their own next one is answered.
    for (let pass = 0; pass < 2; pass++) await Promise.all(people.map((person) => person.barrier()))
    if (new Set(people.map(({ view }) => view)).size === 1) return true
    await sleep(BETWEEN_MS)
  }
  return false
}

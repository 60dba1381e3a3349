import type { BrowserContextOptions } from 'playwright'
import { afterEach, beforeEach } from 'vitest'
import { storedElements } from './auditor.ts'
import { newPerson, type Person } from './person.ts'
import type { World } from './world.ts'

/** A board that only one test draws on. */
export interface OwnBoard {
  readonly id: string
  readonly url: string
  /** Somebody who has it open, until the test ends. */
  join(options?: BrowserContextOptions): Promise<Person>
  /** What the server holds once all that the first who joined did is saved. */
  stored(): ReturnType<typeof storedElements>
}

/** To be called at the top of a test file, after `useWorld`: a new board for every test. */
export function useBoard(world: World): OwnBoard {
  let id = ''
  let people: Person[] = []
  beforeEach(async () => {
    id = await world.server.newBoard()
  })
  afterEach(async () => {
    await Promise.all(people.map(({ context }) => context.close()))
    people = []
  })
  const url = () => `${world.server.url}/b/${id}`
  return {
    get id() {
      return id
    },
    get url() {
      return url()
    },
    async join(options) {
      const person = await newPerson(world.browser, options)
      people.push(person)
      await person.open(url())
      return person
    },
    async stored() {
      await people[0]?.sync('saved')
      return await storedElements(world.server.url, id)
    },
  }
}

import { afterAll, beforeAll } from 'vitest'

/**
 * To be called at the top of a test file: what is made before its first test and ended after its last, by a name that there is from
 * the beginning. What is asked for first is made first, and ended last.
 */
export function whileTestsRun<Made extends object>(
  make: () => Promise<Made>,
  end: (made: Made) => Promise<void> | void,
): Made {
  let made: Made | undefined
  beforeAll(async () => {
    made = await make()
  })
  afterAll(async () => {
    if (made) await end(made)
  })
  return new Proxy({} as Made, {
    get(_, name) {
      if (!made) throw new Error(`${String(name)} is there only while tests run`)
      return Reflect.get(made, name) as unknown
    },
  })
}

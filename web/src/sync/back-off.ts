/** The longest pause between two attempts, milliseconds. */
export const LONGEST_BACK_OFF_MS = 4_000

const LEAST_MS = 50
const FIRST_MS = 100

/**
 * How long to wait before the next attempt, milliseconds: anything up to what the number of failed ones allows, so that browsers that lost
 * a server at once don't come back at once.
 * @param random 0 (inclusive) to 1
 */
export const backOffMs = (failures: number, random = Math.random()): number =>
  LEAST_MS + random * Math.min(LONGEST_BACK_OFF_MS, FIRST_MS * 2 ** failures)

/** How long to stay away when the server said for how long, milliseconds: up to a quarter longer, so that not everybody comes at the same moment. */
export const stayAwayMs = (seconds: number, random = Math.random()): number => seconds * 1_000 * (1 + random / 4)

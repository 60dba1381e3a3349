/** Decides how a new rough line strays. */
export const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] as number

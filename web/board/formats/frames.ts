import { truncate } from '../document/truncate.ts'
import { LIMITS } from '../limits.ts'

/** A name as frames have one: one line of it, not too long. */
export const frameName = (theirs: string): string =>
  truncate(theirs.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim(), LIMITS.frameNameLength)

import type { LeftOut } from '#board/formats/imported.ts'

/** So many of something, in words. */
export const count = (many: number, of: string): string =>
  many === 1 ? `1 ${of}` : `${many.toLocaleString('en')} ${of}s`

/** What has come of putting something on the board. */
export function saidOf(
  { added, refused }: { readonly added: number; readonly refused: number },
  left: LeftOut,
): string {
  return withMissing(`${count(added, 'element')} added`, refused + timesIn(left))
}

/** What has come of keeping the pieces of a file. */
export const saidOfPieces = (kept: number, left: LeftOut): string =>
  withMissing(`${count(kept, 'piece')} added to your library`, timesIn(left))

export const NO_ROOM = 'This browser keeps no more pieces: save them as a file.'

const timesIn = (left: LeftOut): number => [...left.values()].reduce((sum, times) => sum + times, 0)

const withMissing = (done: string, missing: number): string =>
  missing === 0 ? done : `${done}; ${count(missing, 'thing')} could not come along`

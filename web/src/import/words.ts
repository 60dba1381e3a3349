import type { Translate } from '../words/words.ts'
import type { LeftOut } from '#board/formats/imported.ts'

/** What has come of putting something on the board. */
export function saidOf(
  t: Translate,
  { added, refused }: { readonly added: number; readonly refused: number },
  left: LeftOut,
): string {
  return withMissing(t, t('{count} element added|{count} elements added', { count: added }), refused + timesIn(left))
}

/** What has come of putting pages on the board. */
export const saidOfPages = (
  t: Translate,
  { added, refused }: { readonly added: number; readonly refused: number },
): string => withMissing(t, t('{count} page added|{count} pages added', { count: added }), refused)

/** What has come of keeping the pieces of a file. */
export const saidOfPieces = (t: Translate, kept: number, left: LeftOut): string =>
  withMissing(
    t,
    t('{count} piece added to your library|{count} pieces added to your library', { count: kept }),
    timesIn(left),
  )

export const NO_ROOM = 'This browser keeps no more pieces: save them as a file.'

const timesIn = (left: LeftOut): number => [...left.values()].reduce((sum, times) => sum + times, 0)

const withMissing = (t: Translate, done: string, missing: number): string =>
  missing === 0
    ? done
    : `${done}; ${t('{count} thing could not come along|{count} things could not come along', { count: missing })}`

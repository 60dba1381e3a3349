import type { LeftOut } from '#board/formats/imported.ts'

/** So many of something, in words. */
export const count = (many: number, of: string): string =>
  many === 1 ? `1 ${of}` : `${many.toLocaleString('en')} ${of}s`

/** What has come of putting something on the board. */
export function saidOf(
  { added, refused }: { readonly added: number; readonly refused: number },
  left: LeftOut,
): string {
  const missing = refused + [...left.values()].reduce((sum, times) => sum + times, 0)
  return missing === 0
    ? `${count(added, 'element')} added`
    : `${count(added, 'element')} added; ${count(missing, 'thing')} could not come along`
}

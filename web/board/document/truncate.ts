const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** Is the place before `index` inside a surrogate pair? Cutting there would destroy the character. */
export const splitsPair = (text: string, index: number): boolean =>
  index > 0 &&
  index < text.length &&
  isLowSurrogate(text.charCodeAt(index)) &&
  !isLowSurrogate(text.charCodeAt(index - 1))

/** At most `length` UTF-16 units of `text`, without half a character at the end. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text
  return text.slice(0, splitsPair(text, length) ? length - 1 : length)
}

/**
 * A mark of words, 32 bits (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, over UTF-16 units): what was made of them says
 * with it which ones it was made of, and is shown no more when others have come.
 */
export function markOf(...words: readonly string[]): number {
  let hash = 0x811c9dc5
  for (const word of words) {
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
    // Between words: ab, c is not a, bc.
    hash = Math.imul(hash ^ 0xffff, 0x01000193)
  }
  return hash >>> 0
}

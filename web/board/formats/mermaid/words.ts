const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', nbsp: ' ' }

/** A label as it is read: without quotes, marks and tags; `#quot;` and `#35;` are letters. */
export function labelOf(written: string): string {
  const bare = written.trim().replace(/^"([\s\S]*)"$/, '$1')
  const plain = bare.trim().replace(/^`([\s\S]*)`$/, '$1')
  return plain
    .replaceAll(/<br\s*\/?>|\\n/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\*\*|__/g, '')
    .replaceAll(/[#&](\w{1,8});/g, (whole, name: string) => entity(name) ?? whole)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()
}

function entity(name: string): string | undefined {
  if (/^\d{1,7}$/.test(name) && Number(name) <= 0x10ffff && Number(name) > 31) return String.fromCodePoint(Number(name))
  return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined
}

import { isIPv6 } from 'node:net'

const GROUPS = 8
/** What one customer gets of an IPv6 provider at least (RFC 6177): who has it has every address in it. */
const OWN_GROUPS = 4

/** What is counted as one address: an IPv4 address, however it is written, or the /64 of an IPv6 address. */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  return mapped ?? `${groupsOf(plain).slice(0, OWN_GROUPS).join(':')}::/64`
}

/** All eight groups, as short as they can be written. `URL` writes an address as RFC 5952 wants it. */
function groupsOf(address: string): string[] {
  const short = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [head = '', tail] = short.split('::')
  const [first, last] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean)) as [string[], string[]]
  return [...first, ...Array.from({ length: GROUPS - first.length - last.length }, () => '0'), ...last]
}

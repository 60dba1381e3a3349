import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { networkOf } from './network.ts'

/** How many proxies in front of the server add the address of their client to `X-Forwarded-For`, or at which addresses they are: as `10.0.0.7` or `10.0.0.0/8`. */
export type ProxyTrust = number | readonly string[]

type Peer = Pick<IncomingMessage, 'headers' | 'socket'>

const BITS = { 4: 32, 6: 128 } as const

/** The address and the bits of it that count; `undefined`: it is neither an address nor a network. */
export function subnetOf(text: string): { readonly address: string; readonly prefix: number } | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address) as 0 | 4 | 6
  if (version === 0 || rest.length > 0) return undefined
  if (prefix === undefined) return { address, prefix: BITS[version] }
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= BITS[version] ? { address, prefix: Number(prefix) } : undefined
}

const typeOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4')

/** The proxies in front of the server, and what is believed of what they say. */
export class Proxies {
  readonly #hops: number
  readonly #known = new BlockList()

  /** @throws {RangeError} for what is no address and no network */
  constructor(trust: ProxyTrust) {
    this.#hops = typeof trust === 'number' ? trust : 0
    for (const text of typeof trust === 'number' ? [] : trust) {
      const subnet = subnetOf(text)
      if (subnet === undefined) throw new RangeError(`${text} is no address and no network`)
      this.#known.addSubnet(subnet.address, subnet.prefix, typeOf(subnet.address))
    }
  }

  /** Is the other end of the socket a proxy at an address that the operator has named? Nobody else's headers say who somebody is. */
  isKnown({ socket }: Pick<Peer, 'socket'>): boolean {
    return this.#isProxy(socket.remoteAddress)
  }

  /**
   * The network that a request came from, as far as it can be known: what the outermost of the proxies saw, else the other end of the socket. `undefined` when nobody can be
   * told apart: a proxy on this machine that isn't declared would otherwise look like one very busy person.
   */
  addressOf({ headers, socket }: Peer): string | undefined {
    const { remoteAddress } = socket
    const hops = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((hop) => hop.trim())
      .filter((hop) => hop !== '')
    const said = this.#isProxy(remoteAddress)
      ? hops.findLast((hop) => !this.#isProxy(hop))
      : this.#hops > 0
        ? hops.at(-this.#hops)
        : undefined
    if (said !== undefined) return networkOf(said)
    return remoteAddress === undefined || isLoopback(remoteAddress) ? undefined : networkOf(remoteAddress)
  }

  #isProxy(address = ''): boolean {
    const [plain = ''] = address.split('%')
    return isIP(plain) !== 0 && this.#known.check(plain, typeOf(plain))
  }
}

const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')

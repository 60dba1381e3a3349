import type { IncomingMessage } from 'node:http'
import { networkOf } from './network.ts'

/**
 * The network that a request came from, as far as it can be known: with trusted proxies the one that the outermost of them
 * saw, else the other end of the socket. `undefined` when nobody can be told apart: a proxy on this machine that isn't
 * declared would otherwise look like one very busy person.
 */
export function addressOf({ headers, socket }: IncomingMessage, trustedProxies: number): string | undefined {
  if (trustedProxies > 0) {
    const hops = String(headers['x-forwarded-for'] ?? '').split(',')
    const address = hops.at(-trustedProxies)?.trim()
    if (address !== undefined && address !== '') return networkOf(address)
  }
  const { remoteAddress } = socket
  return remoteAddress === undefined || isLoopback(remoteAddress) ? undefined : networkOf(remoteAddress)
}

const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')

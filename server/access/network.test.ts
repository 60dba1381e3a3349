import fc from 'fast-check'
import { expect, it } from 'vitest'
import { networkOf } from './network.ts'

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:0:0:ffff::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['unknown', 'unknown'],
])('[GUARD21] an IPv6 address counts as its /64: %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

it('[GUARD21] two addresses are one exactly when their first 64 bits are', () => {
  const groups = fc.array(fc.constantFrom('0', '1', 'ab', 'ffff', '0db8'), { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(groups, groups, (a, b) => {
      const isOne = a.slice(0, 4).every((group, i) => Number.parseInt(group, 16) === Number.parseInt(b[i]!, 16))
      expect(networkOf(a.join(':')) === networkOf(b.join(':'))).toBe(isOne)
    }),
  )
})

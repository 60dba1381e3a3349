const DATA = /^data:([^,;]*)((?:;[^,;]*)*),/i

/** What an address holds (RFC 2397); `undefined` where it holds nothing. */
export function bytesAt(address: string): { readonly type: string; readonly bytes: Uint8Array } | undefined {
  const [head, type = '', parameters = ''] = DATA.exec(address) ?? []
  if (head === undefined) return undefined
  const data = address.slice(head.length)
  try {
    const bytes = /;base64$/i.test(parameters) ? Buffer.from(data, 'base64') : Buffer.from(decodeURIComponent(data))
    return { type, bytes }
  } catch {
    return undefined
  }
}

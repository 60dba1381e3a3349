/** A file's name: SHA-256 of its bytes, in lower-case hexadecimal. Whoever has the bytes can tell whether they are what the name says. */
export const FILE_HASH = /^[0-9a-f]{64}$/

export const isFileHash = (raw: unknown): raw is string => typeof raw === 'string' && FILE_HASH.test(raw)

/** @see https://www.w3.org/TR/WebCryptoAPI/ , which browsers and Node both have */
export const hexOf = (digest: ArrayBuffer | Uint8Array): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')

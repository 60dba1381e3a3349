/** A file's name: SHA-256 of its bytes, in lower-case hexadecimal. Whoever has the bytes can tell whether they are what the name says. */
export const FILE_HASH = /^[0-9a-f]{64}$/

export const isFileHash = (raw: unknown): raw is string => typeof raw === 'string' && FILE_HASH.test(raw)

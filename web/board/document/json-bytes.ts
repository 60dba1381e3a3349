import { fromBase64, toBase64 } from 'lib0/buffer'

/** Key of an object that stands for bytes, which JSON can't say: `{ "$bytes": "<base64>" }`. */
const BYTES = '$bytes'

/** For `JSON.stringify`. */
export const bytesToJson = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { [BYTES]: toBase64(value) } : value

/** For `JSON.parse`. @throws for what is no base64 */
export function bytesFromJson(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, BYTES)) return value
  return fromBase64(String((value as Record<string, unknown>)[BYTES]))
}

/** Z-order: a fractional index, a string that sorts as it reads; equal ones are ordered by element id. */

export const FIRST_Z = 'a0'
const LONGEST = 256

export const isZ = (raw: unknown): raw is string =>
  typeof raw === 'string' && raw.length <= LONGEST && /^[0-9A-Za-z]+$/.test(raw)

/** Bottom to top, the same everywhere. */
export function compareZ(
  a: { readonly z: string; readonly id: string },
  b: { readonly z: string; readonly id: string },
): number {
  if (a.z !== b.z) return a.z < b.z ? -1 : 1
  return a.id < b.id ? -1 : Number(a.id > b.id)
}

import { LIMITS } from '#board/limits.ts'

/** The frame that an address opens a board at. Apart from other addresses, as embedded boards need those alone. */
export function frameIn(search: string): string | undefined {
  const frame = new URLSearchParams(search).get('frame')
  return frame !== null && LIMITS.elementId.test(frame) ? frame : undefined
}

import { LIMITS } from '../limits.ts'
import type { Field } from './element-kind.ts'

/** That a connector ends at an element, and where: `x`, `y` from 0 to 1 across the element's own box, however it is turned. */
export interface Binding {
  readonly id: string
  readonly x: number
  readonly y: number
}

const isShare = (raw: unknown): raw is number => typeof raw === 'number' && raw >= 0 && raw <= 1

/** A binding; `null` is an end that is free. */
export const bindingField: Field<Binding | null> = {
  parse(raw) {
    if (raw === null) return null
    if (typeof raw !== 'object') return undefined
    const { id, x, y } = Object.fromEntries(Object.entries(raw ?? {}))
    if (typeof id !== 'string' || !LIMITS.elementId.test(id) || !isShare(x) || !isShare(y)) return undefined
    return { id, x, y }
  },
  fallback: null,
}

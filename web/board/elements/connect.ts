import type { MeasureText } from '../render/fonts.ts'
import type { Binding } from './binding.ts'
import type { Anchorage, ElementKind, Placed } from './element-kind.ts'
import { kindOf } from './index.ts'

/** What connecting needs to know of an element. */
export interface Connectable {
  readonly kind: string
  readonly props: Placed
}

/** Where connectors end at an element; undefined when they can't. */
export function anchorageOf({ kind, props }: Connectable, measure: MeasureText): Anchorage | undefined {
  return kindOf(kind).anchorage?.(props, measure)
}

/** The bindings that an element has. */
export function bindingsOf({ kind, props }: Connectable): readonly Binding[] {
  const ends = kindOf(kind).connects?.ends ?? []
  return ends.flatMap((end) => bindingIn(props, end) ?? [])
}

/** The binding in a field of a connector. */
export const bindingIn = (props: Placed, end: string): Binding | null =>
  ((props as unknown as Record<string, unknown>)[end] as Binding | null | undefined) ?? null

/** The props of an element as it is shown: a connector's ends are where what they are bound to is now, by `find`. What is gone leaves them where they were. */
export function shownProps(
  element: Connectable,
  measure: MeasureText,
  find: (id: string) => Connectable | undefined,
): Placed {
  const kind: ElementKind = kindOf(element.kind)
  if (!kind.connects || bindingsOf(element).length === 0) return element.props
  return kind.connects.resolve(element.props, ({ id }) => {
    const target = find(id)
    return target && anchorageOf(target, measure)
  })
}

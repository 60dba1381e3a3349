import { bindingField, type Binding } from '../elements/binding.ts'
import { kindOf } from '../elements/index.ts'
import type { NewElement } from './element.ts'
import { newId } from './new-id.ts'

/** Copies of elements with ids of their own, in the order given. Their connectors are bound to copies, and to nothing else. */
export function renew(elements: readonly NewElement[]): (NewElement & { readonly id: string })[] {
  const renewed = new Map(elements.flatMap(({ id }) => (id === undefined ? [] : [[id, newId()] as const])))
  return elements.map((element) => ({
    ...element,
    ...retied(element, renewed),
    id: renewed.get(element.id ?? '') ?? newId(),
  }))
}

function retied(element: NewElement, renewed: ReadonlyMap<string, string>): Record<string, Binding | null> {
  const ends = kindOf(element.kind).connects?.ends ?? []
  return Object.fromEntries(
    ends.map((end) => {
      const binding = bindingField.parse(element[end])
      const id = binding && renewed.get(binding.id)
      return [end, id ? { ...binding, id } : null]
    }),
  )
}

import { bindingField, type Binding } from '../elements/binding.ts'
import { BELONGING } from '../elements/belonging.ts'
import { kindOf } from '../elements/index.ts'
import type { NewElement } from './element.ts'
import { newId } from './new-id.ts'

/**
 * Copies of elements with ids of their own, in the order given. Their connectors are bound to copies, and to nothing else;
 * copies of one group are a group of their own, and what is copied with its frame is in the copy of it.
 */
export type Renew = (elements: readonly NewElement[]) => (NewElement & { readonly id: string })[]

/** For copies that are made part by part: what was grouped stays together. */
export function createRenew(): Renew {
  const ids = new Map<string, string>()
  const groups = new Map<string, string>()
  return (elements) => {
    for (const { id } of elements) if (id !== undefined) ids.set(id, newId())
    return elements.map((element) => ({
      ...element,
      ...retied(element, ids),
      ...regrouped(element, groups),
      ...reframed(element, ids),
      id: ids.get(element.id ?? '') ?? newId(),
    }))
  }
}

export const renew: Renew = (elements) => createRenew()(elements)

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

function regrouped({ groups: raw }: NewElement, renewed: Map<string, string>): { readonly groups?: readonly string[] } {
  const groups = BELONGING.groups.parse(raw)
  if (!groups) return {}
  return {
    groups: groups.map((group) => {
      const fresh = renewed.get(group) ?? newId()
      renewed.set(group, fresh)
      return fresh
    }),
  }
}

function reframed({ frame: raw }: NewElement, renewed: ReadonlyMap<string, string>): { readonly frame?: string } {
  const frame = BELONGING.frame.parse(raw)
  return frame ? { frame: renewed.get(frame) ?? frame } : {}
}

import { effect, type ReadonlySignal, type Signal } from '@preact/signals-core'
import type { LocalMemory } from '../start/local-memory.ts'
import type { Translate } from '../words/words.ts'
import { apart, rememberGuest, type Guest, type Other } from './guest.ts'

/** This browser remembers who its person is, who is told apart from the others here. Answers how to stop. */
export function keepGuest(
  me: Signal<Guest>,
  { client, others }: { readonly client: number; readonly others: ReadonlySignal<readonly Other[]> },
  memory: LocalMemory,
  t: Translate,
): () => void {
  const stops = [
    effect(() => rememberGuest(memory, t, me.value)),
    effect(() => {
      me.value = apart(me.peek(), client, others.value, t)
    }),
  ]
  return () => stops.forEach((stop) => stop())
}

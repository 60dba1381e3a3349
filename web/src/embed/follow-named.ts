import { computed, effect, type ReadonlySignal, type Signal } from '@preact/signals-core'
import type { Person } from '../presence/presence.ts'
import type { EmbedOptions } from './embed-options.ts'

/**
 * Looks where the person of the asked name looks, as soon and as often as they are here: until the reader moves the board, or somebody
 * else is asked for. Answers how to stop.
 */
export function followNamed(
  options: ReadonlySignal<EmbedOptions>,
  whom: Signal<number | null>,
  people: ReadonlySignal<readonly Person[]>,
): () => void {
  const asked = computed(() => options.value.follow?.toLowerCase())
  const client = computed(() => people.value.find(({ name }) => name.toLowerCase() === asked.value)?.client ?? null)
  let before: string | undefined
  let isReleased = false
  const stops = [
    effect(() => {
      if (asked.value !== before) {
        isReleased = false
        whom.value = null
      }
      before = asked.value
      if (client.value !== null && !isReleased) whom.value = client.value
    }),
    // Somebody who leaves is followed again when they come back; the reader moved the board when they are still here.
    effect(() => {
      if (whom.value === null && client.peek() !== null) isReleased = true
    }),
  ]
  return () => stops.forEach((stop) => stop())
}

import { signal } from '@preact/signals'
import { expect, it } from 'vitest'
import { FIRST_SECTION } from '#board/document/sections.ts'
import type { Presence } from '#board/presence.ts'
import { visibleBox, type Camera } from '../editor/camera.ts'
import { createFollowing } from './following.ts'
import type { Peers } from './presence.ts'
import { arrival } from './publish-editor.ts'

/** Somebody with a window, and what the others hear of them. */
function someone(client: number, width: number) {
  const camera = signal<Camera>({ x: 0, y: 0, zoom: 1 })
  const viewport = signal({ width, height: 600 })
  const others = new Map<number, Presence>()
  const listeners = new Set<() => void>()
  const peers = {
    others,
    onChange: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
  }
  const following = createFollowing(
    { camera, viewport, paging: { page: signal(FIRST_SECTION), show: () => undefined } },
    peers as unknown as Peers,
  )
  const hear = (who: { client: number; following: { view: { value: Presence['view'] } } }) => {
    others.set(who.client, { ...arrival({ name: 'Mira', color: '#d6336c' }, 'pen'), view: who.following.view.value })
    listeners.forEach((listener) => listener())
  }
  const lose = (client: number) => {
    others.delete(client)
    listeners.forEach((listener) => listener())
  }
  return { client, camera, viewport, following, hear, lose }
}

it('[PEER12] who follows somebody looks where they look, until they leave or one moves the view oneself', () => {
  const [ann, ben] = [someone(1, 800), someone(2, 400)]
  ben.hear(ann)
  ben.following.whom.value = 1
  ann.camera.value = { x: 1_000, y: 0, zoom: 2 }
  ben.hear(ann)
  const seen = visibleBox(ben.camera.value, ben.viewport.value)
  expect([seen.minX, seen.maxX]).toEqual([1_000, 1_400])
  expect(ben.following.view.value).toEqual(ann.following.view.value)
  ben.camera.value = { ...ben.camera.value, x: 5 }
  expect(ben.following.whom.value).toBe(null)
  ben.following.whom.value = 1
  ben.lose(1)
  expect(ben.following.whom.value).toBe(null)
})

it('[PEER12] two who follow each other stand still', () => {
  const [ann, ben] = [someone(1, 800), someone(2, 400)]
  ann.hear(ben)
  ben.hear(ann)
  ann.following.whom.value = 2
  ben.hear(ann)
  ben.following.whom.value = 1
  ann.hear(ben)
  const settled = [ann.camera.value, ben.camera.value]
  for (let round = 0; round < 10; round++) {
    ben.hear(ann)
    ann.hear(ben)
  }
  expect([ann.camera.value, ben.camera.value]).toEqual(settled)
})

import { expect } from 'vitest'
import type { Pointer } from '../../input/pointer.ts'
import { toScene, toViewport } from '../camera.ts'
import type { Editor } from '../editor.ts'

type Keys = Partial<Pick<Pointer, 'shift' | 'alt' | 'ctrl' | 'type' | 'pressure'>>

/** Somebody at work, as a script: every verb answers the person, so that a gesture reads as one line. Coordinates are scene units. */
export interface Person {
  choose(tool: string): Person
  hold(keys: Keys): Person
  down(x: number, y: number): Person
  move(...points: readonly (readonly [number, number])[]): Person
  hover(x: number, y: number): Person
  up(): Person
  click(x: number, y: number): Person
  doubleClick(x: number, y: number): Person
  cancel(): Person
  expectPath(path: string): Person
  expectSelected(...ids: readonly string[]): Person
}

export function person(editor: Editor): Person {
  const { toolbox } = editor
  let keys: Keys = {}
  let last: Pointer = at(0, 0)

  /** A pointer over the scene point `x`, `y` as the camera stands now. */
  function at(x: number, y: number): Pointer {
    const view = toViewport(editor.camera.value, x, y)
    const scene = toScene(editor.camera.value, view.x, view.y)
    const still = { pressure: 0.5, time: 0, type: 'mouse', shift: false, alt: false, ctrl: false } as const
    return { ...scene, viewX: view.x, viewY: view.y, ...still, ...keys }
  }

  const self: Person = {
    choose(tool) {
      toolbox.choose(tool)
      return self
    },
    hold(held) {
      keys = held
      return self
    },
    down(x, y) {
      last = at(x, y)
      toolbox.pointerDown(last)
      return self
    },
    move(...points) {
      const samples = points.map(([x, y]) => at(x, y))
      last = samples.at(-1) ?? last
      toolbox.pointerMove(samples, [])
      return self
    },
    hover(x, y) {
      toolbox.hover(at(x, y))
      return self
    },
    up() {
      toolbox.pointerUp(last)
      return self
    },
    click: (x, y) => self.down(x, y).up(),
    doubleClick(x, y) {
      self.click(x, y).click(x, y)
      toolbox.doubleClick(at(x, y))
      return self
    },
    cancel() {
      toolbox.cancel()
      return self
    },
    expectPath(path) {
      expect(toolbox.path.value).toBe(path)
      return self
    },
    expectSelected(...ids) {
      expect([...editor.selection.value].sort()).toEqual([...ids].sort())
      return self
    },
  }
  return self
}

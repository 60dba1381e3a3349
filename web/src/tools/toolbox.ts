import type { ReadonlySignal } from '@preact/signals'
import type { Pointer } from '../input/pointer.ts'
import type { Tool } from './tool.ts'

/** The current tool, its current state, and the only place where states change. */
export interface Toolbox {
  readonly tools: readonly Tool[]
  readonly current: ReadonlySignal<Tool>
  /** `pen.drawing`. */
  readonly path: ReadonlySignal<string>
  choose(id: string): void
  /** Space bar, middle button: another tool until `release`. */
  borrow(id: string): void
  release(): void
  pointerDown(at: Pointer): void
  pointerMove(points: readonly Pointer[], predicted: readonly Pointer[]): void
  hover(at: Pointer): void
  pointerUp(at: Pointer): void
  doubleClick(at: Pointer): void
  cancel(): void
}

/** One pointer sample. `x`, `y` are scene units; `viewX`, `viewY` are CSS pixels from the canvas' top left corner. */
export interface Pointer {
  readonly x: number
  readonly y: number
  readonly viewX: number
  readonly viewY: number
  /** 0 to 1; 0.5 where the device has none. */
  readonly pressure: number
  /** Milliseconds, `PointerEvent.timeStamp`. */
  readonly time: number
  readonly type: 'mouse' | 'pen' | 'touch'
  readonly shift: boolean
  readonly alt: boolean
  /** Ctrl, or Command on a Mac. */
  readonly ctrl: boolean
}

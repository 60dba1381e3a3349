/**
 * Where one looks from, as an immutable value: `viewport = (scene - {x, y}) · zoom`.
 * `x`, `y` is the scene point at the canvas' top left corner; viewport points are CSS pixels.
 */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

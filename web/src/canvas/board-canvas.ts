import { StaticCanvas } from 'fabric'
import type { SelectionObject } from './selection-object.ts'

/** What a board's canvas shows besides Fabric's objects. */
export interface CanvasLayers {
  /** Below all objects, in device pixels. */
  paintGround(ctx: CanvasRenderingContext2D): void
  /** Above all objects, in CSS pixels. */
  paintOverlay(ctx: CanvasRenderingContext2D): void
}

/**
 * A Fabric canvas that is bound to a board: settled elements are tiles under its objects, and Fabric draws only what is
 * being touched. Pointers reach the board through `input/`: Fabric listens to nothing, so its canvas that does is left out.
 */
export class BoardCanvas extends StaticCanvas {
  readonly layers: CanvasLayers
  /** Whose border and handles are drawn. */
  selected: SelectionObject | undefined
  private ratio = 1

  constructor(element: HTMLCanvasElement, layers: CanvasLayers) {
    super(element, { renderOnAddRemove: false })
    this.layers = layers
  }

  /** In CSS pixels, with so many device pixels each. Does nothing when both are what they were. */
  fit(width: number, height: number, pixelRatio: number): void {
    if (this.width === width && this.height === height && this.ratio === pixelRatio) return
    this.ratio = pixelRatio
    this.setDimensions({ width, height })
  }

  override getRetinaScaling(): number {
    // Asked for by the constructor of the base class, before `ratio` is there.
    return this.ratio ?? 1
  }

  /** The ground is opaque: there is nothing to clear below it. */
  override clearContext(ctx: CanvasRenderingContext2D): void {
    if (ctx !== this.contextContainer) super.clearContext(ctx)
  }

  override _renderBackground(ctx: CanvasRenderingContext2D): void {
    ctx.save()
    this.layers.paintGround(ctx)
    ctx.restore()
  }

  override _renderOverlay(ctx: CanvasRenderingContext2D): void {
    this.layers.paintOverlay(ctx)
  }

  override drawControls(ctx: CanvasRenderingContext2D): void {
    this.selected?.paintHandles(ctx)
  }

  /** Asked by Fabric's handles: only what is selected has some. */
  getActiveObject(): SelectionObject | undefined {
    return this.selected
  }
}

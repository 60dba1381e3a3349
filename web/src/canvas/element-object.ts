import { FabricObject } from 'fabric'

/**
 * The one Fabric object for what is on a board: it paints display items and knows nothing else. A projection of the
 * document, made when something is touched and thrown away at will.
 */
export class ElementObject extends FabricObject {
  readonly paint: (ctx: CanvasRenderingContext2D) => void

  /** `paint` draws in scene units: the canvas has set its transform. */
  constructor(paint: (ctx: CanvasRenderingContext2D) => void) {
    super({ objectCaching: false, selectable: false, evented: false })
    this.paint = paint
  }

  override render(ctx: CanvasRenderingContext2D): void {
    this.paint(ctx)
  }
}

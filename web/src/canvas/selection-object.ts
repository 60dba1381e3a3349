import { Control, FabricObject, Point } from 'fabric'
import { applyTo, decompose, multiply, type Matrix } from '#board/geometry/matrix.ts'
import type { Handle, SelectionFrame } from '../editor/editor.ts'

/** CSS pixels. */
const PADDING = 5
const HANDLE_SIZE = 10
const REACH = { fine: 18, coarse: 36 } as const
const ROTATE_DISTANCE = 26
/** A side shorter than this has no handle in its middle; a box smaller than the second number only one at its corner. */
const SHORT_SIDE = 56
/** The sides of words have theirs however short they are, down to this: they do what no other handle does. */
const LEAST_SIDE = 18
const SMALL_BOX = 22

const PLACES: Readonly<Record<Handle, readonly [x: number, y: number]>> = {
  nw: [-0.5, -0.5],
  n: [0, -0.5],
  ne: [0.5, -0.5],
  e: [0.5, 0],
  se: [0.5, 0.5],
  s: [0, 0.5],
  sw: [-0.5, 0.5],
  w: [-0.5, 0],
  rotate: [0, -0.5],
}

const HANDLES = Object.keys(PLACES) as readonly Handle[]

/** The selection as one Fabric object, whatever the number of elements in it: a border, handles, and no picture of its own. */
export class SelectionObject extends FabricObject {
  constructor(pointer: 'fine' | 'coarse') {
    super({
      objectCaching: false,
      strokeWidth: 0,
      originX: 'center',
      originY: 'center',
      padding: PADDING,
      cornerStyle: 'circle',
      cornerSize: HANDLE_SIZE,
      touchCornerSize: REACH[pointer],
      cornerColor: '#ffffff',
      transparentCorners: false,
      borderScaleFactor: 1.5,
    })
    this.controls = Object.fromEntries(HANDLES.map((handle) => [handle, controlAt(handle)]))
  }

  /** Where it is now: the frame of the elements, moved by what is in flight. */
  place(frame: SelectionFrame, by: Matrix, zoom: number): void {
    const matrix = multiply(by, frame.matrix)
    const { angle, scaleX, scaleY } = decompose(matrix)
    const middle = applyTo(matrix, { x: frame.width / 2, y: frame.height / 2 })
    const width = frame.width * scaleX
    const height = frame.height * Math.abs(scaleY)
    this.set({ left: middle.x, top: middle.y, width, height, angle: (angle * 180) / Math.PI })
    this.setControlsVisibility(visibleHandles(width * zoom, height * zoom, frame.resize))
    this.setCoords()
  }

  tint(accent: string): void {
    this.set({ borderColor: accent, cornerStrokeColor: accent })
  }

  handleAt(viewX: number, viewY: number): Handle | null {
    const found = this.findControl(new Point(viewX, viewY), true)?.key
    return HANDLES.find((handle) => handle === found) ?? null
  }

  /** Its border and its handles, above everything else. */
  paintHandles(ctx: CanvasRenderingContext2D): void {
    // oxlint-disable-next-line no-underscore-dangle -- Fabric's name for it
    this._renderControls(ctx)
  }

  /** Its elements are painted elsewhere. */
  override render(): void {}
}

function controlAt(handle: Handle): Control {
  const [x, y] = PLACES[handle]
  return new Control({ x, y, offsetY: handle === 'rotate' ? -ROTATE_DISTANCE : 0 })
}

/** Which handles there is room for. `width`, `height` in CSS pixels. */
function visibleHandles(width: number, height: number, resize: SelectionFrame['resize']): Record<Handle, boolean> {
  const isSmall = width < SMALL_BOX && height < SMALL_BOX
  const across = resize === 'free' && width >= SHORT_SIDE
  const along = resize !== 'uniform' && height >= (resize === 'width' ? LEAST_SIDE : SHORT_SIDE)
  const corner = !isSmall
  return { nw: corner, ne: corner, sw: corner, se: true, n: across, s: across, e: along, w: along, rotate: true }
}

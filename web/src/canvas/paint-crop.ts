import { WHOLE_PICTURE } from '#board/elements/element-kind.ts'
import { kindOf } from '#board/elements/index.ts'
import { boxAt, cornersOf } from '#board/geometry/box.ts'
import { applyTo, multiply, type Matrix } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { paintItems } from '#board/render/canvas.ts'
import { withOpacity } from '#board/render/display-item.ts'
import { toViewport } from '../editor/camera.ts'
import { CROP_HANDLES, placeOfHandle, type CropHandle } from '../editor/crop.ts'
import { chosenCropHandle, croppedNow } from '../editor/cropping.ts'
import type { Editor } from '../editor/editor.ts'
import { pixelRatio } from '../editor/pixel-ratio.ts'

type Cropped = NonNullable<ReturnType<typeof croppedNow>>

/** How much of what is cropped away is seen. */
const DIM = 0.3
/** How far a handle reaches along its sides, how broad it is, and how broad its inside is: CSS pixels. */
const HANDLE = { length: 11, rim: 7, core: 4 } as const
/** A side shorter than this, in CSS pixels, is held at its corners alone. */
const SHORT_SIDE = 48

/** The picture that is being cropped: all of it, dimly, the window over it, and handles at its corners and sides. CSS pixels. */
export function paintCrop(ctx: CanvasRenderingContext2D, editor: Editor, accent: string): void {
  const picture = croppedNow(editor)
  if (!picture) return
  const { zoom } = editor.camera.value
  const origin = toViewport(editor.camera.value, 0, 0)
  const camera: Matrix = [zoom, 0, 0, zoom, origin.x, origin.y]
  const view = multiply(camera, picture.element.props.matrix)
  const [x, y, w, h] = picture.window
  const whole = cornersOf(boxAt(0, 0, 1, 1), view)
  const seen = cornersOf(boxAt(x, y, w, h), view)

  ctx.save()
  outline(ctx, whole, seen)
  ctx.clip('evenodd')
  ctx.transform(...camera)
  paintWhole(ctx, editor, picture)
  ctx.restore()

  ctx.globalAlpha = 0.5
  outline(ctx, whole)
  ctx.stroke()
  ctx.globalAlpha = 1
  ctx.lineWidth = 1.5
  outline(ctx, seen)
  ctx.stroke()
  paintHandles(ctx, picture, view, { accent, chosen: chosenCropHandle(editor, picture) })
}

/** Closed polygons, flat. */
function outline(ctx: CanvasRenderingContext2D, ...polygons: readonly ArrayLike<number>[]): void {
  ctx.beginPath()
  for (const corners of polygons) {
    for (let i = 0; i < corners.length; i += 2) {
      const [x, y] = [corners[i] as number, corners[i + 1] as number]
      if (i === 0) ctx.moveTo(x, y)
      else ctx.lineTo(x, y)
    }
    ctx.closePath()
  }
}

/** In scene units. */
function paintWhole(ctx: CanvasRenderingContext2D, { scene, measure, camera }: Editor, { element }: Cropped): void {
  const { kind, props } = element
  const items = kindOf(kind).display(Object.assign({}, props, { crop: WHOLE_PICTURE }), measure)
  const dim = withOpacity(items, (opacity) => opacity * DIM)
  // While it is dim, nobody sees which theme a missing picture's sheet is of.
  paintItems(ctx, dim, 'light', scene.images.at(camera.value.zoom * pixelRatio()))
}

interface HandleLook {
  readonly accent: string
  readonly chosen: CropHandle | undefined
}

function paintHandles(ctx: CanvasRenderingContext2D, { window }: Cropped, view: Matrix, look: HandleLook): void {
  const [a, b, c, d] = view
  const lengths = { x: Math.hypot(a, b), y: Math.hypot(c, d) }
  const along = { x: { x: a / lengths.x, y: b / lengths.x }, y: { x: c / lengths.y, y: d / lengths.y } }
  const hasRoom = ({ x, y }: CropHandle) =>
    (x !== 0 || window[2] * lengths.x >= SHORT_SIDE) && (y !== 0 || window[3] * lengths.y >= SHORT_SIDE)
  ctx.lineCap = ctx.lineJoin = 'round'
  for (const handle of CROP_HANDLES.filter(hasRoom)) {
    const at = applyTo(view, placeOfHandle(window, handle))
    // From a corner into both of its sides, from the middle of a side to both of its ends.
    const [one, other] =
      handle.x === 0
        ? [scaled(along.x, -1), along.x]
        : handle.y === 0
          ? [scaled(along.y, -1), along.y]
          : [scaled(along.x, -handle.x), scaled(along.y, -handle.y)]
    ctx.beginPath()
    ctx.moveTo(at.x + one.x * HANDLE.length, at.y + one.y * HANDLE.length)
    ctx.lineTo(at.x, at.y)
    ctx.lineTo(at.x + other.x * HANDLE.length, at.y + other.y * HANDLE.length)
    for (const [width, color] of bandsOf(handle === look.chosen, look.accent)) {
      ctx.lineWidth = width
      ctx.strokeStyle = color
      ctx.stroke()
    }
  }
}

/** Seen on every picture: light within a dark rim, and the other way round where keys move it. */
const bandsOf = (isChosen: boolean, accent: string) =>
  [
    [HANDLE.rim, isChosen ? '#ffffff' : accent],
    [HANDLE.core, isChosen ? accent : '#ffffff'],
  ] as const

const scaled = ({ x, y }: Vector, by: number): Vector => ({ x: x * by, y: y * by })

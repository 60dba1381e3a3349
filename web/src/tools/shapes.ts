import { SHAPE_SIZE } from '#board/elements/shape.ts'
import { shapeOutline, type ShapeName } from '#board/geometry/shapes.ts'
import { svgPathData } from '#board/geometry/svg-path-data.ts'
import { newSeed } from './new-seed.ts'
import { pullingOpen } from './pulling.ts'
import type { Tool, ToolState } from './tool.ts'

const pulled = (shape: ShapeName): ToolState =>
  pullingOpen(
    () => {
      const seed = newSeed()
      return ({ style }, matrix) => {
        const { color, width, fill, fillStyle, dash, radius, look, opacity, font, bold, italic, size } = style.value
        const words = { font, bold, italic, size }
        const drawn = { color, width, fill, fillStyle, dash, radius, look, opacity, ...words }
        return { kind: 'shape', shape, matrix, seed, ...drawn }
      }
    },
    (editor, element) => editor.document.add([element]),
  )

/** Where a shape is drawn in the square of 24 that icons have, and the radius of its corners there. */
const ICON_PLACE = [18, 0, 0, 18, 3, 3] as const
const ICON_RADIUS = 1

const shapeTool = (shape: ShapeName, face: Pick<Tool, 'label' | 'shortcuts' | 'prominent'>): Tool => ({
  ...face,
  id: shape,
  icon: [['path', { d: svgPathData(shapeOutline(shape, ICON_PLACE, ICON_RADIUS)) }]],
  group: 'shapes',
  cursor: 'crosshair',
  styles: ['color', 'width', 'fill', 'fillStyle', 'dash', 'radius', 'look', 'opacity'],
  placed: SHAPE_SIZE,
  initial: pulled(shape),
})

/** One tool a shape. To add one, add its line here and its form in `board/geometry/shapes.ts`. */
export const SHAPES: readonly Tool[] = [
  shapeTool('rectangle', { label: 'Rectangle', shortcuts: ['r', '2'], prominent: true }),
  shapeTool('ellipse', { label: 'Ellipse', shortcuts: ['o', '4'], prominent: true }),
  shapeTool('diamond', { label: 'Diamond', shortcuts: ['d', '3'], prominent: true }),
  shapeTool('triangle', { label: 'Triangle', shortcuts: [] }),
  shapeTool('hexagon', { label: 'Hexagon', shortcuts: [] }),
  shapeTool('pentagon', { label: 'Pentagon', shortcuts: [] }),
  shapeTool('octagon', { label: 'Octagon', shortcuts: [] }),
  shapeTool('parallelogram', { label: 'Parallelogram', shortcuts: [] }),
  shapeTool('trapezoid', { label: 'Trapezoid', shortcuts: [] }),
  shapeTool('cylinder', { label: 'Cylinder', shortcuts: [] }),
  shapeTool('cross', { label: 'Cross', shortcuts: [] }),
  shapeTool('heart', { label: 'Heart', shortcuts: [] }),
  shapeTool('arrow-right', { label: 'Arrow right', shortcuts: [] }),
  shapeTool('arrow-left', { label: 'Arrow left', shortcuts: [] }),
  shapeTool('arrow-up', { label: 'Arrow up', shortcuts: [] }),
  shapeTool('arrow-down', { label: 'Arrow down', shortcuts: [] }),
  shapeTool('star', { label: 'Star', shortcuts: [] }),
  shapeTool('cloud', { label: 'Cloud', shortcuts: [] }),
  shapeTool('bubble', { label: 'Speech bubble', shortcuts: [] }),
]

import { SHAPE_SIZE } from '#board/elements/shape.ts'
import type { ShapeName } from '#board/geometry/shapes.ts'
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

const shapeTool = (shape: ShapeName, face: Pick<Tool, 'label' | 'icon' | 'shortcuts' | 'prominent'>): Tool => ({
  ...face,
  id: shape,
  group: 'shapes',
  cursor: 'crosshair',
  styles: ['color', 'width', 'fill', 'fillStyle', 'dash', 'radius', 'look', 'opacity'],
  placed: SHAPE_SIZE,
  initial: pulled(shape),
})

/** One tool a shape. To add one, add its line here and its form in `board/geometry/shapes.ts`. */
export const SHAPES: readonly Tool[] = [
  shapeTool('rectangle', { label: 'Rectangle', icon: 'square', shortcuts: ['r', '2'], prominent: true }),
  shapeTool('ellipse', { label: 'Ellipse', icon: 'circle', shortcuts: ['o', '4'], prominent: true }),
  shapeTool('diamond', { label: 'Diamond', icon: 'diamond', shortcuts: ['d', '3'], prominent: true }),
  shapeTool('triangle', { label: 'Triangle', icon: 'triangle', shortcuts: [] }),
  shapeTool('hexagon', { label: 'Hexagon', icon: 'hexagon', shortcuts: [] }),
  shapeTool('star', { label: 'Star', icon: 'star', shortcuts: [] }),
  shapeTool('cloud', { label: 'Cloud', icon: 'cloud', shortcuts: [] }),
  shapeTool('bubble', { label: 'Speech bubble', icon: 'message-square', shortcuts: [] }),
]

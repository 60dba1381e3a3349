import { type FabricObject, FabricText, Group, Path } from 'fabric'
import { svgPathData } from '#board/geometry/svg-path-data.ts'
import type { DisplayItem } from '#board/render/display-item.ts'
import { FONT_STACKS } from '#board/render/fonts.ts'
import { resolveColor } from '#board/render/theme.ts'

/** A Fabric object that shows the item. */
export function objectOf(item: DisplayItem): FabricObject {
  if (item.type === 'clip') {
    const clipPath = new Path(svgPathData(item.path), { absolutePositioned: true })
    return new Group(item.items.map(objectOf), { clipPath })
  }
  const { opacity } = item
  if (item.type === 'text') {
    const text = item.lines.map((line) => line.text).join('\n')
    const [, , , , left, top] = item.matrix
    const options = { fontSize: item.size, fontFamily: FONT_STACKS[item.font], fill: resolveColor(item.color, 'light') }
    return new FabricText(text, { left, top, opacity, originX: 'left', originY: 'top', ...options })
  }
  if (item.type !== 'path') throw new Error(`the benchmark draws no ${item.type}`)
  return new Path(svgPathData(item.path), {
    fill: item.fill === undefined ? null : resolveColor(item.fill, 'light'),
    stroke: item.stroke ? resolveColor(item.stroke.color, 'light') : null,
    strokeWidth: item.stroke?.width ?? 0,
    opacity,
  })
}

import type { Measure } from '../measure.ts'
import { blur } from './blur.ts'
import { drag, dragAll, rotateAll, scale, scaleAll } from './drag.ts'
import { draw } from './draw.ts'
import { erase } from './erase.ts'
import { hover } from './hover.ts'
import { memory } from './memory.ts'
import { open } from './open.ts'
import { pan, panFit } from './pan.ts'
import { pinch } from './pinch.ts'
import { remote } from './remote.ts'
import { select } from './select.ts'
import { zoom } from './zoom.ts'

/** Every measure, in the order in which one visitor takes them; the last leaves strokes behind. To add one, add its line. */
export const MEASURES: readonly Measure[] = [
  open,
  panFit,
  zoom,
  pinch,
  pan,
  blur,
  draw,
  memory,
  hover,
  select,
  drag,
  scale,
  dragAll,
  scaleAll,
  rotateAll,
  erase,
  remote,
]

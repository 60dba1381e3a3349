import { bucket } from './bucket.ts'
import { code } from './code.ts'
import { crop } from './crop.ts'
import { cuttingEraser } from './cutting-eraser.ts'
import { eraser } from './eraser.ts'
import { eyedropper } from './eyedropper.ts'
import { formula } from './formula.ts'
import { frame } from './frame.ts'
import { hand } from './hand.ts'
import { highlighter } from './highlighter.ts'
import { image } from './image.ts'
import { laser } from './laser.ts'
import { lasso } from './lasso.ts'
import { arrow, line } from './lines.ts'
import { note } from './note.ts'
import { pen } from './pen.ts'
import { select } from './select.ts'
import { SHAPES } from './shapes.ts'
import { table } from './table.ts'
import { text } from './text.ts'
import type { Tool } from './tool.ts'
import { zoom } from './zoom.ts'

/** Every tool, in the toolbar's order. To add one, add its line. The first is where one returns to. */
export const TOOLS: readonly Tool[] = [
  select,
  lasso,
  eyedropper,
  bucket,
  crop,
  hand,
  zoom,
  pen,
  highlighter,
  laser,
  eraser,
  cuttingEraser,
  ...SHAPES,
  arrow,
  line,
  note,
  image,
  frame,
  table,
  code,
  formula,
  text,
]

/** What somebody who may only look can use. */
export const VIEWER_TOOLS: readonly Tool[] = TOOLS.filter(({ looks }) => looks)

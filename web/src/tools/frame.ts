import { addFrame, nextFrame } from '../editor/framing.ts'
import { pullingOpen } from './pulling.ts'
import type { Tool } from './tool.ts'

/** A frame around what is wholly inside, or around nothing yet. */
export const frame: Tool = {
  id: 'frame',
  label: 'Frame',
  icon: 'frame',
  group: 'insert',
  prominent: true,
  shortcuts: ['f'],
  cursor: 'crosshair',
  styles: [],
  placed: { width: 640, height: 360 },
  initial: pullingOpen((editor) => {
    const next = nextFrame(editor)
    return (_, matrix) => ({ kind: 'frame', matrix, ...next })
  }, addFrame),
}

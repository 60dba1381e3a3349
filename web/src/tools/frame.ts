import { FRAME_SIZE } from '#board/elements/frame.ts'
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
  placed: FRAME_SIZE,
  initial: pullingOpen((editor) => {
    const next = nextFrame(editor)
    return (_, matrix) => ({ kind: 'frame', matrix, ...next })
  }, addFrame),
}

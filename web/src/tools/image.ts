import type { Tool, ToolState } from './tool.ts'

/**
 * Choosing it asks for files; they come to the middle of the view. On a phone, the camera is among the answers. It is done at once, so
 * that nobody sees it on: in the toolbar it never takes the place of its group, where a press would ask again.
 */
const asking: ToolState = {
  name: 'asking',
  enter(editor) {
    editor.pickImages()
    editor.toolbox.done()
  },
}

export const image: Tool = {
  id: 'image',
  label: 'Image',
  icon: 'image',
  group: 'insert',
  shortcuts: ['9'],
  cursor: 'default',
  styles: [],
  initial: asking,
}

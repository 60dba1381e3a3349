import { inkState } from './ink.ts'
import type { Tool } from './tool.ts'

export const pen: Tool = {
  id: 'pen',
  label: 'Pen',
  icon: 'pencil',
  shortcuts: ['p', '7', 'x'],
  cursor: 'crosshair',
  group: 'ink',
  prominent: true,
  styles: ['color', 'width', 'nib', 'opacity'],
  initial: inkState({
    styleOf: ({ color, width, opacity }) => ({ color, width, opacity }),
    isEven: ({ nib }) => nib === 'even',
    becomesShape: true,
  }),
}

import { crossingOf } from '#board/elements/grid.ts'
import type { Grid, Placed } from '#board/elements/element-kind.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { addTrack, griddedId, gridOf, hasRoom, moveTrack, removeTrack, type Axis } from './grids.ts'

/** The row or column that is meant: that of the cell which is typed in or was pointed at last, else the last one. */
interface Meant {
  readonly id: string
  readonly key: string
  readonly place: number
  readonly count: number
}

const tracksIn = (grid: Grid, axis: Axis) => (axis === 'row' ? grid.rows : grid.columns)

function meant(editor: Editor, axis: Axis): Meant | undefined {
  const id = griddedId(editor)
  const grid = id === undefined ? undefined : gridOf(editor, id)
  if (id === undefined || !grid) return undefined
  const tracks = tracksIn(grid, axis)
  const pointed = crossingOf(editor.part.value ?? '')[axis]
  const found = tracks.findIndex((track) => track.id === pointed)
  const place = found < 0 ? tracks.length - 1 : found
  return { id, key: tracks[place]?.id ?? '', place, count: tracks.length }
}

function adding(axis: Axis, side: 0 | 1, name: string, where: string, key: string): Command {
  return {
    id: `add-${axis}-${where}`,
    label: `Add a ${name} ${where}`,
    shortcuts: [`Mod+Alt+${key}`],
    whileTyping: true,
    enabled: (editor) => hasRoom(editor, meant(editor, axis)?.id ?? '', axis),
    run(editor) {
      const at = meant(editor, axis)
      if (at) addTrack(editor, at.id, axis, at.place + side)
    },
  }
}

function moving(axis: Axis, by: 1 | -1, name: string, where: string, key: string): Command {
  const reaches = ({ place, count }: Meant) => place + by >= 0 && place + by < count
  return {
    id: `move-${axis}-${where}`,
    label: `Move the ${name} ${where}`,
    shortcuts: [`Alt+Shift+${key}`],
    whileTyping: true,
    enabled: (editor) => {
      const at = meant(editor, axis)
      return at !== undefined && reaches(at)
    },
    run(editor) {
      const at = meant(editor, axis)
      if (at) moveTrack(editor, at.id, axis, at.key, at.place + by)
    },
  }
}

const deleting = (axis: Axis, name: string): Command => ({
  id: `delete-${axis}`,
  label: `Delete the ${name}`,
  shortcuts: [],
  whileTyping: true,
  enabled: (editor) => (meant(editor, axis)?.count ?? 0) > 1,
  run(editor) {
    const at = meant(editor, axis)
    if (at) removeTrack(editor, at.id, axis, at.key)
  },
})

/** What is done to the rows and columns of what is selected or typed into. */
export const GRID_COMMANDS: readonly Command[] = [
  adding('row', 0, 'row', 'above', 'ArrowUp'),
  adding('row', 1, 'row', 'below', 'ArrowDown'),
  adding('column', 0, 'column', 'left', 'ArrowLeft'),
  adding('column', 1, 'column', 'right', 'ArrowRight'),
  moving('row', -1, 'row', 'up', 'ArrowUp'),
  moving('row', 1, 'row', 'down', 'ArrowDown'),
  moving('column', -1, 'column', 'left', 'ArrowLeft'),
  moving('column', 1, 'column', 'right', 'ArrowRight'),
  deleting('row', 'row'),
  deleting('column', 'column'),
  {
    id: 'headings',
    label: 'First row of headings, or not',
    shortcuts: [],
    whileTyping: true,
    enabled: (editor) => griddedId(editor) !== undefined,
    run(editor) {
      const id = griddedId(editor)
      const element = id === undefined ? undefined : editor.document.get(id)
      const props: Partial<Placed & { readonly header: boolean }> = element?.props ?? {}
      if (id !== undefined) editor.document.edit([id], 'header', props.header !== true)
    },
  },
]

import { expand, isEmpty, union, EMPTY_BOX, type Box } from '#board/geometry/box.ts'
import { translate } from '#board/geometry/matrix.ts'
import { ARRANGE_COMMANDS } from './arrange-commands.ts'
import type { Command } from './command.ts'
import { fitBox, roomIn, zoomAt } from './camera.ts'
import { createRenew } from '#board/document/renew.ts'
import { deleteSelection, deleteWithContents } from './delete-selection.ts'
import type { Editor } from './editor.ts'
import { GRID_COMMANDS } from './grid-commands.ts'
import { IMAGE_COMMANDS } from './image-commands.ts'
import { FLOWCHART_COMMANDS } from './flowchart.ts'
import { placeInMiddle, placesOnEnter } from './place.ts'
import { croppableOf, croppedNow, nudgeCrop } from './cropping.ts'
import { chooseNextHandle, nudgeHandle, removeChosenPoint } from './point-keys.ts'
import { bendableOf } from './points.ts'
import { withContents } from './framing.ts'
import { free, GROUP_COMMANDS, leaveGroup } from './groups.ts'
import { LOCK_COMMANDS } from './locked.ts'
import { SELECT_SAME_COMMANDS } from './select-same.ts'
import { LINK_COMMANDS } from './links.ts'
import { LOOKING_COMMANDS } from './looking.ts'
import { restack } from './restack.ts'
import { TEXT_COMMANDS } from './text-commands.ts'
import { PAGE_COMMANDS } from './page-commands.ts'
import { isText, partMeant, startTyping } from './typing.ts'
import { applyStyle, currentStyle } from './style.ts'
import { crop } from '../tools/crop.ts'

const ZOOM_STEP = 1.25
/** CSS pixels between an element and its duplicate. */
const DUPLICATE_OFFSET = 16

const mayEdit = (editor: Editor) => !editor.readonly
const hasSelection = (editor: Editor) => !editor.readonly && editor.selection.value.size > 0

function zoomTo(editor: Editor, zoom: number): void {
  const { width, height } = editor.viewport.value
  editor.camera.value = zoomAt(editor.camera.value, width / 2, height / 2, zoom)
}

function fit(editor: Editor, box: Box | undefined): void {
  if (!box || isEmpty(box)) return
  const viewport = editor.viewport.value
  editor.camera.value = fitBox(expand(box, 1), viewport, roomIn(viewport, editor.covered))
}

const selectionBounds = ({ scene, selection }: Editor): Box =>
  [...selection.value].reduce((all, id) => union(all, scene.boundsOf(id) ?? EMPTY_BOX), EMPTY_BOX)

function duplicate(editor: Editor): void {
  const offset = DUPLICATE_OFFSET / editor.camera.value.zoom
  const copies: string[] = []
  const renew = createRenew()
  const selected = editor.selection.value
  // Bottom to top, so that slices of a large selection keep their order.
  editor.bulk.edit(
    editor.scene.inOrder([...withContents(editor.scene, selected)]),
    (ids) => {
      const made = editor.document.duplicate(ids, offset, offset, { renew })
      for (const [i, id] of ids.entries()) if (selected.has(id)) copies.push(made[i] as string)
    },
    () => {
      editor.selection.value = new Set(copies)
    },
  )
}

/** The selected element, if it is one that carries words. */
function typedInto(editor: Editor): string | undefined {
  const [id] = editor.selection.value
  return id !== undefined && editor.selection.value.size === 1 && isText(editor, id) ? id : undefined
}

const holdsSomething = ({ scene, selection }: Editor): boolean =>
  withContents(scene, selection.value) !== selection.value

const nudge = ({ bulk, document, scene, selection }: Editor, x: number, y: number): void =>
  bulk.edit(withContents(scene, selection.value), (ids) => document.transform(ids, translate(x, y)))

/** One for each arrow key: by 1 scene unit, with Shift by 10. */
function nudges(): Command[] {
  const directions = [
    { key: 'ArrowLeft', name: 'left', x: -1, y: 0 },
    { key: 'ArrowRight', name: 'right', x: 1, y: 0 },
    { key: 'ArrowUp', name: 'up', x: 0, y: -1 },
    { key: 'ArrowDown', name: 'down', x: 0, y: 1 },
  ]
  const steps = [
    { id: 'nudge', by: 1, label: 'Nudge', prefix: '' },
    { id: 'push', by: 10, label: 'Push', prefix: 'Shift+' },
  ]
  return steps.flatMap(({ id, by, label, prefix }) =>
    directions.map(({ key, name, x, y }) => ({
      id: `${id}-${name}`,
      label: `${label} ${name}`,
      shortcuts: [`${prefix}${key}`],
      enabled: hasSelection,
      run(editor: Editor) {
        const vector = { x: x * by, y: y * by }
        if (!nudgeCrop(editor, vector) && !nudgeHandle(editor, vector)) nudge(editor, vector.x, vector.y)
      },
    })),
  )
}

/** Every command of the board itself. To add one, add its entry. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'undo',
    label: 'Undo',
    shortcuts: ['Mod+z'],
    enabled: (editor) => mayEdit(editor) && editor.history.canUndo,
    run: ({ bulk }) => bulk.undo(),
  },
  {
    id: 'redo',
    label: 'Redo',
    shortcuts: ['Mod+Shift+z', 'Mod+y'],
    enabled: (editor) => mayEdit(editor) && editor.history.canRedo,
    run: ({ bulk }) => bulk.redo(),
  },
  {
    id: 'delete',
    label: 'Delete',
    shortcuts: ['Delete', 'Backspace'],
    enabled: hasSelection,
    run: (editor) => removeChosenPoint(editor) || deleteSelection(editor),
  },
  {
    id: 'delete-contents',
    label: 'Delete with contents',
    shortcuts: [],
    enabled: (editor) => hasSelection(editor) && holdsSomething(editor),
    run: deleteWithContents,
  },
  { id: 'duplicate', label: 'Duplicate', shortcuts: ['Mod+d'], enabled: hasSelection, run: duplicate },
  {
    id: 'select-all',
    label: 'Select all',
    shortcuts: ['Mod+a'],
    enabled: mayEdit,
    run(editor) {
      editor.toolbox.done()
      editor.within.value = []
      editor.selection.value = new Set(free(editor, editor.document.ids()))
    },
  },
  {
    id: 'edit-text',
    label: 'Edit the text, crop the picture, or make what the tool makes',
    shortcuts: ['Enter'],
    enabled: (editor) =>
      !editor.readonly &&
      (typedInto(editor) !== undefined || croppableOf(editor) !== undefined || placesOnEnter(editor)),
    run(editor) {
      const id = typedInto(editor)
      if (croppedNow(editor)) editor.toolbox.done()
      else if (croppableOf(editor)) editor.toolbox.choose(crop.id)
      else if (id !== undefined) startTyping(editor, id, partMeant(editor, id))
      else placeInMiddle(editor)
    },
  },
  {
    id: 'edit-points',
    label: 'Edit the points of a line',
    shortcuts: ['Mod+Enter'],
    enabled: (editor) => bendableOf(editor) !== undefined,
    run: (editor) => void chooseNextHandle(editor, 1),
  },
  {
    id: 'escape',
    label: 'Cancel, leave the group or deselect',
    shortcuts: ['Escape'],
    run(editor) {
      editor.lockHit.value = null
      if (editor.toolbox.cancel()) return
      if (editor.grip.value) editor.grip.value = null
      else leaveGroup(editor)
    },
  },
  ...nudges(),
  {
    id: 'zoom-in',
    looks: true,
    label: 'Zoom in',
    shortcuts: ['Mod+=', 'Mod++', 'Mod+Shift+='],
    run: (editor) => zoomTo(editor, editor.camera.value.zoom * ZOOM_STEP),
  },
  {
    id: 'zoom-out',
    looks: true,
    label: 'Zoom out',
    shortcuts: ['Mod+-', 'Mod+Shift+-'],
    run: (editor) => zoomTo(editor, editor.camera.value.zoom / ZOOM_STEP),
  },
  {
    id: 'zoom-100',
    looks: true,
    label: 'Zoom to 100 %',
    shortcuts: ['Mod+0', 'Shift+0'],
    run: (editor) => zoomTo(editor, 1),
  },
  {
    id: 'zoom-fit',
    looks: true,
    label: 'Zoom to fit',
    shortcuts: ['Shift+1'],
    run: (editor) => fit(editor, editor.scene.bounds),
  },
  {
    id: 'zoom-selection',
    looks: true,
    label: 'Zoom to selection',
    shortcuts: ['Shift+2', 'Shift+3'],
    enabled: (editor) => editor.selection.value.size > 0,
    run: (editor) => fit(editor, selectionBounds(editor)),
  },
  {
    id: 'grid',
    label: 'Show or hide the grid',
    shortcuts: ["Mod+'"],
    enabled: mayEdit,
    run: ({ document }) => document.setMeta({ grid: !document.meta.grid }),
  },
  {
    id: 'snapping',
    label: 'Snap to things and the grid, or not',
    shortcuts: ['Alt+Shift+s'],
    enabled: mayEdit,
    run: ({ snapping }) => (snapping.value = !snapping.value),
  },
  {
    id: 'keep-tool',
    label: 'Keep the tool on',
    shortcuts: ['q'],
    looks: true,
    enabled: ({ readonly }) => !readonly,
    run: ({ toolbox: { keeps } }) => (keeps.value = !keeps.peek()),
  },
  {
    id: 'bring-forward',
    label: 'Bring forward',
    shortcuts: ['Mod+]', 'Alt+]'],
    enabled: hasSelection,
    run: (editor) => restack(editor, 'forward'),
  },
  {
    id: 'send-backward',
    label: 'Send backward',
    shortcuts: ['Mod+[', 'Alt+['],
    enabled: hasSelection,
    run: (editor) => restack(editor, 'backward'),
  },
  {
    id: 'bring-to-front',
    label: 'Bring to front',
    shortcuts: ['Mod+Shift+]', ']'],
    enabled: hasSelection,
    run: (editor) => restack(editor, 'front'),
  },
  {
    id: 'send-to-back',
    label: 'Send to back',
    shortcuts: ['Mod+Shift+[', '['],
    enabled: hasSelection,
    run: (editor) => restack(editor, 'back'),
  },
  {
    id: 'copy-style',
    label: 'Copy style',
    shortcuts: ['Mod+Alt+c'],
    enabled: hasSelection,
    run: (editor) => (editor.style.value = { ...editor.style.value, ...currentStyle(editor) }),
  },
  {
    id: 'paste-style',
    label: 'Paste style',
    shortcuts: ['Mod+Alt+v'],
    enabled: hasSelection,
    run: (editor) => applyStyle(editor, editor.style.value),
  },
  ...LOOKING_COMMANDS,
  ...PAGE_COMMANDS,
  ...TEXT_COMMANDS,
  ...GRID_COMMANDS,
  ...LINK_COMMANDS,
  ...IMAGE_COMMANDS,
  ...GROUP_COMMANDS,
  ...LOCK_COMMANDS,
  ...SELECT_SAME_COMMANDS,
  ...FLOWCHART_COMMANDS,
  ...ARRANGE_COMMANDS,
]

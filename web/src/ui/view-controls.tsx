import { runCommand } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import type { BoardApp } from './board-app.ts'
import { CommandButton } from './command-button.tsx'
import { Tip } from './icon-button.tsx'
import { useWords } from '../words/use-words.ts'

/** Undo and redo, and how close one looks. */
export function ViewControls({ editor, steps }: Pick<BoardApp, 'editor' | 'steps'>) {
  const { canUndo, canRedo } = steps.value
  return (
    <div class="bar island">
      {!editor.readonly && (
        <>
          <CommandButton command="undo" icon="undo-2" editor={editor} inactive={!canUndo} tip="above start" />
          <CommandButton command="redo" icon="redo-2" editor={editor} inactive={!canRedo} />
        </>
      )}
      <div class="zoom bar-part">
        {!editor.readonly && <hr />}
        <ZoomButtons editor={editor} />
      </div>
    </div>
  )
}

/** How close one looks. */
export const ZoomButtons = ({ editor }: Pick<BoardApp, 'editor'>) => (
  <>
    <CommandButton command="zoom-out" icon="minus" editor={editor} />
    <ZoomLevel editor={editor} />
    <CommandButton command="zoom-in" icon="plus" editor={editor} />
    <CommandButton command="zoom-fit" icon="maximize" editor={editor} />
  </>
)

function ZoomLevel({ editor }: Pick<BoardApp, 'editor'>) {
  const t = useWords()
  const percent = `${Math.round(editor.camera.value.zoom * 100)} %`
  const reset = COMMANDS.find(({ id }) => id === 'zoom-100')
  return (
    <button
      type="button"
      class="zoom-level"
      aria-label={t('Zoom {percent}: back to 100 %', { percent })}
      onClick={() => reset && runCommand(reset, editor)}
    >
      {percent}
      <Tip place="above">{t('Back to 100 %')}</Tip>
    </button>
  )
}

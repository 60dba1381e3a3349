import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { placeFrame } from '../../editor/frame-order.ts'
import { framesInOrder } from '../../editor/frame-list.ts'
import { goTo } from '../../editor/go-to.ts'
import { Icon } from '../icon.tsx'
import type { TabProps } from './tabs.ts'
import { SortableList } from './sortable-list.tsx'
import { useWords } from '../../words/use-words.ts'

/** The frames of the board, in the order in which they are presented. */
export function FramesTab({ app: { editor, presenting } }: TabProps) {
  const t = useWords()
  const frames = useSignal(framesInOrder(editor))
  useEffect(() => editor.scene.onChange(() => (frames.value = framesInOrder(editor))), [editor])
  const entries = frames.value.map(({ id, name }) => ({ id, name: name || t('Frame') }))
  if (entries.length === 0) return <p>{t('There are no frames yet. Draw one (F): each is a page to show.')}</p>
  return (
    <>
      <SortableList
        label={t('Frames in the order of presenting')}
        entries={entries}
        onMove={editor.readonly ? undefined : (id, at) => placeFrame(editor, id, at)}
      >
        {({ id, name }) => (
          <button type="button" class="panel-name" onClick={() => goTo(editor, id)}>
            {name}
          </button>
        )}
      </SortableList>
      <button type="button" class="button primary" onClick={() => (presenting.value = entries[0]?.id ?? null)}>
        <Icon name="presentation" />
        <span>{t('Present')}</span>
      </button>
    </>
  )
}

import { addLayer, deleteLayer, moveToLayer, placeSection } from '../../editor/pages.ts'
import { nameOfSection } from '../../editor/turn-page.ts'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import { SectionName } from './section-row.tsx'
import { SortableList } from './sortable-list.tsx'
import type { TabProps } from './tabs.ts'
import { useWords } from '../../words/use-words.ts'

/** The layers of the board, the topmost first. What is drawn next comes onto the one that is chosen. */
export function LayersTab({ app: { editor } }: TabProps) {
  const t = useWords()
  const { paging, document, readonly, selection } = editor
  const layers = paging.layers.value.map((layer, at) => ({ ...layer, name: nameOfSection(t, 'Layer', layer, at) }))
  const topFirst = layers.toReversed()
  const here = layers.find(({ id }) => id === paging.layer.value)?.id ?? layers[0]?.id
  const place = (id: string, at: number) => placeSection(editor, 'Layer', id, layers.length - 1 - at)
  return (
    <>
      <SortableList label={t('Layers, the topmost first')} entries={topFirst} onMove={readonly ? undefined : place}>
        {({ id, name, hidden, locked }) => (
          <>
            <SectionName
              name={name}
              current={id === here}
              onChoose={() => (paging.layer.value = id)}
              onRename={readonly ? undefined : (to) => document.layers.edit(id, { name: to })}
            />
            {!readonly && (
              <>
                <IconButton
                  icon="eye"
                  label={t('Hide {name} for everybody', { name })}
                  aria-pressed={hidden}
                  onClick={() => document.layers.edit(id, { hidden: !hidden })}
                />
                <IconButton
                  icon="lock"
                  label={t('Lock {name}', { name })}
                  aria-pressed={locked}
                  onClick={() => document.layers.edit(id, { locked: !locked })}
                />
              </>
            )}
          </>
        )}
      </SortableList>
      {!readonly && (
        <div class="panel-actions">
          <button type="button" class="button" onClick={() => addLayer(editor)}>
            <Icon name="plus" />
            <span>{t('New layer')}</span>
          </button>
          <IconButton
            icon="trash-2"
            label={t('Delete the chosen layer, and keep what is on it')}
            inactive={layers.length === 1}
            onClick={() => here && deleteLayer(editor, here)}
          />
        </div>
      )}
      {!readonly && selection.value.size > 0 && layers.length > 1 && (
        <button type="button" class="button" onClick={() => here && moveToLayer(editor, here)}>
          {t('Move what is selected to the chosen layer')}
        </button>
      )}
    </>
  )
}

import { addPage, deletePage, duplicatePage, moveToPage, placeSection } from '../../editor/pages.ts'
import { nameOfSection, turnTo } from '../../editor/turn-page.ts'
import { boardUrl } from '../../start/board-address.ts'
import { sharedSecret } from '../../start/held-links.ts'
import { copyText } from '../copy-text.ts'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import { SectionName } from './section-row.tsx'
import { SortableList } from './sortable-list.tsx'
import type { TabProps } from './tabs.ts'
import { useWords } from '../../words/use-words.ts'

/** The pages of the board: who is on which, and all that can be done to them. */
export function PagesTab({ app }: TabProps) {
  const t = useWords()
  const { editor, people, toasts } = app
  const { paging, document, readonly, selection } = editor
  const pages = paging.pages.value.map((page, at) => ({ ...page, page, name: nameOfSection(t, 'Page', page, at) }))
  const here = paging.page.value
  const current = pages.find(({ id }) => id === here)
  const copyLink = async () => {
    const secret = sharedSecret(app.memory, app.session)
    const done = await copyText(boardUrl(app.id, secret, here))
    toasts.say(done ? t('Link to this page copied') : t('Your browser would not let us copy'))
  }
  return (
    <>
      <SortableList
        label={t('Pages')}
        entries={pages}
        onMove={readonly ? undefined : (id, at) => placeSection(editor, 'Page', id, at)}
      >
        {({ id, name }) => (
          <>
            <SectionName
              name={name}
              current={id === here}
              onChoose={() => turnTo(editor, id)}
              onRename={readonly ? undefined : (to) => document.pages.edit(id, { name: to })}
            />
            <span class="section-people">
              {people.value
                .filter(({ page }) => page === id)
                .map(({ client, name: person, color }) => (
                  <span
                    key={client}
                    class="section-person"
                    role="img"
                    aria-label={person}
                    title={person}
                    style={{ '--person': color }}
                  />
                ))}
            </span>
          </>
        )}
      </SortableList>
      <div class="panel-actions">
        {!readonly && current && (
          <>
            <button type="button" class="button" onClick={() => addPage(editor)}>
              <Icon name="plus" />
              <span>{t('New page')}</span>
            </button>
            <IconButton
              icon="copy-plus"
              label={t('Duplicate this page')}
              onClick={() => duplicatePage(editor, current.page, current.name)}
            />
            <IconButton
              icon="trash-2"
              label={t('Delete this page')}
              inactive={pages.length === 1}
              onClick={() => deletePage(editor, here)}
            />
          </>
        )}
        <IconButton icon="link" label={t('Copy a link to this page')} onClick={() => void copyLink()} />
      </div>
      {!readonly && selection.value.size > 0 && pages.length > 1 && (
        <label class="panel-move">
          <span>{t('Move what is selected to')}</span>
          <select class="field" value="" onChange={({ currentTarget }) => moveToPage(editor, currentTarget.value)}>
            <option value="">{t('Choose a page')}</option>
            {pages
              .filter(({ id }) => id !== here)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
      )}
    </>
  )
}

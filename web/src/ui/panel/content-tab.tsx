import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { goTo } from '../../editor/go-to.ts'
import { contentsOf } from '../../editor/contents.ts'
import type { TabProps } from './tabs.ts'
import { useWords } from '../../words/use-words.ts'

/** So many at first, and so many more each time they are asked for. */
const AT_ONCE = 200

/** All that is on the page, in reading order: what it is and what it says. Choosing goes there and selects it. */
export function ContentTab({ app: { editor } }: TabProps) {
  const t = useWords()
  const changes = useSignal(0)
  const shown = useSignal(AT_ONCE)
  useEffect(() => {
    // At most once a frame, however much changes.
    let frame = 0
    const stop = editor.scene.onChange(() => {
      frame ||= requestAnimationFrame(() => {
        frame = 0
        changes.value++
      })
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
    }
  }, [editor])
  const entries = useComputed(() => {
    void [changes.value, editor.paging.page.value]
    return contentsOf(editor)
  })
  const all = entries.value
  if (all.length === 0) return <p>{t('There is nothing on this page yet.')}</p>
  return (
    <>
      <p role="status">{t('One thing on this page|{count} things on this page', { count: all.length })}</p>
      <ol class="contents" aria-label={t('Content of the page, in reading order')}>
        {all.slice(0, shown.value).map(({ id, kind, words }) => (
          <li key={id}>
            <button
              type="button"
              class="panel-name"
              aria-current={editor.selection.value.has(id) ? 'true' : undefined}
              onClick={() => goTo(editor, id)}
            >
              <span class="content-kind">{t(kind)}</span>
              {words && <span> {words}</span>}
            </button>
          </li>
        ))}
      </ol>
      {all.length > shown.value && (
        <button type="button" class="button" onClick={() => (shown.value += AT_ONCE)}>
          {t('Show more')}
        </button>
      )}
    </>
  )
}

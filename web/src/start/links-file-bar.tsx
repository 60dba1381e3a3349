import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { download } from '../export/download.ts'
import { linksFile, takeLinksFile } from './links-file.ts'
import type { LocalMemory } from './local-memory.ts'
import { recentBoards } from './recent-boards.ts'
import { useWords } from '../words/use-words.ts'

interface LinksFileBarProps {
  readonly memory: LocalMemory
  readonly onTaken: () => void
}

/** The way of this browser's boards into another one, as there are no accounts. */
export function LinksFileBar({ memory, onTaken }: LinksFileBarProps) {
  const t = useWords()
  const picker = useRef<HTMLInputElement>(null)
  const said = useSignal('')
  const save = () => download(new Blob([linksFile(memory)], { type: 'application/json' }), 'drawbridge-links.json')
  const take = async (file: File | undefined) => {
    if (!file) return
    const count = takeLinksFile(memory, await file.text())
    said.value =
      count === undefined
        ? t('That isn’t a file of links.')
        : t('{count} board in it.|{count} boards in it.', { count })
    onTaken()
  }
  return (
    <div class="links-file">
      {recentBoards(memory).length > 0 && (
        <button
          type="button"
          class="button"
          title={t('Keep the file to yourself: it opens all of them')}
          onClick={save}
        >
          {t('Save my links to a file')}
        </button>
      )}
      <button type="button" class="button" onClick={() => picker.current?.click()}>
        {t('Bring links from a file')}
      </button>
      <input
        ref={picker}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={t('File of links')}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0])
          currentTarget.value = ''
        }}
      />
      <output>{said.value}</output>
    </div>
  )
}

import '../../board-library.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { BadFile } from '#board/document/board-file.ts'
import type { LeftOut } from '#board/formats/imported.ts'
import { EXTENSIONS, readFile, type ReadFile } from '../import/formats.ts'
import { placeImported } from '../import/place-imported.ts'
import { count, saidOf } from '../import/words.ts'
import { middleOfView } from '../input/image-input.ts'
import { PiecePicture } from './piece-picture.tsx'
import type { BoardApp } from './board-app.ts'
import type { PanelProps } from './dialogs.tsx'
import { Icon } from './icon.tsx'

/** What has become of the file that was chosen. */
type Reading =
  | { readonly state: 'none' }
  | { readonly state: 'bad'; readonly reason: string }
  | { readonly state: 'read'; readonly name: string; readonly file: ReadFile }

/** A file, seen before it is put on the board: what comes, and what can't come along. */
export function Panel({ app, open }: PanelProps) {
  const { editor, incoming } = app
  const reading = useSignal<Reading>({ state: 'none' })
  const chosen = incoming.value
  useEffect(() => {
    const show = async () => {
      const result = await read(chosen, editor.measure)
      if (incoming.peek() === chosen) reading.value = result
    }
    void show()
    return () => {
      // The next file may have come already.
      if (incoming.peek() === chosen) incoming.value = null
    }
  }, [chosen, editor, incoming, reading])
  const put = async (file: ReadFile) => {
    open.value = false
    const isEmpty = editor.document.size === 0
    const placed = await placeImported(editor, app.files, file, middleOfView(editor))
    if (isEmpty && file.title !== '' && app.title.peek() === '') app.rename(file.title)
    app.toasts.say(saidOf(placed, file.left))
  }
  return (
    <div class="library import">
      <Outcome app={app} reading={reading.value} />
      <div class="library-line">
        {reading.value.state === 'read' && (
          <button
            type="button"
            class="button primary"
            onClick={() => reading.value.state === 'read' && void put(reading.value.file)}
          >
            <Icon name="plus" />
            <span>Put on the board</span>
          </button>
        )}
        <label class="button">
          <Icon name="file-plus" />
          <span>{reading.value.state === 'none' ? 'Choose a file' : 'Another file'}</span>
          <input
            class="unseen"
            type="file"
            accept={EXTENSIONS}
            onChange={({ currentTarget }) => {
              incoming.value = currentTarget.files?.[0] ?? null
              currentTarget.value = ''
            }}
          />
        </label>
      </div>
    </div>
  )
}

async function read(file: File | null, measure: BoardApp['editor']['measure']): Promise<Reading> {
  if (!file) return { state: 'none' }
  try {
    return { state: 'read', name: file.name, file: await readFile(file, measure) }
  } catch (error) {
    if (error instanceof BadFile) return { state: 'bad', reason: error.message }
    throw error
  }
}

function Outcome({ app: { editor, theme }, reading }: { readonly app: BoardApp; readonly reading: Reading }) {
  if (reading.state === 'none')
    return <p>A drawing of Excalidraw, a board that was saved as a file, or a picture with a board inside.</p>
  if (reading.state === 'bad') return <p role="alert">This file can’t be opened: {reading.reason}.</p>
  const { name, file } = reading
  const { elements, pictures, left, format } = file
  return (
    <>
      <output>
        {name} · {format} · {count(elements.length, 'element')}
        {pictures.size > 0 && `, ${count(pictures.size, 'picture')} among them`}
      </output>
      <PiecePicture
        piece={file}
        measure={editor.measure}
        theme={theme.dark.value ? 'dark' : 'light'}
        width={560}
        height={300}
      />
      <LeftOutList left={left} />
    </>
  )
}

function LeftOutList({ left }: { readonly left: LeftOut }) {
  if (left.size === 0) return null
  return (
    <section aria-label="What does not come along">
      <h3>What does not come along</h3>
      <ul>
        {[...left].map(([what, times]) => (
          <li key={what}>
            {what}: {times}
          </li>
        ))}
      </ul>
    </section>
  )
}

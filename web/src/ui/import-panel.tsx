import { FilePlus } from 'lucide'
import '../../styles/board-library.css'
import { useSignal, type Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ImportedPieces } from '#board/formats/excalidraw/library.ts'
import type { ReadFile } from '#board/formats/index.ts'
import { EXTENSIONS } from '../import/formats.ts'
import { PIECE_EXTENSIONS } from '../import/pieces.ts'
import { placeImported } from '../import/place-imported.ts'
import { closeOf, NO_WAYS, read, type Reading, waysOf } from '../import/reading.ts'
import { NO_ROOM, saidOf, saidOfPieces } from '../import/words.ts'
import { middleOfView } from '../input/image-input.ts'
import { createOwnPieces } from '../library/own-pieces.ts'
import type { BoardApp } from './board-app.ts'
import type { PanelProps } from './dialogs.tsx'
import { Icon } from './icon.tsx'
import { Outcome } from './import-outcome.tsx'
import { useWords } from '../words/use-words.ts'
import { WrittenDrawing } from './written-drawing.tsx'

/** What becomes of the file that comes, read anew whenever it or what it is to become is another. */
function useReading({ editor, incoming }: BoardApp, way: Signal<string>): Signal<Reading> {
  const reading = useSignal<Reading>({ state: 'none' })
  const chosen = incoming.value
  const asked = way.value
  useEffect(() => {
    const show = async () => {
      const result = await read(chosen, editor.measure, asked)
      if (incoming.peek() !== chosen || way.peek() !== asked) return closeOf(result)
      const before = reading.peek()
      closeOf(before)
      const { ways } = asked === '' ? NO_WAYS : waysOf(before)
      reading.value = result.state === 'bad' ? { ...result, ways, way: asked } : result
    }
    void show()
  }, [chosen, asked, editor, incoming, reading, way])
  useEffect(
    () => () => {
      // The next file may have come already.
      if (incoming.peek() === chosen) incoming.value = null
    },
    [chosen, incoming],
  )
  useEffect(() => () => closeOf(reading.peek()), [reading])
  return reading
}

/** A file, seen before it is put on the board: what comes, and what can't come along. */
export function Panel({ app, open }: PanelProps) {
  const t = useWords()
  const { editor, incoming } = app
  const way = useSignal('')
  const reading = useReading(app, way)
  const isWriting = useSignal(false)
  const put = async (file: ReadFile) => {
    open.value = false
    const placed = await placeImported(editor, app.files, file, middleOfView(editor))
    app.toasts.say(saidOf(t, placed, file.left))
  }
  const keep = ({ pieces, left }: ImportedPieces) => {
    open.value = false
    const isKept = createOwnPieces(app.memory).add(pieces)
    app.toasts.say(isKept ? saidOfPieces(t, pieces.length, left) : t(NO_ROOM))
  }
  return (
    <div class="library import">
      {isWriting.value && <WrittenDrawing incoming={incoming} />}
      {!(isWriting.value && reading.value.state === 'none') && (
        <Outcome app={app} reading={reading.value} onDone={() => (open.value = false)} />
      )}
      <Ways reading={reading.value} way={way} />
      <div class="library-line">
        {reading.value.state === 'read' && (
          <button
            type="button"
            class="button primary"
            onClick={() => reading.value.state === 'read' && void put(reading.value.file)}
          >
            <Icon name="plus" />
            <span>{t('Put on the board')}</span>
          </button>
        )}
        {reading.value.state === 'pieces' && reading.value.found.pieces.length > 0 && (
          <button
            type="button"
            class="button primary"
            onClick={() => reading.value.state === 'pieces' && keep(reading.value.found)}
          >
            <Icon name="plus" />
            <span>{t('Add to your library')}</span>
          </button>
        )}
        <label class="button">
          <Icon name={FilePlus} />
          <span>{reading.value.state === 'none' ? t('Choose a file') : t('Another file')}</span>
          <input
            class="unseen"
            type="file"
            accept={`${EXTENSIONS},${PIECE_EXTENSIONS}`}
            onChange={({ currentTarget }) => {
              isWriting.value = false
              way.value = ''
              incoming.value = currentTarget.files?.[0] ?? null
              currentTarget.value = ''
            }}
          />
        </label>
        {!isWriting.value && (
          <button
            type="button"
            class="button"
            onClick={() => {
              isWriting.value = true
              way.value = ''
              incoming.value = null
            }}
          >
            <Icon name="pencil" />
            <span>{t('Write or paste text')}</span>
          </button>
        )}
      </div>
    </div>
  )
}

/** What else the file may become; also when it can't become what was chosen. */
function Ways({ reading, way }: { readonly reading: Reading; readonly way: Signal<string> }) {
  const t = useWords()
  const { ways, way: now } = waysOf(reading)
  if (ways.length < 2) return null
  return (
    <label class="library-line">
      <span>{t('As')}</span>
      <select class="field" value={now} onChange={({ currentTarget }) => (way.value = currentTarget.value)}>
        {ways.map(({ id, label }) => (
          <option key={id} value={id}>
            {t(label)}
          </option>
        ))}
      </select>
    </label>
  )
}

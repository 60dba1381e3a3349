import { Download, FilePlus } from 'lucide'
import type { Translate } from '../words/words.ts'
import '../../styles/board-library.css'
import { useComputed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { BadFile } from '#board/document/board-file.ts'
import type { ImportedPieces } from '#board/formats/excalidraw/library.ts'
import { toScene } from '../editor/camera.ts'
import { placeClip } from '../editor/clipboard.ts'
import { nameOf } from '../editor/name-of.ts'
import { download } from '../export/download.ts'
import { readPieces, PIECE_EXTENSIONS } from '../import/pieces.ts'
import { NO_ROOM, saidOfPieces } from '../import/words.ts'
import { createOwnPieces, libraryFile } from '../library/own-pieces.ts'
import { PiecePicture, THUMBNAIL } from './piece-picture.tsx'
import { clipOfPiece, type Piece } from '../library/piece.ts'
import { templatesIn } from '../library/templates.ts'
import type { BoardApp } from './board-app.ts'
import type { PanelProps } from './dialogs.tsx'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import { useWords } from '../words/use-words.ts'

const NOTHING: ImportedPieces = { pieces: [], left: new Map() }

/** Templates, and somebody's own pieces: a click puts one in the middle of what is looked at. */
export function Panel({ app, open }: PanelProps) {
  const t = useWords()
  const { editor, memory, toasts } = app
  const own = useMemo(() => createOwnPieces(memory), [memory])
  const templates = useComputed(() => templatesIn(t))
  const put = (piece: Piece) => {
    open.value = false
    editor.bulk.finish()
    const { width, height } = editor.viewport.peek()
    placeClip(editor, clipOfPiece(piece, editor.measure), toScene(editor.camera.peek(), width / 2, height / 2))
  }
  const keep = (pieces: readonly Omit<Piece, 'id'>[], said: string) => {
    if (pieces.length === 0) toasts.say(t('There are no pieces in that file.'))
    else if (own.add(pieces)) toasts.say(said)
    else toasts.say(t(NO_ROOM))
  }
  const readFile = async (file: File | undefined) => {
    if (!file) return
    try {
      const { pieces, left } = (await readPieces(file, editor.measure)) ?? NOTHING
      keep(pieces, saidOfPieces(t, pieces.length, left))
    } catch (error) {
      if (!(error instanceof BadFile)) throw error
      toasts.say(t('This file can’t be opened: {message}.', { message: t(error.message) }))
    }
  }
  return (
    <div class="library">
      <Pieces app={app} label={t('Templates')} pieces={templates.value} onPick={put} />
      <Pieces app={app} label={t('Your pieces')} pieces={own.list.value} onPick={put} onRemove={own.remove} />
      {own.list.value.length === 0 && <p>{t('Select something on the board and keep it here, for every board.')}</p>}
      <div class="library-line">
        <button
          type="button"
          class="button primary"
          aria-disabled={editor.selection.value.size === 0}
          onClick={() =>
            editor.selection.value.size > 0 &&
            keep([selectedPiece(editor, t)], t('Kept with your pieces, in this browser.'))
          }
        >
          <Icon name="plus" />
          <span>{t('Keep what is selected')}</span>
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={own.list.value.length === 0}
          onClick={() => own.list.value.length > 0 && save(own.list.value)}
        >
          <Icon name={Download} />
          <span>{t('Save as a file')}</span>
        </button>
        <label class="button">
          <Icon name={FilePlus} />
          <span>{t('Open a file')}</span>
          <input
            class="unseen"
            type="file"
            accept={PIECE_EXTENSIONS}
            onChange={({ currentTarget }) => {
              void readFile(currentTarget.files?.[0])
              currentTarget.value = ''
            }}
          />
        </label>
      </div>
    </div>
  )
}

const save = (pieces: readonly Piece[]) =>
  download(new Blob([libraryFile(pieces)], { type: 'application/json' }), 'pieces.drawbridgelib')

function selectedPiece({ document, scene, selection }: BoardApp['editor'], t: Translate): Omit<Piece, 'id'> {
  const ids = scene.inOrder([...selection.peek()])
  const first = ids.map((id) => scene.get(id)).find((element) => element !== undefined)
  return { name: first ? nameOf(first, t) : '', elements: document.copy(ids) }
}

/** What pieces are painted with. */
type PictureParts = Pick<BoardApp, 'editor' | 'theme'>

interface PiecesProps {
  readonly app: PictureParts
  readonly label: string
  readonly pieces: readonly Piece[]
  readonly onPick: (piece: Piece) => void
  readonly onRemove?: (id: string) => void
}

function Pieces({ app, label, pieces, onPick, onRemove }: PiecesProps) {
  const t = useWords()
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      <ul class="pieces">
        {pieces.map((piece) => (
          <li key={piece.id} class="piece">
            <button type="button" class="piece-button" onClick={() => onPick(piece)}>
              <PiecePicture
                piece={piece}
                measure={app.editor.measure}
                theme={app.theme.dark.value ? 'dark' : 'light'}
                {...THUMBNAIL}
              />
              <span>{piece.name || t('Piece')}</span>
            </button>
            {onRemove && (
              <IconButton
                icon="x"
                label={t('Remove {name}', { name: piece.name || t('piece') })}
                onClick={() => onRemove(piece.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

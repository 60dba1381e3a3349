import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { paintItems } from '#board/render/canvas.ts'
import { sheetColor } from '#board/render/theme.ts'
import type { ExportChoice } from '../export/export-formats.ts'
import { backgroundOf, bitmapsOf, pictureFrom, sizeOf, type SnapshotSource } from '../export/snapshot.ts'
import { useWords } from '../words/use-words.ts'

/** CSS pixels. */
const PREVIEW = { width: 560, height: 300 } as const
/** Drawing more than this would hold the page up at every choice. */
const MOST_ITEMS = 8_000

interface PreviewProps {
  readonly source: SnapshotSource
  readonly choice: ReadonlySignal<ExportChoice>
}

/** What a picture will look like, and how large it will be. */
export function ExportPreview({ source, choice }: PreviewProps) {
  const t = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { scale } = choice.value
  const picture = pictureFrom(source, choice.value)
  const size = sizeOf(picture, scale)
  const isTooMuch = picture.items.length > MOST_ITEMS
  useEffect(() => {
    const wanted = { isWanted: true }
    if (canvas.current && !isTooMuch) void paint(canvas.current, source, choice.peek(), wanted)
    return () => {
      wanted.isWanted = false
    }
  }, [source, choice.value, isTooMuch])
  return (
    <figure class="export-preview" data-checked={choice.value.transparent}>
      {isTooMuch ? <p>{t('Too large for a look at it here.')}</p> : <canvas ref={canvas} aria-hidden="true" />}
      <figcaption>
        {t('{width} × {height} pixels', { width: String(size.width), height: String(size.height) })}
      </figcaption>
    </figure>
  )
}

async function paint(
  canvas: HTMLCanvasElement,
  source: SnapshotSource,
  choice: ExportChoice,
  wanted: { readonly isWanted: boolean },
): Promise<void> {
  const picture = pictureFrom(source, choice)
  const { minX, minY, maxX, maxY } = picture.bounds
  const scale = Math.min(2, PREVIEW.width / (maxX - minX), PREVIEW.height / (maxY - minY)) * devicePixelRatio
  const bitmaps = await bitmapsOf(picture.items, scale, source)
  const context = canvas.getContext('2d')
  if (!wanted.isWanted || !context) return
  canvas.width = Math.max(1, Math.ceil((maxX - minX) * scale))
  canvas.height = Math.max(1, Math.ceil((maxY - minY) * scale))
  canvas.style.width = `${canvas.width / devicePixelRatio}px`
  const background = backgroundOf(source, choice)
  if (background !== 'none') {
    context.fillStyle = sheetColor(background, choice.theme)
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  context.setTransform(scale, 0, 0, scale, -minX * scale, -minY * scale)
  paintItems(context, picture.items, choice.theme, bitmaps)
}

import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { leavesOf } from '#board/document/leaves.ts'
import { paintItems } from '#board/render/canvas.ts'
import { pixelsOf, type Picture } from '#board/render/picture.ts'
import { sheetColor } from '#board/render/theme.ts'
import type { ExportChoice, ExportSource } from '../export/export-formats.ts'
import { fetchFonts } from '../export/fetch-fonts.ts'
import { backgroundOf, bitmapsOf, pictureFrom, sizeOf } from '../export/snapshot.ts'
import { useWords } from '../words/use-words.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** CSS pixels: of the one picture, and of the pages of a document. */
const WHOLE: Size = { width: 560, height: 300 }
const PAGE: Size = { width: 168, height: 130 }
/** Pages that are shown. */
const MOST_PAGES = 12
/** Drawing more than this would hold the page up at every choice. */
const MOST_ITEMS = 8_000

interface PreviewProps {
  readonly source: ExportSource
  readonly choice: ReadonlySignal<ExportChoice>
  /** Is it made of pixels, as large as is chosen? What is made of lines has one for each scene unit. */
  readonly isScaled: boolean
}

/** What a picture will look like, and how large it will be; of a document how many pages, and the first of them. */
export function ExportPreview({ source, choice, isScaled }: PreviewProps) {
  return choice.value.each === undefined ? (
    <PicturePreview source={source} choice={choice.value} isScaled={isScaled} />
  ) : (
    <PagesPreview source={source} choice={choice.value} />
  )
}

interface LookProps {
  readonly source: ExportSource
  readonly choice: ExportChoice
}

function PicturePreview({ source, choice, isScaled }: LookProps & Pick<PreviewProps, 'isScaled'>) {
  const t = useWords()
  const { only, within, margin } = choice
  // Laying out a large board takes long: what changes only its looks is not that.
  const picture = useMemo(
    () => pictureFrom(source, { ...choice, only, within, margin }),
    [source, only, within, margin],
  )
  const { width, height } = isScaled ? sizeOf(picture, choice.scale) : pixelsOf(picture.bounds, 1)
  return (
    <figure class="export-preview" data-checked={choice.transparent}>
      <Look picture={picture} room={WHOLE} source={source} choice={choice} />
      <figcaption>{t('{width} × {height} pixels', { width: String(width), height: String(height) })}</figcaption>
    </figure>
  )
}

function PagesPreview({ source, choice }: LookProps) {
  const t = useWords()
  const { each, margin } = choice
  const leaves = leavesOf(source.document, { each, margin }, source.measure)
  return (
    <figure class="export-preview" data-checked={choice.transparent}>
      <div class="export-pages">
        {leaves.slice(0, MOST_PAGES).map((leaf, at) => (
          <Look key={at} picture={leaf.picture()} room={PAGE} source={source} choice={choice} />
        ))}
      </div>
      <figcaption>{t('{count} page|{count} pages', { count: leaves.length })}</figcaption>
    </figure>
  )
}

interface CanvasProps extends LookProps {
  readonly picture: Picture
  /** It is as large as fits this. */
  readonly room: Size
}

function Look(props: CanvasProps) {
  const t = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { picture, source, choice } = props
  const isTooMuch = picture.items.length > MOST_ITEMS
  useEffect(() => {
    const wanted = { isWanted: true }
    if (canvas.current && !isTooMuch) void paint(canvas.current, props, wanted)
    return () => {
      wanted.isWanted = false
    }
  }, [source, choice, isTooMuch])
  return isTooMuch ? <p>{t('Too large for a look at it here.')}</p> : <canvas ref={canvas} aria-hidden="true" />
}

async function paint(
  canvas: HTMLCanvasElement,
  { picture, room, source, choice }: CanvasProps,
  wanted: { readonly isWanted: boolean },
): Promise<void> {
  const { minX, minY, maxX, maxY } = picture.bounds
  const scale = Math.min(2, room.width / (maxX - minX), room.height / (maxY - minY)) * devicePixelRatio
  await fetchFonts(picture.items)
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

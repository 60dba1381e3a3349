import { useEffect, useMemo } from 'preact/hooks'
import { boxAt, intersects } from '#board/geometry/box.ts'
import { toViewport } from '../editor/camera.ts'
import type { Editor } from '../editor/editor.ts'
import { followLinks, openLink } from '../editor/links.ts'
import { Icon } from './icon.tsx'
import { Tip } from './icon-button.tsx'
import { useWords } from '../words/use-words.ts'

/** So many signs are shown at once, of the elements that are looked at. */
const MOST = 100

/** Beside every element that leads somewhere: the sign that it does, which goes there. */
export function LinkSigns({ editor }: { editor: Editor }) {
  const t = useWords()
  const { links, stop } = useMemo(() => followLinks(editor), [editor])
  useEffect(() => stop, [stop])
  if (links.value.size === 0) return null
  return (
    <div class="link-signs">
      {inView(editor, links.value).map(({ id, href, x, y }) => (
        <button
          key={id}
          type="button"
          class="link-sign island"
          style={{ left: `${x}px`, top: `${y}px` }}
          aria-label={t('Open {href}', { href })}
          onClick={() => openLink(editor, id)}
        >
          <Icon name="link" />
          <Tip place="above">{shortened(href)}</Tip>
        </button>
      ))}
    </div>
  )
}

interface Sign {
  readonly id: string
  readonly href: string
  readonly x: number
  readonly y: number
}

/** Signs stand at the upper right corner of what they belong to. CSS pixels. */
function inView({ camera, viewport, scene }: Editor, links: ReadonlyMap<string, string>): readonly Sign[] {
  const window = boxAt(0, 0, viewport.value.width, viewport.value.height)
  const signs: Sign[] = []
  for (const [id, href] of links) {
    const box = scene.boundsOf(id)
    if (!box) continue
    const from = toViewport(camera.value, box.minX, box.minY)
    const to = toViewport(camera.value, box.maxX, box.maxY)
    if (intersects(window, { minX: from.x, minY: from.y, maxX: to.x, maxY: to.y }))
      signs.push({ id, href, x: to.x, y: from.y })
    if (signs.length === MOST) break
  }
  return signs
}

const LONGEST = 60

const shortened = (href: string): string => (href.length <= LONGEST ? href : `${href.slice(0, LONGEST - 1)}…`)

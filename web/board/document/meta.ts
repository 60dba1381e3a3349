import type * as Y from 'yjs'
import { LIMITS } from '../limits.ts'
import { isColor } from '../render/theme.ts'
import { truncate } from './truncate.ts'

export interface BoardMeta {
  readonly title: string
  readonly background: string
  readonly grid: boolean
}

/** The background that follows the theme. */
export const DEFAULT_BACKGROUND = 'default'

/** A board's settings; whatever is stored, every one of them is valid. */
export const readMeta = (meta: Y.Map<unknown>): BoardMeta => readMetaOf((key) => meta.get(key))

/** The same from anywhere. */
export function readMetaOf(stored: (key: string) => unknown): BoardMeta {
  const title = stored('title')
  const background = stored('background')
  return {
    title: typeof title === 'string' ? truncate(title, LIMITS.titleLength) : '',
    background: isColor(background) ? background : DEFAULT_BACKGROUND,
    grid: stored('grid') === true,
  }
}

/** Writes the settings that differ. */
export function writeMeta(meta: Y.Map<unknown>, change: Partial<BoardMeta>): void {
  const now = readMeta(meta)
  const { title = now.title, background = now.background, grid = now.grid } = change
  const line = truncate(title.replaceAll(/\s+/g, ' ').trim(), LIMITS.titleLength)
  if (line !== now.title) meta.set('title', line)
  if (background !== now.background) meta.set('background', background)
  if (grid !== now.grid) meta.set('grid', grid)
}

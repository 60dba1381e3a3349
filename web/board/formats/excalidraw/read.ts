import { BadFile } from '../../document/board-file.ts'
import type { MeasureText } from '../../render/fonts.ts'
import { createCollector, createIds, isRaw, listIn, parseJson, stringIn, type Imported, type Raw } from '../imported.ts'
import { KINDS, type Reading } from './kinds.ts'
import { backgroundOf } from './looks.ts'

/** What Excalidraw calls what it writes: a file, and what it puts on the clipboard. */
const TYPES = new Set(['excalidraw', 'excalidraw/clipboard'])

/** Could this be something of Excalidraw's? A glance, before anybody reads it. */
export const looksLikeExcalidraw = (text: string): boolean => /"type"\s*:\s*"excalidraw(?:\/clipboard)?"/.test(text)

/**
 * A file of Excalidraw (version 2; https://docs.excalidraw.com/docs/codebase/json-schema) as elements of a board. What it
 * has and a board has not is counted, not guessed.
 * @throws {BadFile} when it is none
 */
export function readExcalidraw(text: string, measure: MeasureText): Imported {
  const file = parseJson(text)
  if (!TYPES.has(stringIn(file, 'type'))) throw new BadFile('other-format', 'it is not a drawing of Excalidraw')
  if (!Array.isArray(file['elements'])) throw new BadFile('not-valid', 'it has no elements')
  const state = isRaw(file['appState']) ? file['appState'] : {}
  const background = backgroundOf(stringIn(state, 'viewBackgroundColor'))
  return importElements(listIn(file, 'elements'), file['files'], measure, {
    title: stringIn(state, 'name'),
    settings: background === undefined ? {} : { background },
  })
}

/** Elements of Excalidraw, bottom to top, wherever they come from: a file, a clipboard, a library. */
export function importElements(
  raws: readonly unknown[],
  files: unknown,
  measure: MeasureText,
  { title, settings }: Pick<Imported, 'title' | 'settings'> = { title: '', settings: {} },
): Imported {
  const live = raws.filter((raw) => isRaw(raw) && raw['isDeleted'] !== true) as Raw[]
  const reading = readingOf(live, files, measure)
  for (const raw of live) {
    const read = KINDS.get(stringIn(raw, 'type'))
    if (read) read(raw, reading)
    else reading.leave(`things of a kind that boards don’t have (${stringIn(raw, 'type', '?').slice(0, 40)})`)
  }
  return reading.result(title, settings)
}

function readingOf(live: readonly Raw[], files: unknown, measure: MeasureText): Reading {
  const byId = new Map(live.map((raw) => [stringIn(raw, 'id'), raw]))
  const labels = new Map<string, Raw>()
  for (const raw of live) {
    const container = stringIn(raw, 'containerId')
    if (raw['type'] === 'text' && byId.has(container)) labels.set(container, raw)
  }
  const ids = createIds()
  const groups = createIds()
  return {
    ...createCollector(),
    measure,
    find: (id) => byId.get(id),
    labelOf: (raw) => labels.get(stringIn(raw, 'id')),
    idOf: ids,
    groupOf: groups,
    addressOf(fileId) {
      const file: unknown = isRaw(files) && Object.hasOwn(files, fileId) ? files[fileId] : undefined
      return isRaw(file) ? stringIn(file, 'dataURL') : ''
    },
  }
}

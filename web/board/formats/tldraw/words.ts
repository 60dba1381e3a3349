import { IMPORT_LIMITS } from '../../import-limits.ts'
import { isRaw, listIn, stringIn, type Raw } from '../imported.ts'

/** What is written in a shape: plain in older files, since then a document of ProseMirror's (https://prosemirror.net/docs/guide/#doc.data_structures). */
export function wordsOf(props: Raw): string {
  const rich = props['richText']
  return isRaw(rich) ? blocksOf(rich, 0).join('\n') : stringIn(props, 'text').replaceAll(/\r\n?/g, '\n')
}

/** A line for each block of text; those of lists are marked. */
function blocksOf(node: Raw, depth: number): string[] {
  if (depth > IMPORT_LIMITS.tldrawWordsDepth) return []
  const content = listIn(node, 'content').filter(isRaw)
  const type = stringIn(node, 'type')
  if (type === 'paragraph' || type === 'heading' || type === 'codeBlock') return [inlineOf(content, depth)]
  const inner = content.map((child) => blocksOf(child, depth + 1))
  if (type === 'bulletList') return inner.flatMap((lines) => marked(lines, '• '))
  if (type === 'orderedList') return inner.flatMap((lines, i) => marked(lines, `${i + 1}. `))
  return inner.flat()
}

const marked = (lines: readonly string[], mark: string): string[] =>
  lines.map((line, i) => (i === 0 ? mark : '   ') + line)

function inlineOf(nodes: readonly Raw[], depth: number): string {
  if (depth > IMPORT_LIMITS.tldrawWordsDepth) return ''
  return nodes
    .map((node) => {
      if (node['type'] === 'hardBreak') return '\n'
      return stringIn(node, 'text') + inlineOf(listIn(node, 'content').filter(isRaw), depth + 1)
    })
    .join('')
}

/** Is all of it written so? `bold`, `italic`. */
export function isAll(props: Raw, mark: string): boolean {
  let [some, all] = [false, true]
  const look = (node: Raw, depth: number): void => {
    if (depth > IMPORT_LIMITS.tldrawWordsDepth) return
    if (stringIn(node, 'text') !== '') {
      some = true
      all &&= listIn(node, 'marks').some((each) => isRaw(each) && each['type'] === mark)
    }
    for (const child of listIn(node, 'content')) if (isRaw(child)) look(child, depth + 1)
  }
  if (isRaw(props['richText'])) look(props['richText'], 0)
  return some && all
}

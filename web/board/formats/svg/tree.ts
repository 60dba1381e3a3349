import { SaxesParser } from 'saxes'
import { BadFile } from '../../document/board-file.ts'
import { IMPORT_LIMITS } from '../../import-limits.ts'

/** An element of a picture; names without their prefix. */
export interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** What is written in it, in order with what is in it. */
  readonly children: (Node | string)[]
}

/**
 * XML as a tree, within limits. Nothing outside of it is asked for, and entities of its own are not taken: a few of those can
 * be made to say more than memory holds.
 * @throws {BadFile}
 */
export function treeOf(text: string): Node {
  const root: Node = { name: '', attributes: {}, children: [] }
  const open: Node[] = [root]
  let count = 0
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  parser.on('error', (error) => {
    throw new BadFile('unreadable', `it is not XML (${error.message.split('\n')[0]?.slice(0, 80)})`)
  })
  parser.on('doctype', (type) => {
    if (type.includes('[')) throw new BadFile('not-valid', 'it brings entities of its own')
  })
  parser.on('opentag', ({ name, attributes }) => {
    count += 1
    if (count > IMPORT_LIMITS.svgParts) throw new BadFile('too-large', 'it has too many parts')
    if (open.length > IMPORT_LIMITS.svgDepth) throw new BadFile('too-deep', 'it is nested too deep')
    const node: Node = { name: bareName(name), attributes: bareNames(attributes), children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('text', (words) => void open.at(-1)?.children.push(words))
  parser.on('cdata', (words) => void open.at(-1)?.children.push(words))
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  const svg = nodesIn(root)[0]
  if (svg?.name !== 'svg') throw new BadFile('other-format', 'it is no SVG')
  return svg
}

const bareName = (name: string): string => name.slice(name.indexOf(':') + 1)

function bareNames(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const bare: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [name, value] of Object.entries(attributes)) bare[bareName(name)] ??= value
  return bare
}

export const nodesIn = ({ children }: Node): Node[] => children.filter((child) => typeof child !== 'string')

export const textIn = (node: Node): string =>
  node.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('')

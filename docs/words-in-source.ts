import { readdirSync, readFileSync } from 'node:fs'
import { parseAst } from 'vite'

/** A node of a syntax tree (https://github.com/estree/estree), as far as it is looked at here. */
interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

/** What one file says to people, as far as its text tells. */
export interface Said {
  readonly path: string
  /** Literal sentences in `t('…')`. */
  readonly translated: readonly string[]
  /** Names in lists, translated where they are shown. */
  readonly named: readonly string[]
  /** What is shown as it stands: nobody translates it. */
  readonly bare: readonly string[]
  /** Codes of what a server refuses. */
  readonly codes: readonly string[]
  /** Every string of it, said or not. */
  readonly strings: readonly string[]
}

/** Properties that hold a name or a sentence for people. */
const NAMES = new Set(['label', 'note', 'title'])
/** Attributes that people read or hear. */
const READ_OUT = new Set(['aria-label', 'aria-valuetext', 'alt', 'label', 'none', 'note', 'placeholder', 'title'])
/** Lists in which every string is for people. */
const LISTS = new Set(
  'ADJECTIVES ANIMALS ANYONE CAPS GESTURES LINK_DAYS NAMELESS NO_ROOM PACES PARTS REASONS SENT_LATER SORTS THEME_LABELS TIMES TITLES UNTITLED'.split(
    ' ',
  ),
)

/** Which argument of what is thrown says its code. */
const CODE_AT = { HttpError: 1, Denied: 0 }

/** Stands for a value in a sentence that is put together. */
export const UNKNOWN = '\uFFFC'

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
const hasWord = (text: string): boolean => /\p{L}{2}/u.test(text)

function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node)) {
    if (isNode(value)) yield value
    else if (Array.isArray(value)) yield* value.filter(isNode)
  }
}

/** Not types, and not what is imported. */
const isSilent = ({ type }: Node): boolean => /^TS|^Import/.test(type) && !/^TS(As|NonNull|Satisfies)/.test(type)

function literalIn(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type !== 'TemplateLiteral') return undefined
  const { quasis } = node as unknown as { readonly quasis: readonly { readonly value: { readonly cooked: string } }[] }
  return quasis.map(({ value }) => value.cooked).join(UNKNOWN)
}

/** The strings that an expression may come to: of `a ? 'one' : 'other'`, both. */
function outcomesOf(node: unknown): string[] {
  if (!isNode(node)) return []
  const ways = {
    ConditionalExpression: ['consequent', 'alternate'],
    LogicalExpression: ['left', 'right'],
    JSXExpressionContainer: ['expression'],
  }[node.type as 'ConditionalExpression']
  const text = literalIn(node)
  return ways ? ways.flatMap((way) => outcomesOf(node[way])) : text === undefined ? [] : [text]
}

/** What a function, a property, an attribute or a variable is called. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  const name = node.type === 'MemberExpression' ? node['property'] : (node['name'] ?? node['key'] ?? node['value'])
  return typeof name === 'string' ? name : nameOf(name)
}

function stringsIn(node: Node): string[] {
  const own = literalIn(node)
  const key = node.type === 'Property' ? node['key'] : undefined
  return [
    ...(own === undefined ? [] : [own]),
    ...[...childrenOf(node)].filter((child) => child !== key).flatMap(stringsIn),
  ]
}

function look(node: Node, said: Record<Exclude<keyof Said, 'path'>, string[]>): void {
  if (isSilent(node)) return
  const text = node.type === 'JSXText' ? String(node['value']) : literalIn(node)
  if (text !== undefined) said.strings.push(text)
  if (node.type === 'JSXText' && hasWord(text!)) said.bare.push(text!.trim())
  if (node.type === 'CallExpression') {
    const [first] = node['arguments'] as readonly unknown[]
    if (nameOf(node['callee']) === 't') said.translated.push(...outcomesOf(first))
    if (nameOf(node['callee']) === 'tell') said.named.push(...outcomesOf(first).filter(hasWord))
    if (nameOf(node['callee']) === 'say') said.bare.push(...outcomesOf(first).filter(hasWord))
  }
  if (node.type === 'NewExpression') {
    const place = CODE_AT[nameOf(node['callee']) as keyof typeof CODE_AT] as number | undefined
    if (place !== undefined) said.codes.push(...outcomesOf((node['arguments'] as readonly unknown[])[place]))
  }
  if (node.type === 'JSXAttribute' && READ_OUT.has(nameOf(node['name'])))
    said.bare.push(...outcomesOf(node['value']).filter(hasWord))
  if ((node.type === 'JSXElement' || node.type === 'JSXFragment') && Array.isArray(node['children']))
    for (const child of node['children'].filter(isNode))
      if (child.type === 'JSXExpressionContainer') said.bare.push(...outcomesOf(child).filter(hasWord))
  if (node.type === 'Property' && NAMES.has(nameOf(node['key'])))
    said.named.push(...outcomesOf(node['value']).filter(hasWord))
  if (node.type === 'VariableDeclarator' && LISTS.has(nameOf(node['id'])))
    said.named.push(...stringsIn(node['init'] as Node).filter(hasWord))
  for (const child of childrenOf(node)) look(child, said)
}

const parsed = (file: URL, path: string): Node =>
  parseAst(readFileSync(file, 'utf8'), { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path) as unknown as Node

/** The strings and the names of properties in the table that a file calls `table`. */
export function namesIn(file: URL, table: string): string[] {
  const found: string[] = []
  const visit = (node: Node, isInside: boolean): void => {
    const inside = isInside || (node.type === 'VariableDeclarator' && nameOf(node['id']) === table)
    const text = literalIn(node)
    if (inside && text !== undefined) found.push(text)
    if (inside && node.type === 'Property' && node['computed'] !== true) found.push(nameOf(node['key']))
    if (!isSilent(node)) for (const child of childrenOf(node)) visit(child, inside)
  }
  visit(parsed(file, file.pathname), false)
  return [...new Set(found)]
}

/** What the files below `folder` say; tests and examples say nothing. */
export function saidIn(folder: URL): Said[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|contract|d)\.tsx?$|(^|\/)(testing|bench|lab|e2e)\//.test(name))
    .map((path) => {
      const said = { path, translated: [], named: [], bare: [], codes: [], strings: [] }
      look(parsed(new URL(path, folder), path), said)
      return said
    })
}

import { BadFile } from '../../document/board-file.ts'
import { IMPORT_LIMITS } from '../../import-limits.ts'
import type { Chart, ChartEdge, ChartGroup, ChartNode, Direction, EdgeHead, NodeForm } from './chart.ts'
import { labelOf } from './words.ts'

const HEAD = /^\s*(?:graph|flowchart(?:-elk)?)(?:[ \t]+(TB|TD|BT|LR|RL|[<>^v]))?[ \t]*(?=[;\n\r]|$)/

/** Could this be a flowchart of Mermaid's? Comments and what it says of itself may come first. */
export const looksLikeFlowchart = (text: string): boolean => HEAD.test(bodyOf(text))

/** Without what comes before the chart, and without comments. */
const bodyOf = (text: string): string =>
  text
    .replace(/^[\s\ufeff]*---\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/, '')
    .replaceAll(/^[ \t]*%%[^\n]*$/gm, '')
    .trimStart()

const DIRECTIONS: Readonly<Record<string, Direction>> = { TD: 'TB', v: 'TB', '^': 'BT', '>': 'LR', '<': 'RL' }

/** How nodes are written: what opens, what closes, and what it is. Longer ones first. */
const FORMS: readonly (readonly [open: string, close: string, form: NodeForm])[] = [
  ['(((', ')))', 'circle'],
  ['([', '])', 'stadium'],
  ['[(', ')]', 'cylinder'],
  ['[[', ']]', 'rectangle'],
  ['((', '))', 'circle'],
  ['{{', '}}', 'hexagon'],
  ['[/', '/]', 'lean-right'],
  ['[/', '\\]', 'trapezoid'],
  ['[\\', '\\]', 'lean-left'],
  ['[\\', '/]', 'trapezoid-down'],
  ['[', ']', 'rectangle'],
  ['(', ')', 'rounded'],
  ['{', '}', 'diamond'],
  ['>', ']', 'rectangle'],
]

/** Names of the newer way to say a shape: `id@{ shape: diam, label: "…" }`. */
const SHAPES: Readonly<Record<string, NodeForm>> = {
  rounded: 'rounded',
  event: 'rounded',
  stadium: 'stadium',
  pill: 'stadium',
  terminal: 'stadium',
  circle: 'circle',
  circ: 'circle',
  'dbl-circ': 'circle',
  diam: 'diamond',
  diamond: 'diamond',
  decision: 'diamond',
  question: 'diamond',
  hex: 'hexagon',
  hexagon: 'hexagon',
  prepare: 'hexagon',
  'lean-r': 'lean-right',
  'lean-right': 'lean-right',
  'lean-l': 'lean-left',
  'lean-left': 'lean-left',
  'trap-b': 'trapezoid',
  trapezoid: 'trapezoid',
  'trapezoid-bottom': 'trapezoid',
  priority: 'trapezoid',
  'trap-t': 'trapezoid-down',
  'trapezoid-top': 'trapezoid-down',
  'inv-trapezoid': 'trapezoid-down',
  manual: 'trapezoid-down',
  cyl: 'cylinder',
  cylinder: 'cylinder',
  db: 'cylinder',
  database: 'cylinder',
}

const ID = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.]|-(?![-.>=]))*/uy

/**
 * A flowchart (https://mermaid.js.org/syntax/flowchart.html). What is written and not understood is said, not guessed.
 * @throws {BadFile}
 */
export function parseFlowchart(text: string): Chart {
  const body = bodyOf(text.replaceAll(/\r\n?/g, '\n'))
  const head = HEAD.exec(body)
  if (!head) throw new BadFile('other-format', 'it is no flowchart')
  const said = head[1] ?? 'TB'
  return new Parser(body.slice(head[0].length), (DIRECTIONS[said] ?? said) as Direction).chart()
}

type Style = Readonly<Record<string, string>>

class Parser {
  readonly #text: string
  #at = 0
  readonly #direction: Direction
  readonly #nodes = new Map<string, ChartNode>()
  readonly #edges: ChartEdge[] = []
  readonly #groups = new Map<string, ChartGroup>()
  readonly #within: string[] = []
  readonly #classes = new Map<string, Style>()
  readonly #left: string[] = []

  constructor(text: string, direction: Direction) {
    this.#text = text
    this.#direction = direction
  }

  chart(): Chart {
    for (this.#blank(); this.#at < this.#text.length; this.#blank()) this.#statement()
    for (const [id, node] of this.#nodes) {
      // A class may be given before it is described.
      const { class: name = '', ...own } = node.style
      const style = Object.assign({}, ...name.split(' ').map((one) => this.#classes.get(one))) as Style
      this.#nodes.set(id, { ...node, style: { ...this.#classes.get('default'), ...style, ...own } })
    }
    for (const id of this.#groups.keys()) this.#nodes.delete(id)
    return {
      direction: this.#direction,
      nodes: this.#nodes,
      edges: this.#edges,
      groups: this.#groups,
      left: this.#left,
    }
  }

  #statement(): void {
    const word = /[A-Za-z]+(?=[ \t;\n]|$)/y
    word.lastIndex = this.#at
    const found = word.exec(this.#text)?.[0]
    if (found === 'subgraph') return this.#open(this.#line())
    if (found === 'end') {
      this.#line()
      return void this.#within.pop()
    }
    if (found !== undefined && OTHERS.has(found)) return this.#other(found, this.#line())
    this.#chain()
  }

  /** The rest of the line, which is then behind. */
  #line(): string {
    const end = this.#text.indexOf('\n', this.#at)
    const line = this.#text.slice(this.#at, end < 0 ? undefined : end).replace(/;\s*$/, '')
    this.#at = end < 0 ? this.#text.length : end + 1
    return line.trim()
  }

  #open(line: string): void {
    const rest = line.slice('subgraph'.length).trim()
    const [, id, title] = /^([^\s[\]"]+)\s*\[(.*)\]$/.exec(rest) ?? []
    const name = id ?? (rest === '' ? `group ${this.#groups.size}` : labelOf(rest))
    if (this.#groups.size >= IMPORT_LIMITS.flowchartGroups || this.#within.length >= IMPORT_LIMITS.flowchartDepth)
      throw new BadFile('too-deep', 'it has too many groups, or too deep ones')
    // One that is opened again is the same one.
    if (!this.#groups.has(name))
      this.#groups.set(name, { id: name, title: labelOf(title ?? rest), group: this.#within.at(-1) })
    this.#within.push(name)
  }

  #other(word: string, line: string): void {
    const rest = line.slice(word.length).trim()
    const [, names = '', what = ''] = /^(\S+)\s*(.*)$/.exec(rest) ?? []
    const ids = names.split(',').map((id) => id.trim())
    if (word === 'classDef') for (const id of ids) this.#classes.set(id, styleIn(what))
    else if (word === 'class') for (const id of ids) this.#style(id, { class: what.trim() })
    else if (word === 'style') for (const id of ids) this.#style(id, styleIn(what))
    else if (word === 'click') this.#click(names, what)
    else if (word === 'direction') this.#left.push('directions within groups')
    else if (word === 'linkStyle') this.#left.push('looks of single arrows')
  }

  #style(id: string, style: Style): void {
    const node = this.#nodes.get(id) ?? this.#node(id)
    this.#nodes.set(id, { ...node, style: { ...node.style, ...style } })
  }

  #click(id: string, what: string): void {
    const address = /^(?:href\s+)?"([^"]*)"/.exec(what)?.[1]
    const node = this.#nodes.get(id)
    if (address === undefined || !node) this.#left.push('calls of programmes')
    else this.#nodes.set(id, { ...node, link: address })
  }

  /** Nodes, and arrows to further nodes. */
  #chain(): void {
    let from = this.#several()
    for (let edge = this.#edge(); edge; edge = this.#edge()) {
      const to = this.#several()
      for (const a of from)
        for (const b of to) {
          if (this.#edges.length >= IMPORT_LIMITS.flowchartArrows)
            throw new BadFile('too-large', 'it has too many arrows')
          this.#edges.push({ ...edge, from: a, to: b })
        }
      from = to
    }
    this.#space()
    const next = this.#text[this.#at]
    if (next !== undefined && next !== ';' && next !== '\n') this.#fail()
  }

  #several(): string[] {
    const ids = [this.#one()]
    for (this.#space(); this.#text[this.#at] === '&'; this.#space()) {
      this.#at += 1
      ids.push(this.#one())
    }
    return ids
  }

  #one(): string {
    this.#blank(false)
    ID.lastIndex = this.#at
    const id = ID.exec(this.#text)?.[0]
    if (id === undefined) this.#fail()
    this.#at += id.length
    const node = this.#node(id)
    const look = this.#look()
    if (look) this.#nodes.set(id, { ...node, ...look })
    if (this.#text.startsWith(':::', this.#at)) {
      const [, name = ''] = /:::([\w-]+)/.exec(this.#text.slice(this.#at, this.#at + 80)) ?? []
      this.#at += 3 + name.length
      this.#style(id, { class: name })
    }
    return id
  }

  #node(id: string): ChartNode {
    const known = this.#nodes.get(id)
    const group = this.#within.at(-1)
    if (known && (known.group !== undefined || group === undefined)) return known
    if (this.#nodes.size >= IMPORT_LIMITS.flowchartNodes) throw new BadFile('too-large', 'it has too many nodes')
    const node: ChartNode = known
      ? { ...known, group }
      : { id, text: id, form: 'rectangle', group, style: {}, link: '' }
    this.#nodes.set(id, node)
    return node
  }

  #look(): Pick<ChartNode, 'text' | 'form'> | undefined {
    if (this.#text.startsWith('@{', this.#at)) {
      const end = this.#text.indexOf('}', this.#at)
      if (end < 0) this.#fail()
      const said = this.#text.slice(this.#at + 2, end)
      this.#at = end + 1
      const shape = /shape\s*:\s*([\w-]+)/.exec(said)?.[1] ?? ''
      const label = /label\s*:\s*("[^"]*"|[^,\n]+)/.exec(said)?.[1] ?? ''
      return { form: (Object.hasOwn(SHAPES, shape) && SHAPES[shape]) || 'rectangle', text: labelOf(label) }
    }
    const forms = FORMS.filter(([open]) => this.#text.startsWith(open, this.#at))
    const closed = forms.flatMap(([open, close, form]) => {
      const from = this.#at + open.length
      const to = this.#closing(from, close)
      return to === undefined ? [] : [{ from, to, end: to + close.length, form }]
    })
    // Several forms open alike: which one it is shows where it closes first.
    const first = closed
      .filter(({ from }) => from === closed[0]?.from)
      .reduce<(typeof closed)[number] | undefined>((a, b) => (a && a.to <= b.to ? a : b), undefined)
    if (first) {
      this.#at = first.end
      return { form: first.form, text: labelOf(this.#text.slice(first.from, first.to)) }
    }
    if (forms.length > 0) this.#fail()
    return undefined
  }

  /** Where what is open closes; what is in quotes does not count, and without quotes a line has to end it. */
  #closing(from: number, close: string): number | undefined {
    const quoted = /\s*"[^"]*"\s*/y
    quoted.lastIndex = from
    const inQuotes = quoted.exec(this.#text)
    if (inQuotes) {
      const end = from + inQuotes[0].length
      return this.#text.startsWith(close, end) ? end : undefined
    }
    const end = this.#text.indexOf(close, from)
    const line = this.#text.indexOf('\n', from)
    return end < 0 || (line >= 0 && line < end) ? undefined : end
  }

  #edge(): Omit<ChartEdge, 'from' | 'to'> | undefined {
    this.#space()
    // An arrow may have a name of its own, which nobody needs: `e1@-->`.
    const named = /[\w-]+@(?=[<ox]?[-=~])/y
    named.lastIndex = this.#at
    this.#at += named.exec(this.#text)?.[0].length ?? 0
    for (const [pattern, line] of EDGES) {
      pattern.lastIndex = this.#at
      const found = pattern.exec(this.#text)
      if (!found) continue
      this.#at += found[0].length
      const [, start = '', inner = '', end = ''] = found
      return { line, text: labelOf(inner || this.#piped()), startHead: headOf(start), endHead: headOf(end) }
    }
    return undefined
  }

  /** Words of an arrow between bars. */
  #piped(): string {
    const found = /[ \t]*\|([^|\n]*)\|/y
    found.lastIndex = this.#at
    const [whole = '', words = ''] = found.exec(this.#text) ?? []
    this.#at += whole.length
    return words
  }

  #space(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1
  }

  #blank(semicolons = true): void {
    const blank = semicolons ? /[\s;]*/y : /\s*/y
    blank.lastIndex = this.#at
    this.#at += blank.exec(this.#text)?.[0].length ?? 0
  }

  #fail(): never {
    const line = this.#text.slice(0, this.#at).split('\n').length
    const near =
      this.#text
        .slice(this.#at, this.#at + 20)
        .split('\n')[0]
        ?.trim() ?? ''
    throw new BadFile('not-valid', `line ${line} of the chart is not understood${near === '' ? '' : ` at “${near}”`}`)
  }
}

/** Words that begin statements that are no nodes. */
const OTHERS = new Set(['classDef', 'class', 'style', 'linkStyle', 'click', 'direction', 'accTitle', 'accDescr'])

/** Links, by what they are drawn with: with words within, then without. The first and the last group are heads. */
const EDGES: readonly (readonly [pattern: RegExp, line: ChartEdge['line']])[] = [
  [/~~~+()()()/y, 'unseen'],
  [/([<ox])?-\.+[ \t]*([^\s.\->][^\n]*?)[ \t]*\.+-([>ox](?![\p{L}\p{N}])|>)?/uy, 'dotted'],
  [/([<ox])?-\.+-()([>ox](?![\p{L}\p{N}])|>)?/uy, 'dotted'],
  [/([<ox])?==[ \t]*([^\s=>][^\n]*?)[ \t]*==+([>ox])?/y, 'thick'],
  [/([<ox])?==+()([>ox])?/y, 'thick'],
  [/([<ox])?--(?:-*(?=[>ox]|-))-?()([>ox])(?=[\s\p{L}\p{N}|&]|$)/uy, 'solid'],
  [/([<ox])?---+()()/y, 'solid'],
  [/([<ox])?--[ \t]*([^\s\->|][^\n]*?)[ \t]*--+([>ox])?/y, 'solid'],
]

function headOf(written: string): EdgeHead {
  if (written === '<' || written === '>') return 'arrow'
  return written === '' ? 'none' : 'dot'
}

function styleIn(written: string): Style {
  const style: Record<string, string> = {}
  for (const declaration of written.split(',')) {
    const [name = '', value = ''] = declaration.split(':')
    if (['fill', 'stroke', 'color'].includes(name.trim())) style[name.trim()] = value.replaceAll(/[;\s]/g, '')
  }
  return style
}

import highlight from 'highlight.js/lib/common'
import type { Placed } from '#board/elements/element-kind.ts'
import type { CodeProps } from '#board/elements/code.ts'
import { encodeTokens, TOKEN_COLORS, type Stretch } from '#board/elements/code/tokens.ts'
import { markOf } from '#board/elements/made-of.ts'
import type { Typesetter } from './typesetter.ts'

type Color = (typeof TOKEN_COLORS)[number]

/** By what highlight.js calls it, up to its first dot (https://highlightjs.readthedocs.io/en/latest/css-classes-reference.html); others stay as they are. */
const COLOR_OF: Readonly<Record<string, Color>> = {
  keyword: 'violet',
  'meta-keyword': 'violet',
  operator: 'violet',
  string: 'green',
  char: 'green',
  regexp: 'green',
  link: 'green',
  addition: 'green',
  comment: 'grey',
  quote: 'grey',
  meta: 'grey',
  title: 'blue',
  section: 'blue',
  number: 'orange',
  literal: 'orange',
  symbol: 'orange',
  bullet: 'orange',
  built_in: 'teal',
  type: 'teal',
  attr: 'teal',
  attribute: 'teal',
  property: 'teal',
  name: 'red',
  tag: 'red',
  deletion: 'red',
  'selector-tag': 'red',
  'selector-class': 'brown',
  'selector-id': 'brown',
  variable: 'brown',
  'template-variable': 'brown',
  params: '',
}

/** Finds out what the parts of a programme are. */
export const highlighter = (): Typesetter => ({
  set(props: Placed) {
    const { text, language } = props as CodeProps
    const mark = markOf(language, text)
    if (language === 'plaintext') return Promise.resolve(encodeTokens({ mark, stretches: [] }))
    const { value } =
      language === 'auto'
        ? highlight.highlightAuto(text)
        : highlight.highlight(text, { language, ignoreIllegals: true })
    return Promise.resolve(encodeTokens({ mark, stretches: stretchesIn(value) }))
  },
})

/** Of HTML as highlight.js writes it: text in spans in spans, the innermost known one decides. */
function stretchesIn(html: string): Stretch[] {
  const stretches: Stretch[] = []
  const add = (length: number, color: number): void => {
    const last = stretches.at(-1)
    if (last?.color === color) stretches[stretches.length - 1] = { color, length: last.length + length }
    else if (length > 0) stretches.push({ length, color })
  }
  const walk = (node: Node, color: number): void => {
    for (const child of node.childNodes) {
      if (child instanceof Element) walk(child, colorOf(child.classList[0]) ?? color)
      else add(child.textContent?.length ?? 0, color)
    }
  }
  // A document of its own: nothing in it is run or fetched.
  walk(new DOMParser().parseFromString(`<pre>\n${html}</pre>`, 'text/html').body, 0)
  return stretches
}

function colorOf(className = ''): number | undefined {
  const color = COLOR_OF[className.replace(/^hljs-/, '')]
  return color === undefined ? undefined : TOKEN_COLORS.indexOf(color)
}

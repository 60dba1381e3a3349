import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureRoughly } from '../../testing/measure.ts'
import { givenText } from '../format.ts'
import { readGiven } from '../index.ts'
import orders from '../testing/files/orders.mmd?raw'
import { parseFlowchart } from './parse.ts'

const read = (text: string) => readGiven(givenText(text), measureRoughly)
const edgesOf = (body: string) =>
  parseFlowchart(`graph LR\n${body}`).edges.map(({ from, to, text, line, startHead, endHead }) =>
    [from, to, text, line, startHead, endHead].join(' '),
  )
const formsOf = (body: string) =>
  Array.from(parseFlowchart(`flowchart TD;${body}`).nodes.values(), ({ id, form, text }) => `${id} ${form} ${text}`)

describe('a flowchart of Mermaid', () => {
  it('[MERM1] becomes shapes, connectors that are bound to them with heads and words, and a frame for each group', async () => {
    const { elements, left, format } = await read(orders)
    expect([format, ...left]).toEqual(['Mermaid'])
    const named = (text: string) => elements.find((element) => element.text === text)!
    expect(named('Is it paid?')).toMatchObject({ shape: 'diamond' })
    expect(named('Start')).toMatchObject({ shape: 'rectangle', fill: '#99ff66', color: '#333333' })
    expect(named('Load')).toMatchObject({ shape: 'hexagon', fill: '#ff9966' })
    expect(named('Pack it')).toMatchObject({ link: 'https://example.org/pack' })
    expect(named('No')).toMatchObject({ start: { id: named('Is it paid?').id }, end: { id: named('Wait a week').id } })
    const frames = elements.filter(({ kind }) => kind === 'frame')
    expect(frames.map(({ name }) => name)).toEqual(['Shipping department', 'yard'])
    expect(frames[1]).toMatchObject({ frame: frames[0]!.id })
    expect(named('Load')).toMatchObject({ frame: frames[1]!.id })
  })

  it('[MERM2] is understood as its language is described: shapes', () => {
    expect(formsOf('a[A box] --> b(round);c([pill])-->d[[sub]]-->e[(db)]-->f((o))-->g>flag]')).toEqual([
      'a rectangle A box',
      'b rounded round',
      'c stadium pill',
      'd rectangle sub',
      'e cylinder db',
      'f circle o',
      'g rectangle flag',
    ])
    expect(
      formsOf('a{if}\nb{{hex}}\nc[/in/]\nd[\\out\\]\ne[/trap\\]\nf(((end)))\ng@{ shape: diam, label: "new" }'),
    ).toEqual([
      'a diamond if',
      'b hexagon hex',
      'c lean-right in',
      'd lean-left out',
      'e trapezoid trap',
      'f circle end',
      'g diamond new',
    ])
    expect(formsOf('a["(not) [a] form"] --> b["`**bold** #35;1`"]; c-d_e.f')).toEqual([
      'a rectangle (not) [a] form',
      'b rectangle bold #1',
      'c-d_e.f rectangle c-d_e.f',
    ])
  })

  it('[MERM2] is understood as its language is described: shapes that lean or stand on their head', async () => {
    const { elements } = await read('flowchart TD\na[(db)]; b[/in/]; c[\\out\\]; d[/by hand\\]; e[\\upside down/]')
    const signs = (matrix: unknown) => (matrix as number[]).slice(0, 4).map(Math.sign).join(' ')
    expect(elements.map(({ shape, text, matrix }) => `${String(shape)} ${text} ${signs(matrix)}`)).toEqual([
      'cylinder db 1 0 0 1',
      'parallelogram in 1 0 0 1',
      'parallelogram out -1 0 0 1',
      'trapezoid by hand 1 0 0 1',
      'trapezoid upside down 1 0 0 -1',
    ])
  })

  it('[MERM2] is understood as its language is described: arrows', () => {
    expect(edgesOf('a-->b---c\nd-- yes -->e--no---f\na -->|two words| b')).toEqual([
      'a b  solid none arrow',
      'b c  solid none none',
      'd e yes solid none arrow',
      'e f no solid none none',
      'a b two words solid none arrow',
    ])
    expect(edgesOf('a-.->b-. maybe .->c\na==>b== sure ==>c\na ~~~ b\na-.-b')).toEqual([
      'a b  dotted none arrow',
      'b c maybe dotted none arrow',
      'a b  thick none arrow',
      'b c sure thick none arrow',
      'a b  unseen none none',
      'a b  dotted none none',
    ])
    expect(edgesOf('a --o b --x c <--> d\ne & f ----> g & h\ni e1@--> j')).toEqual([
      'a b  solid none dot',
      'b c  solid none dot',
      'c d  solid arrow arrow',
      'e g  solid none arrow',
      'e h  solid none arrow',
      'f g  solid none arrow',
      'f h  solid none arrow',
      'i j  solid none arrow',
    ])
  })

  it('[MERM3] goes where it says', async () => {
    const place = async (direction: string) => {
      const { elements } = await read(`graph ${direction}\na-->b`)
      const [from, to] = ['a', 'b'].map(
        (text) => elements.find((element) => element.text === text)!['matrix'] as number[],
      )
      return [Math.sign(to![4]! - from![4]!), Math.sign(to![5]! - from![5]!)]
    }
    expect(await Promise.all(['TD', 'BT', 'LR', 'RL'].map(place))).toEqual([
      [0, 1],
      [0, -1],
      [1, 0],
      [-1, 0],
    ])
  })

  it('[MERM3] arrows between the same two lie apart', async () => {
    const { elements } = await read('graph LR\na -->|there| b\nb -->|and back| a\nb --> c')
    const lines = elements.filter(({ kind }) => kind === 'line').map(({ points }) => points as number[])
    expect(lines.map(({ length }) => length / 2)).toEqual([3, 3, 2])
    expect(Math.abs(lines[0]![3]! - lines[1]![3]!)).toBeGreaterThan(20)
  })

  it('[MERM4] that is not understood says where; one that is too large is refused', async () => {
    await expect(read('graph TD\na-->b\nb[open')).rejects.toThrow('line 3 of the chart is not understood at “[open”')
    await expect(read('graph TD\na -->')).rejects.toMatchObject({ code: 'not-valid' })
    const nodes = (count: number) => `graph TD\n${Array.from({ length: count }, (_, i) => `n${i}`).join('\n')}`
    expect(parseFlowchart(nodes(1_000)).nodes.size).toBe(1_000)
    expect(() => parseFlowchart(nodes(1_001))).toThrow('too many nodes')
    const many = Array.from({ length: 46 }, (_, i) => `n${i}`).join(' & ')
    expect(() => parseFlowchart(`graph TD\n${many} --> ${many}`)).toThrow('too many arrows')
    expect(() => parseFlowchart(`graph TD\n${'subgraph a\n'.repeat(17)}`)).toThrow('too deep')
    for (const id of ['__proto__', 'constructor', 'toString'])
      expect((await read(`graph TD\n${id}-->b:::${id}\nclass b ${id}`)).elements).toHaveLength(3)
  })

  it('[MERM4] rubbish is read or refused, and nothing else', async () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '-->',
      '--',
      '-.->',
      '==',
      '[',
      ']',
      '((',
      '{',
      '"',
      '|',
      '&',
      ';',
      '\n',
      ' ',
      'subgraph x\n',
      'end\n',
      ':::',
      '@{',
      'click a "',
      'style ',
      '%%',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        const result = await read(`graph TD\n${pieces.join('')}`).catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toMatchObject({ name: 'BadFile' })
      }),
      { numRuns: 300 },
    )
  })
})

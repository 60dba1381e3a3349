import type { NewElement } from '#board/document/element.ts'
import type { Translate } from '../words/words.ts'
import { connector, note, shape, text } from './parts.ts'
import type { Piece } from './piece.ts'

/** Pieces to begin with, in somebody's language. To add one, add its line; `parts.ts` has the words they are written in. */
export const templatesIn = (t: Translate): readonly Piece[] => [
  { id: 'retro', name: t('Retrospective'), elements: retro(t) },
  { id: 'kanban', name: t('Kanban'), elements: kanban(t) },
  { id: 'flowchart', name: t('Flowchart'), elements: flowchart(t) },
  { id: 'mind-map', name: t('Mind map'), elements: mindMap(t) },
  { id: 'lesson', name: t('Lesson'), elements: lesson(t) },
  { id: 'storyboard', name: t('Storyboard'), elements: storyboard(t) },
]

function heading(words: string, x: number, y: number, color: string): NewElement {
  return text(words, x, y, { bold: true, size: 24, color })
}

/** Three columns of notes. */
function retro(t: Translate): NewElement[] {
  const columns = [
    [t('Went well'), 'green', [t('What should we keep?'), '']],
    [t('Could be better'), 'orange', [t('What held us up?'), '']],
    [t('We will'), 'blue', [t('Who does what, until when?'), '']],
  ] as const
  return columns.flatMap(([title, color, notes], i) => {
    const x = i * 340
    const column = [shape('', [x, 0, 320, 420], { color }), heading(title, x + 20, 16, color)]
    return column.concat(notes.map((words, k) => note(words, x + 20 + k * 146, 70, color)))
  })
}

/** Three columns of cards. */
function kanban(t: Translate): NewElement[] {
  const columns = [
    [t('To do'), [t('First task'), t('Second task'), t('Third task')]],
    [t('Doing'), [t('A task')]],
    [t('Done'), [t('A finished task')]],
  ] as const
  return columns.flatMap(([title, cards], i) => {
    const x = i * 300
    const column = [shape('', [x, 0, 280, 440], { color: 'grey', dash: 'dashed' }), heading(title, x + 20, 16, 'ink')]
    const look = { fill: 'white', color: 'blue' }
    return column.concat(cards.map((words, k) => shape(words, [x + 20, 64 + k * 92, 240, 76], look)))
  })
}

/** From a start over a decision to an end, with a way back. */
function flowchart(t: Translate): NewElement[] {
  const [begin, work, decide, fix, end] = ids('begin', 'work', 'decide', 'fix', 'end')
  return [
    shape(t('Start'), [40, 0, 160, 64], { id: begin, shape: 'ellipse', color: 'green' }),
    shape(t('Do the work'), [20, 124, 200, 80], { id: work, color: 'blue' }),
    shape(t('Good?'), [20, 264, 200, 120], { id: decide, shape: 'diamond', color: 'orange' }),
    shape(t('Mend it'), [320, 284, 180, 80], { id: fix, color: 'blue' }),
    shape(t('End'), [40, 444, 160, 64], { id: end, shape: 'ellipse', color: 'red' }),
    connector([begin, 0.5, 1], [work, 0.5, 0]),
    connector([work, 0.5, 1], [decide, 0.5, 0]),
    connector([decide, 1, 0.5], [fix, 0, 0.5], { text: t('no') }),
    connector([decide, 0.5, 1], [end, 0.5, 0], { text: t('yes') }),
    connector([fix, 0.5, 0], [work, 1, 0.5], { route: 'elbow' }),
  ]
}

/** A subject and six branches. */
function mindMap(t: Translate): NewElement[] {
  const colors = ['red', 'orange', 'green', 'teal', 'blue', 'violet'] as const
  const [subject, ...branches] = ids('subject', ...colors)
  return [
    shape(t('Subject'), [300, 150, 200, 100], { id: subject, shape: 'ellipse', size: 26 }),
    ...colors.flatMap((color, i) => {
      const id = branches[i] ?? ''
      const isLeft = i % 2 === 0
      const place = [isLeft ? 0 : 620, Math.floor(i / 2) * 160 + 10, 180, 60] as const
      return [
        shape(t('Thought'), place, { id, color }),
        connector([subject, isLeft ? 0 : 1, 0.5], [id, isLeft ? 1 : 0, 0.5], {
          color,
          route: 'curved',
          endHead: 'none',
        }),
      ]
    }),
  ]
}

/** What is learned, how, and what is left to do. */
function lesson(t: Translate): NewElement[] {
  const parts = [
    [t('Today we learn'), 'blue', t('[ ] the first thing\n[ ] the second thing')],
    [t('New words'), 'violet', t('word: what it means\nword: what it means')],
    [t('Together'), 'green', t('A question to talk about in pairs')],
    [t('At home'), 'orange', t('[ ] read\n[ ] write')],
  ] as const
  return [
    text(t('Subject of the lesson'), 0, 0, { bold: true, size: 36 }),
    ...parts.flatMap(([title, color, words], i) => {
      const [x, y] = [(i % 2) * 400, Math.floor(i / 2) * 240 + 76]
      return [
        shape('', [x, y, 380, 220], { color }),
        heading(title, x + 20, y + 16, color),
        text(words, x + 20, y + 64, { wrap: 340 }),
      ]
    }),
  ]
}

/** Six pictures, each with a line below that says what happens. */
function storyboard(t: Translate): NewElement[] {
  return Array.from({ length: 6 }, (_, i) => {
    const [x, y] = [(i % 3) * 340, Math.floor(i / 3) * 270]
    return [
      shape('', [x, y, 320, 180], { color: 'ink' }),
      text(`${i + 1}`, x + 12, y + 8, { bold: true, color: 'grey' }),
      text(t('What happens'), x, y + 190, { font: 'hand', wrap: 320 }),
    ]
  }).flat()
}

/** Ids within a piece: whatever is put on a board gets ids of its own. */
function ids<Names extends readonly string[]>(...names: Names): { [I in keyof Names]: string } {
  return names.map((name) => `piece-${name.padEnd(12, '-')}`) as { [I in keyof Names]: string }
}

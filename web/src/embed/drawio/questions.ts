import { Doc } from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { boardFileOf, encodeBoardFile } from '#board/document/board-file.ts'
import { LIMITS } from '#board/limits.ts'
import { templatesIn } from '../../library/templates.ts'
import type { Piece } from '../../library/piece.ts'
import type { Translate } from '../../words/words.ts'
import { EMPTY_FILE, readFile } from '../api/elements.ts'
import { text } from '../api/schema.ts'
import { ask } from '../held/ask.tsx'
import { isOn, type Message, ownFile, reasonOf, said, sentenceIn, type Tell } from './messages.ts'

/** What is done whether a board is loaded or not. */
export interface Host {
  readonly t: Translate
  readonly tell: Tell
  /** Opens what a file holds, as `load` does. */
  readonly load: (message: Message) => Promise<void>
}

/** Something that a host may ask for at any time. */
interface AnytimeAction {
  readonly about: string
  /** Answers what goes back, if anything does; it may wait for a person. @throws what a host is told */
  run(host: Host, message: Message): Message | void | Promise<Message | void>
}

const file = text(LIMITS.embedFileLength)

/** What a host may ask for at any time, before `load`, too: the one list. */
export const ANYTIME: Readonly<Record<string, AnytimeAction>> = {
  status: {
    about: 'Shows `message` beside the title; `modified` says whether there is something to save.',
    run({ t, tell }, message) {
      const status = sentenceIn(t, message, 'message')
      const { modified } = message
      tell({ ...(status !== undefined && { status }), ...(modified !== undefined && { modified: isOn(modified) }) })
    },
  },
  spinner: {
    about: 'Shows that something is waited for, with `message`; `show: false` ends it.',
    run({ t, tell }, message) {
      const isShown = message['show'] === undefined || isOn(message['show'])
      tell({ busy: isShown ? (sentenceIn(t, message, 'message') ?? t('One moment…')) : null })
    },
  },
  dialog: {
    about: 'Says `title` and `message` in a dialog with one `button`; `modified` as in `status`.',
    async run({ t, tell }, message) {
      const { modified } = message
      if (modified !== undefined) tell({ modified: isOn(modified) })
      await ask(t, {
        title: sentenceIn(t, message, 'title') ?? t('Message'),
        text: sentenceIn(t, message, 'message') ?? '',
        choices: [{ id: 'ok', label: sentenceIn(t, message, 'button') ?? t('OK') }],
      })
    },
  },
  prompt: {
    about:
      'Asks for words in a dialog with `title`, the button `ok` and `defaultValue`. Answered by `prompt` with `value`, or `prompt-cancel`.',
    async run({ t }, message) {
      const answer = await ask(t, {
        title: sentenceIn(t, message, 'title') ?? t('Name'),
        words: said(text(LIMITS.altLength), message, 'defaultValue') ?? '',
        choices: [{ id: 'ok', label: sentenceIn(t, message, 'ok') ?? t('OK') }],
      })
      return answer ? { event: 'prompt', value: answer.words, message } : { event: 'prompt-cancel', message }
    },
  },
  draft: {
    about:
      'Shows what was not saved, the file `xml` under its `name`, and asks what becomes of it. Answered by `draft` with `result`: `edit`, `discard`, or `ignore` where the message allows that; or with `error`.',
    async run({ t }, message) {
      try {
        const { elements } = readFile(ownFile(file.read(message['xml'], 'xml')) || EMPTY_FILE)
        const choices = [
          { id: 'edit', label: sentenceIn(t, message, 'edit') ?? t('Edit') },
          { id: 'discard', label: sentenceIn(t, message, 'discard') ?? t('Discard') },
          ...(isOn(message['ignore']) ? [{ id: 'ignore', label: t('Later') }] : []),
        ]
        const title = sentenceIn(t, message, 'name') ?? t('Unsaved work')
        const answer = await ask(t, { title, text: t('This was not saved.'), picture: elements, choices })
        // Nothing is thrown away that nobody said to.
        return { event: 'draft', result: answer?.choice ?? (isOn(message['ignore']) ? 'ignore' : 'edit'), message }
      } catch (error) {
        return { event: 'draft', error: reasonOf(error), message }
      }
    },
  },
  template: {
    about:
      'Asks what to begin with, instead of `load`: a template, which is opened, or with `callback` handed back by `template` with `xml`, `blank` and `name`. Answered by `exit` where nobody chooses.',
    async run({ t, load }, message) {
      const blank = { id: 'blank', label: t('Blank'), picture: [] }
      const templates = templatesIn(t)
      const choices = templates.map(({ id, name, elements }) => ({ id, label: name, picture: elements }))
      const answer = await ask(t, { title: t('New board'), choices: [blank, ...choices] })
      if (!answer) return { event: 'exit', modified: false, message }
      const chosen = templates.find(({ id }) => id === answer.choice)
      const xml = chosen ? fileWith(chosen.elements) : EMPTY_FILE
      if (!isOn(message['callback'])) return load({ ...message, xml })
      return { event: 'template', xml, blank: !chosen, name: chosen?.name ?? blank.label, message }
    },
  },
}

function fileWith(elements: Piece['elements']): string {
  const document = createBoardDocument(new Doc())
  document.add(elements)
  return encodeBoardFile(boardFileOf(document))
}

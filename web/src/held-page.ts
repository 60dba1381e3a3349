import { allWords } from './embed/all-words.ts'
import './ui/fonts.ts'
import './ui/board-styles.ts'
import '../styles/embed.css'
import '../styles/held.css'
import { signal } from '@preact/signals'
import { greet } from './embed/api/greet.ts'
import { speaksDrawio, talkDrawio } from './embed/drawio/talk.ts'
import type { EmbeddedBoard } from './embed/embed-frame.ts'
import { NOT_OPTIONS, parseEmbedOptions } from './embed/embed-options.ts'
import { type HostButtons, mountHostBar } from './embed/held/host-bar.tsx'
import { openHeld } from './embed/held/open-held.tsx'
import { whyNot } from './ui/why-not.ts'
import { followLook } from './embed/look.ts'
import { markOpening } from './page-state.ts'
import { brokenIn, type Problem, showProblem } from './ui/problem.tsx'

markOpening()
const root = document.getElementById('app')!
const query = new URLSearchParams(location.search)
const isDrawio = speaksDrawio(query)
const { options: asked, ignored } = parseEmbedOptions(location.search, NOT_OPTIONS)
// Hosts of draw.io name many things that aren't ours.
if (!isDrawio) for (const reason of ignored) console.warn(`embedded board: ${reason}`)
const options = signal(asked)
const words = await allWords(options)
const parts = { options, words, look: followLook(options) }
const { t } = words

if (isDrawio) {
  const buttons = signal<HostButtons | null>(null)
  mountHostBar(buttons, t)
  talkDrawio({ query, t, options, buttons, open: (file) => openHeld(root, file, parts) })
} else {
  const board = signal<EmbeddedBoard | null>(null)
  const problem = signal<Problem | null>(null)
  let opening: Promise<EmbeddedBoard | null> | undefined
  const open = async (file: string | undefined): Promise<EmbeddedBoard | null> => {
    try {
      board.value = await openHeld(root, file, parts)
    } catch (error) {
      problem.value = { ...brokenIn(t), text: whyNot(t, error), retry: false }
      showProblem(root, problem.value, t)
    }
    return board.value
  }
  const frame = { options, board, problem, edit: () => opening ?? Promise.resolve(null) }
  greet(frame, (file) => void (opening ??= open(file)))
}

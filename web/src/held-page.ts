import './ui/fonts.ts'
import './ui/board-styles.ts'
import '../embed.css'
import '../held.css'
import { signal } from '@preact/signals'
import { greet } from './embed/api/greet.ts'
import { speaksDrawio, talkDrawio } from './embed/drawio/talk.ts'
import type { EmbeddedBoard } from './embed/embed-frame.ts'
import { parseEmbedOptions } from './embed/embed-options.ts'
import type { HostButtons } from './embed/held/host-bar.tsx'
import { openHeld } from './embed/held/open-held.tsx'
import { markOpening } from './page-state.ts'
import { BROKEN, type Problem, showProblem } from './ui/problem.tsx'

markOpening()
const root = document.getElementById('app')!
const query = new URLSearchParams(location.search)
const buttons = signal<HostButtons | null>(null)

if (speaksDrawio(query)) talkDrawio({ query, buttons, open: (file) => openHeld(root, file, buttons) })
else {
  const { options } = parseEmbedOptions(location.search)
  const board = signal<EmbeddedBoard | null>(null)
  const problem = signal<Problem | null>(null)
  let opening: Promise<EmbeddedBoard | null> | undefined
  const open = async (file: string | undefined): Promise<EmbeddedBoard | null> => {
    try {
      board.value = await openHeld(root, file, buttons)
      board.value.app!.theme.choice.value = options.theme
    } catch (error) {
      problem.value = { ...BROKEN, text: error instanceof Error ? error.message : String(error), retry: false }
      showProblem(root, problem.value)
    }
    return board.value
  }
  const frame = { options: signal(options), board, problem, edit: () => opening ?? Promise.resolve(null) }
  greet(frame, (file) => void (opening ??= open(file)))
  frame.options.subscribe(({ theme }) => {
    const app = board.peek()?.app
    if (app) app.theme.choice.value = theme
  })
}

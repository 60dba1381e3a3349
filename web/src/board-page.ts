import './ui/fonts.ts'
import './ui/board-styles.ts'
import { markOpening } from './page-state.ts'
import { hireTileWorker } from './scene/start-tile-worker.ts'
import { boardIdOf, pageIn } from './start/board-address.ts'
import { frameIn } from './start/frame-address.ts'
import { roleHint } from './start/held-links.ts'
import { joinThisPage, likelySecret, showSharedAddress } from './start/join-page.ts'
import { loadWideFonts } from './ui/load-wide-fonts.ts'
import { keepAppShell } from './sync/app-shell.ts'
import { fetchBoardState } from './sync/board-state.ts'
import { mayEdit } from './sync/session.ts'
import { openWords } from './words/page-words.ts'
import { localMemory } from './start/local-memory.ts'

markOpening()
const id = boardIdOf(location.pathname)
// The board's state, the code that shows it and the thread that paints it come at the same time.
const tileWorker = hireTileWorker()
const words = openWords(localMemory)
const joined = joinThisPage(id ?? '', () => words)
const state = joined.then(fetchBoardState)
// What one works with comes while the board is already shown and loaded.
const editor = () => import('./show-board.tsx')
const viewer = () => import('./show-viewer.tsx')
const hint = roleHint(id && likelySecret(id)) ?? 'edit'
// Whoever needs it in the end is told when it can't be loaded.
void (mayEdit(hint) ? editor() : viewer()).catch(() => undefined)
const [{ openPage }, { BARS }, { recallCamera }] = await Promise.all([
  import('./open-page.tsx'),
  import('./page-layers.ts'),
  import('./start/remembered-view.ts'),
])
await openPage(document.getElementById('app')!, {
  joined,
  state,
  memory: localMemory,
  words,
  tileWorker,
  covered: BARS,
  frame: frameIn(location.search),
  // Where one looked last may have been on another page.
  recall: (viewport) =>
    pageIn(location.search) === undefined ? recallCamera(localMemory, id ?? '', viewport) : undefined,
  async show(board) {
    showSharedAddress(board.session)
    if (mayEdit(board.session.role)) await (await editor()).showBoard(board)
    else (await viewer()).showViewer(board)
  },
})
if (import.meta.env.PROD) {
  // It is kept with the rest.
  await loadWideFonts()
  await keepAppShell(new URL(import.meta.url).pathname)
}

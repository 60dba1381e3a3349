import './ui/fonts.ts'
import './ui/board-styles.ts'
import { markOpening } from './page-state.ts'
import { boardIdOf } from './start/board-address.ts'
import { loadWideFonts } from './ui/load-wide-fonts.ts'
import { keepAppShell } from './sync/app-shell.ts'
import { fetchBoardState } from './sync/board-state.ts'

markOpening()
const id = boardIdOf(location.pathname)
// The board's state and the code that shows it travel at the same time.
const state = id === undefined ? Promise.resolve({ found: 'nothing' } as const) : fetchBoardState(id)
// What one works with comes while the board is already shown and loaded.
const shown = import('./show-board.tsx')
const [{ openPage }, { BARS }, { localMemory }, { recallCamera }] = await Promise.all([
  import('./open-page.tsx'),
  import('./page-layers.ts'),
  import('./start/local-memory.ts'),
  import('./start/remembered-view.ts'),
])
await openPage(document.getElementById('app')!, {
  id: id ?? '',
  state,
  covered: BARS,
  recall: (viewport) => recallCamera(localMemory, id ?? '', viewport),
  show: async (board) => (await shown).showBoard(id ?? '', board),
})
if (import.meta.env.PROD) {
  // It is kept with the rest.
  await loadWideFonts()
  await keepAppShell(new URL(import.meta.url).pathname)
}

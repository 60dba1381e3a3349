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
const [{ openPage }, { showBoard }] = await Promise.all([import('./open-page.tsx'), import('./show-board.tsx')])
await openPage(document.getElementById('app')!, {
  id: id ?? '',
  state,
  show: (layers, copy) => showBoard(id ?? '', layers, copy),
})
if (import.meta.env.PROD) {
  // It is kept with the rest.
  await loadWideFonts()
  await keepAppShell(new URL(import.meta.url).pathname)
}

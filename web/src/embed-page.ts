import './ui/fonts.ts'
import './ui/board-styles.ts'
import '../embed.css'
import { openEmbed } from './embed/open-embed.ts'
import { markOpening } from './page-state.ts'
import { boardIdOf } from './start/board-address.ts'
import { fetchBoardState } from './sync/board-state.ts'

markOpening()
const id = boardIdOf(location.pathname)
const state = id === undefined ? Promise.resolve({ found: 'nothing' } as const) : fetchBoardState(id)
const readonly = new URLSearchParams(location.search).has('readonly')
await openEmbed(document.getElementById('app')!, { id: id ?? '', state, readonly })

import './ui/fonts.ts'
import './ui/board-styles.ts'
import '../embed.css'
import { openEmbed } from './embed/open-embed.ts'
import { markOpening } from './page-state.ts'
import { boardIdOf } from './start/board-address.ts'
import { joinThisPage } from './start/join-page.ts'
import { fetchBoardState } from './sync/board-state.ts'

markOpening()
const id = boardIdOf(location.pathname)
const joined = joinThisPage(id ?? '')
const state = joined.then(fetchBoardState)
const readonly = new URLSearchParams(location.search).has('readonly')
await openEmbed(document.getElementById('app')!, { joined, state, readonly })

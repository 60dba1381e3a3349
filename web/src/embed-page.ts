import './ui/fonts.ts'
import './ui/board-styles.ts'
import '../embed.css'
import { greet } from './embed/api/greet.ts'
import { parseEmbedOptions } from './embed/embed-options.ts'
import { openEmbed } from './embed/open-embed.ts'
import { markOpening } from './page-state.ts'
import { boardIdOf } from './start/board-address.ts'
import { joinThisPage } from './start/join-page.ts'
import { fetchBoardState } from './sync/board-state.ts'

markOpening()
const { options, ignored } = parseEmbedOptions(location.search)
for (const reason of ignored) console.warn(`embedded board: ${reason}`)
const id = boardIdOf(location.pathname)
const joined = joinThisPage(id ?? '')
const state = joined.then(fetchBoardState)
greet(openEmbed(document.getElementById('app')!, { joined, state, options }))

import './ui/fonts.ts'
import './ui/board-styles.ts'
import '../styles/embed.css'
import { greet } from './embed/api/greet.ts'
import { NOT_OPTIONS, parseEmbedOptions } from './embed/embed-options.ts'
import { openEmbed } from './embed/open-embed.ts'
import { markOpening } from './page-state.ts'
import { boardIdOf } from './start/board-address.ts'

markOpening()
const { options, ignored } = parseEmbedOptions(location.search, NOT_OPTIONS)
for (const reason of ignored) console.warn(`embedded board: ${reason}`)
greet(openEmbed(document.getElementById('app')!, boardIdOf(location.pathname) ?? '', options))

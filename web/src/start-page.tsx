import { openWords } from './words/page-words.ts'
import { Speaker } from './words/use-words.ts'
import './ui/fonts.ts'
import '../styles/style.css'
import '../styles/parts.css'
import '../styles/start.css'
import { render } from 'preact'
import { type Role, ROLES } from '#board/protocol.ts'
import { boardPath, secretOf } from './start/board-address.ts'
import { holdSecrets } from './start/held-links.ts'
import { localMemory } from './start/local-memory.ts'
import { Start } from './start/start.tsx'
import { reception } from './start/visitor.ts'
import { answered } from './sync/refused.ts'
import { loadWideFonts } from './ui/load-wide-fonts.ts'
import { createTheme } from './ui/theme.ts'

/** Keeps the new board's links in this browser, and answers the path of the one to share. Whoever is logged in owns it by that, and needs no link for it. */
async function createBoard(isTheirs: boolean): Promise<string> {
  const response = await answered(fetch('/api/boards', { method: 'POST' }))
  const { id, links } = (await response.json()) as { id: string; links: Record<Role, string> }
  const secret = (role: Role) => secretOf(new URL(links[role]).hash) ?? ''
  holdSecrets(localMemory, id, ROLES.filter((role) => !(isTheirs && role === 'own')).map(secret))
  return boardPath(id, secret('edit'))
}

createTheme(localMemory)
void loadWideFonts()
const { t } = await openWords(localMemory)
render(
  <Speaker.Provider value={t}>
    <Start memory={localMemory} go={(path) => location.assign(path)} create={createBoard} reception={reception} />
  </Speaker.Provider>,
  document.getElementById('app')!,
)

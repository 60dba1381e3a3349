import './ui/fonts.ts'
import '../style.css'
import '../parts.css'
import '../start.css'
import { render } from 'preact'
import { localMemory } from './start/local-memory.ts'
import { Start } from './start/start.tsx'
import { loadWideFonts } from './ui/load-wide-fonts.ts'
import { createTheme } from './ui/theme.ts'

async function createBoard(): Promise<string> {
  const response = await fetch('/api/boards', { method: 'POST' })
  if (!response.ok) throw new Error(`POST /api/boards answered ${response.status}`)
  const { id } = (await response.json()) as { id: string }
  return id
}

createTheme(localMemory)
void loadWideFonts()
render(
  <Start memory={localMemory} go={(path) => location.assign(path)} create={createBoard} />,
  document.getElementById('app')!,
)

import type { ComponentType } from 'preact'
import type { BoardApp, PanelTab } from '../board-app.ts'
import { ContentTab } from './content-tab.tsx'
import { FramesTab } from './frames-tab.tsx'
import { LayersTab } from './layers-tab.tsx'
import { PagesTab } from './pages-tab.tsx'

export interface TabProps {
  readonly app: BoardApp
}

interface Tab {
  readonly id: PanelTab
  readonly label: string
  readonly Content: ComponentType<TabProps>
}

/** What the panel shows of how a board is structured, one at a time. */
export const TABS: readonly Tab[] = [
  { id: 'pages', label: 'Pages', Content: PagesTab },
  { id: 'layers', label: 'Layers', Content: LayersTab },
  { id: 'frames', label: 'Frames', Content: FramesTab },
  { id: 'content', label: 'Content', Content: ContentTab },
]

import type { ComponentType } from 'preact'
import type { BoardApp, PanelTab } from '../board-app.ts'
import { FramesTab } from './frames-tab.tsx'

export interface TabProps {
  readonly app: BoardApp
}

interface Tab {
  readonly id: PanelTab
  readonly label: string
  readonly Content: ComponentType<TabProps>
}

/** What the panel shows of how a board is structured, one at a time. */
export const TABS: readonly Tab[] = [{ id: 'frames', label: 'Frames', Content: FramesTab }]

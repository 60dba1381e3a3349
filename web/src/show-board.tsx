import { render } from 'preact'
import { openBoard } from './open-board.ts'
import type { PageLayers } from './page-layers.ts'
import { localMemory } from './start/local-memory.ts'
import type { BoardCopy } from './sync/board-copy.ts'
import { Shell } from './ui/shell.tsx'

/** The board with all of its chrome. */
export function showBoard(id: string, { host, chrome }: PageLayers, copy: BoardCopy): void {
  const { app } = openBoard({ id, copy, host, memory: localMemory })
  render(<Shell app={app} />, chrome)
}

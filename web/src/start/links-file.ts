import { allHeldLinks, heldLinksIn, holdSecrets } from './held-links.ts'
import type { LocalMemory } from './local-memory.ts'
import { recentBoards, recentBoardsIn, rememberBoard } from './recent-boards.ts'
import { mergeShelf, shelfFrom, shelfIn } from './shelf.ts'

/** What the file says of itself. */
const FORMAT = 'drawbridge-links'

/** The boards of this browser with all links that it holds, their folders and stars, as a file's text. Whoever has it may do what they allow. */
export function linksFile(memory: LocalMemory): string {
  const links = Object.fromEntries(allHeldLinks(memory))
  return JSON.stringify(
    { format: FORMAT, version: 1, boards: recentBoards(memory), links, shelf: shelfIn(memory) },
    null,
    2,
  )
}

/** Adds what a file holds to what this browser has. Answers how many boards it named; `undefined`: it is no such file, and nothing was changed. */
export function takeLinksFile(memory: LocalMemory, text: string): number | undefined {
  const file = parsed(text)
  if (file?.['format'] !== FORMAT) return undefined
  const known = new Set(recentBoards(memory).map(({ id }) => id))
  const boards = recentBoardsIn(file['boards'])
  // The newest last, so that it ends up first.
  for (const board of boards.toReversed()) if (!known.has(board.id)) rememberBoard(memory, board)
  for (const [id, secrets] of heldLinksIn(file['links'])) holdSecrets(memory, id, secrets)
  mergeShelf(memory, shelfFrom(file['shelf']))
  return boards.length
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

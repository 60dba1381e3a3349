import type { Command } from './command.ts'
import { turnBy } from './turn-page.ts'

const turning = (id: string, label: string, shortcut: string, step: number): Command => ({
  id,
  label,
  shortcuts: [shortcut],
  looks: true,
  enabled: ({ paging }) => paging.pages.peek().length > 1,
  run: (editor) => turnBy(editor, step),
})

export const PAGE_COMMANDS: readonly Command[] = [
  turning('next-page', 'Next page', 'Alt+PageDown', 1),
  turning('previous-page', 'Previous page', 'Alt+PageUp', -1),
]

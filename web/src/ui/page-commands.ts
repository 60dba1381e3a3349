import type { Command } from '../editor/command.ts'
import type { MenuActions } from './board-actions.ts'
import type { Theme } from './theme.ts'

/** What keys do beside the board's own commands. */
export function pageCommands(menu: MenuActions, theme: Theme): readonly Command[] {
  return [
    { id: 'help', label: 'Help and keys', shortcuts: ['?', 'Shift+?'], run: () => menu.showHelp() },
    {
      id: 'palette',
      label: 'Find a command',
      shortcuts: ['Mod+/', 'Mod+Shift+p'],
      run: () => menu.showPalette(),
    },
    { id: 'find', label: 'Find on this board', shortcuts: ['Mod+f'], run: () => menu.showContents() },
    { id: 'save-png', label: 'Save as PNG', shortcuts: ['Mod+Shift+e'], run: () => menu.save('png') },
    { id: 'copy-picture', label: 'Copy as picture', shortcuts: ['Alt+Shift+c'], run: () => menu.copyPicture() },
    {
      id: 'theme',
      label: 'Light or dark',
      shortcuts: ['Alt+Shift+d'],
      run: () => (theme.choice.value = theme.dark.peek() ? 'light' : 'dark'),
    },
  ]
}

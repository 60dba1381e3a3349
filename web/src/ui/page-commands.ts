import type { Command } from '../editor/command.ts'
import type { Editor } from '../editor/editor.ts'
import { framesInOrder } from '../editor/frame-list.ts'
import { selectedFrame } from '../editor/framing.ts'
import { styledIds } from '../editor/style.ts'
import type { BoardApp } from './board-app.ts'
import { pictureCommands } from './picture-commands.ts'

const PANELS = [
  { tab: 'pages', label: 'Pages', shortcuts: ['Alt+o'] },
  { tab: 'layers', label: 'Layers', shortcuts: [] },
  { tab: 'frames', label: 'List of frames', shortcuts: [] },
  { tab: 'content', label: 'List of what is on this page', shortcuts: ['Alt+Shift+o'] },
] as const

type PageParts = Pick<
  BoardApp,
  | 'words'
  | 'toasts'
  | 'menu'
  | 'theme'
  | 'dialogs'
  | 'focused'
  | 'presenting'
  | 'panel'
  | 'preferences'
  | 'pictures'
  | 'saying'
>

/** What keys do beside the board's own commands. */
export function pageCommands(parts: PageParts): readonly Command[] {
  const { words, toasts, menu, theme, dialogs, focused, presenting, panel, preferences, saying } = parts
  return [
    { id: 'help', label: 'Help and keys', shortcuts: ['?', 'Shift+?'], run: () => (dialogs.help.value = true) },
    {
      id: 'palette',
      label: 'Find a command',
      shortcuts: ['Mod+/', 'Mod+Shift+p'],
      run: () => (dialogs.palette.value = true),
    },
    { id: 'find', label: 'Find on this board', shortcuts: ['Mod+f'], run: () => (dialogs.find.value = true) },
    {
      id: 'history',
      label: 'History of this board',
      shortcuts: ['Alt+y'],
      enabled: (editor) => !editor.readonly,
      run: () => (dialogs.history.value = true),
    },
    {
      id: 'library',
      label: 'Library of pieces',
      shortcuts: ['Alt+l'],
      enabled: (editor) => !editor.readonly,
      run: () => (dialogs.library.value = true),
    },
    {
      id: 'link',
      label: 'Link',
      shortcuts: ['Mod+k'],
      whileTyping: true,
      enabled: (editor) => !editor.readonly && styledIds(editor).size > 0,
      run: () => (dialogs.link.value = true),
    },
    {
      id: 'open-file',
      label: 'Open a file',
      shortcuts: ['Mod+o'],
      enabled: (editor) => !editor.readonly,
      run: () => (dialogs.import.value = true),
    },
    {
      id: 'background',
      label: 'Background',
      shortcuts: [],
      enabled: (editor) => !editor.readonly,
      run: () => (dialogs.background.value = true),
    },
    {
      id: 'clear',
      label: 'Clear this page',
      shortcuts: ['Mod+Delete', 'Mod+Backspace'],
      enabled: ({ readonly, document }) => !readonly && document.size > 0,
      run: () => (dialogs.clear.value = true),
    },
    ...pictureCommands(parts),
    { id: 'export', label: 'Export', shortcuts: ['Mod+Shift+e', 'Mod+s'], run: () => (dialogs.export.value = true) },
    ...(['png', 'svg'] as const).map((format) => ({
      id: `frame-${format}`,
      label: `Save the frame as ${format.toUpperCase()}`,
      shortcuts: [],
      enabled: (editor: Editor) => selectedFrame(editor) !== undefined,
      run: (editor: Editor) => menu.save(format, selectedFrame(editor)),
    })),
    {
      id: 'copy-picture',
      label: 'Copy as picture',
      shortcuts: ['Alt+Shift+c', 'Mod+Shift+c'],
      run: () => menu.copyPicture(),
    },
    {
      id: 'focus',
      label: 'Show only the drawing',
      shortcuts: ['Mod+.', 'Alt+z'],
      run: () => (focused.value = !focused.value),
    },
    { id: 'say', label: 'Say something beside your pointer', shortcuts: ['/'], run: () => saying.begin() },
    {
      id: 'minimap',
      label: 'Show or hide the minimap',
      shortcuts: ['m'],
      run: () => (preferences.minimap.value = !preferences.minimap.value),
    },
    ...PANELS.map(({ tab, label, shortcuts }) => ({
      id: `panel-${tab}`,
      label,
      shortcuts,
      run: () => (panel.value = panel.peek() === tab ? null : tab),
    })),
    {
      id: 'present',
      label: 'Present the frames',
      shortcuts: ['Alt+p'],
      run: (editor) => {
        const frame = selectedFrame(editor) ?? framesInOrder(editor)[0]
        if (frame) presenting.value = frame.id
        else toasts.say(words.t('Draw a frame first: each frame is a page to show.'))
      },
    },
    {
      id: 'theme',
      label: 'Light or dark',
      shortcuts: ['Alt+Shift+d'],
      run: () => (theme.choice.value = theme.dark.peek() ? 'light' : 'dark'),
    },
  ]
}

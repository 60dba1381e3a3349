import type { Signal } from '@preact/signals'
import {
  Download,
  FilePlus,
  House,
  Keyboard,
  Magnet,
  Map as MapIcon,
  Mouse,
  Palette,
  PenTool,
  Scan,
  TextSearch,
} from 'lucide'
import { useLayoutEffect } from 'preact/hooks'
import { runCommand } from '../editor/command.ts'
import { lookOnly } from '../editor/looking.ts'
import { isMac, labelOf } from '../input/shortcut.ts'
import { useWords } from '../words/use-words.ts'
import type { BoardMenuProps } from './board-menu.tsx'
import type { OpenMenu } from './corner-menu.tsx'
import { Choice, Languages, Themes } from './menu-choices.tsx'
import { MenuItem } from './menu-item.tsx'

/** The lines of the menu of those who work on a board: what they do with it first, so that it is in sight in a low window, too. */
export function Panel({ app, menu }: BoardMenuProps & { readonly menu: OpenMenu }) {
  const t = useWords()
  const { does } = menu
  const { theme, preferences, menu: actions, dialogs, focused } = app
  const present = () => {
    const command = app.commands.find(({ id }) => id === 'present')
    if (command) runCommand(command, app.editor)
  }
  const shows = (what: Signal<boolean>) => does(() => (what.value = true))
  // They may come after the menu has opened.
  useLayoutEffect(menu.start, [])
  return (
    <>
      <MenuItem icon={House} href="/">
        {t('All boards')}
      </MenuItem>
      {!app.editor.readonly && (
        <MenuItem icon={FilePlus} keyLabel={labelOf('Mod+o', isMac())} onClick={shows(dialogs.import)}>
          {t('Open a file…')}
        </MenuItem>
      )}
      <hr />
      <MenuItem icon={Download} keyLabel={labelOf('Mod+Shift+e', isMac())} onClick={shows(dialogs.export)}>
        {t('Export…')}
      </MenuItem>
      <MenuItem icon="image" onClick={does(actions.copyPicture)}>
        {t('Copy as picture')}
      </MenuItem>
      <MenuItem icon="link" onClick={does(actions.copyLink)}>
        {t('Copy link')}
      </MenuItem>
      <hr />
      <MenuItem icon="layers" keyLabel={labelOf('Alt+o', isMac())} onClick={does(() => (app.panel.value = 'pages'))}>
        {t('Pages, layers and lists')}
      </MenuItem>
      <MenuItem icon="presentation" keyLabel={labelOf('Alt+p', isMac())} onClick={does(present)}>
        {t('Present the frames')}
      </MenuItem>
      {!app.editor.readonly && (
        <MenuItem icon="history" keyLabel={labelOf('Alt+y', isMac())} onClick={shows(dialogs.history)}>
          {t('History')}
        </MenuItem>
      )}
      {!app.editor.readonly && (
        <MenuItem icon="shapes" keyLabel={labelOf('Alt+l', isMac())} onClick={shows(dialogs.library)}>
          {t('Library')}
        </MenuItem>
      )}
      <MenuItem icon={TextSearch} keyLabel={labelOf('Mod+f', isMac())} onClick={shows(dialogs.find)}>
        {t('Find on this board')}
      </MenuItem>
      <MenuItem icon="search" keyLabel={labelOf('Mod+/', isMac())} onClick={shows(dialogs.palette)}>
        {t('Find a command')}
      </MenuItem>
      <MenuItem icon={Keyboard} keyLabel="?" onClick={shows(dialogs.help)}>
        {t('Help and keys')}
      </MenuItem>
      <hr />
      {!app.editor.readonly && (
        <MenuItem icon={Palette} onClick={shows(dialogs.background)}>
          {t('Background…')}
        </MenuItem>
      )}
      {!app.editor.readonly && (
        <MenuItem icon="eye" keyLabel={labelOf('Alt+r', isMac())} onClick={does(() => lookOnly(app.editor, true))}>
          {t('Look only')}
        </MenuItem>
      )}
      <MenuItem icon={Scan} keyLabel={labelOf('Mod+.', isMac())} onClick={shows(focused)}>
        {t('Show only the drawing')}
      </MenuItem>
      <hr />
      <Themes theme={theme} />
      <Languages words={app.words} memory={app.memory} />
      <Choice icon={Mouse} value={preferences.wheelZooms}>
        {t('Mouse wheel zooms')}
      </Choice>
      <Choice icon={Magnet} value={preferences.snapping}>
        {t('Things snap into line')}
      </Choice>
      <Choice icon={PenTool} value={preferences.penDraws}>
        {t('Only a pen draws')}
      </Choice>
      <Choice icon={Keyboard} value={preferences.singleKeys}>
        {t('Single keys do things')}
      </Choice>
      <Choice icon={MapIcon} value={preferences.minimap}>
        {t('Minimap')}
      </Choice>
      {app.session.role === 'own' && (
        <>
          <hr />
          <MenuItem icon="trash-2" onClick={shows(dialogs.trash)}>
            {t('Move to the trash…')}
          </MenuItem>
        </>
      )}
    </>
  )
}

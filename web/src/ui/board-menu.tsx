import { chooseLanguage } from '../words/page-words.ts'
import { LANGUAGE_NAMES, LANGUAGES } from '../words/languages.ts'
import { useSignal, type Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { runCommand } from '../editor/command.ts'
import { Fetched } from './fetched.tsx'
import { Icon, Logo } from './icon.tsx'
import { Tip } from './icon-button.tsx'
import { MenuItem, menuItemsOf, moveInMenu } from './menu-item.tsx'
import { isMac, labelOf } from '../input/shortcut.ts'
import type { BoardApp } from './board-app.ts'
import { THEMES, type ThemeChoice } from './theme.ts'
import { useWords } from '../words/use-words.ts'

const THEME_ICONS: Readonly<Record<ThemeChoice, string>> = { auto: 'monitor', light: 'sun', dark: 'moon' }
const THEME_LABELS: Readonly<Record<ThemeChoice, string>> = { auto: 'Like the system', light: 'Light', dark: 'Dark' }

/** The menu at the top left. */
export function BoardMenu({
  app,
}: {
  app: Pick<
    BoardApp,
    | 'words'
    | 'memory'
    | 'session'
    | 'editor'
    | 'theme'
    | 'preferences'
    | 'menu'
    | 'dialogs'
    | 'focused'
    | 'commands'
    | 'toasts'
    | 'panel'
  >
}) {
  const t = useWords()
  const { theme, preferences, menu: actions, dialogs, focused } = app
  const menu = useRef<HTMLDivElement>(null)
  const open = useSignal(false)
  const does = (action: () => unknown) => () => {
    menu.current?.hidePopover()
    action()
  }
  const shows = (what: Signal<boolean>) => does(() => (what.value = true))
  const present = () => {
    const command = app.commands.find(({ id }) => id === 'present')
    if (command && !runCommand(command, app.editor))
      app.toasts.say(t('Draw a frame first: each frame is a page to show.'))
  }
  const onToggle = ({ newState }: { newState: string }) => {
    open.value = newState === 'open'
    if (open.value) menuItemsOf(menu.current)[0]?.focus()
  }
  return (
    <>
      <button
        type="button"
        class="menu-button icon-button"
        aria-label={t('Menu')}
        aria-haspopup="menu"
        aria-expanded={open.value}
        popovertarget="board-menu"
      >
        <Logo />
        <Icon name="chevron-down" />
        <Tip place="below start">{t('Menu')}</Tip>
      </button>
      <div
        ref={menu}
        id="board-menu"
        class="menu island"
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={t('Board')}
        onToggle={onToggle}
        onKeyDown={moveInMenu}
      >
        <MenuItem icon="house" href="/">
          {t('All boards')}
        </MenuItem>
        {!app.editor.readonly && (
          <MenuItem icon="file-plus" keyLabel={labelOf('Mod+o', isMac())} onClick={shows(dialogs.import)}>
            {t('Open a file…')}
          </MenuItem>
        )}
        <hr />
        <MenuItem icon="download" keyLabel={labelOf('Mod+Shift+e', isMac())} onClick={shows(dialogs.export)}>
          {t('Export…')}
        </MenuItem>
        <MenuItem icon="image" onClick={does(actions.copyPicture)}>
          {t('Copy as picture')}
        </MenuItem>
        <MenuItem icon="link" onClick={does(actions.copyLink)}>
          {t('Copy link')}
        </MenuItem>
        <hr />
        <fieldset class="menu-theme" aria-label={t('Theme')}>
          <span aria-hidden="true">{t('Theme')}</span>
          {THEMES.map((choice) => (
            <Radio
              key={choice}
              checked={theme.choice.value === choice}
              label={t(THEME_LABELS[choice])}
              onPick={() => (theme.choice.value = choice)}
            >
              <Icon name={THEME_ICONS[choice]} />
            </Radio>
          ))}
        </fieldset>
        <Languages words={app.words} memory={app.memory} />
        <Choice icon="mouse" value={preferences.wheelZooms}>
          {t('Mouse wheel zooms')}
        </Choice>
        <Choice icon="magnet" value={preferences.snapping}>
          {t('Things snap into line')}
        </Choice>
        <Choice icon="keyboard" value={preferences.singleKeys}>
          {t('Single keys do things')}
        </Choice>
        <Choice icon="map" value={preferences.minimap}>
          {t('Minimap')}
        </Choice>
        {!app.editor.readonly && (
          <MenuItem icon="palette" onClick={shows(dialogs.background)}>
            {t('Background…')}
          </MenuItem>
        )}
        <MenuItem icon="layers" keyLabel={labelOf('Alt+o', isMac())} onClick={does(() => (app.panel.value = 'pages'))}>
          {t('Pages, layers and lists')}
        </MenuItem>
        <MenuItem icon="presentation" keyLabel={labelOf('Alt+p', isMac())} onClick={does(present)}>
          {t('Present the frames')}
        </MenuItem>
        <MenuItem icon="scan" keyLabel={labelOf('Mod+.', isMac())} onClick={shows(focused)}>
          {t('Show only the drawing')}
        </MenuItem>
        <hr />
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
        <MenuItem icon="text-search" keyLabel={labelOf('Mod+f', isMac())} onClick={shows(dialogs.find)}>
          {t('Find on this board')}
        </MenuItem>
        <MenuItem icon="search" keyLabel={labelOf('Mod+/', isMac())} onClick={shows(dialogs.palette)}>
          {t('Find a command')}
        </MenuItem>
        <MenuItem icon="keyboard" keyLabel="?" onClick={shows(dialogs.help)}>
          {t('Help and keys')}
        </MenuItem>
        {app.session.role === 'own' && (
          <>
            <hr />
            <MenuItem icon="trash-2" onClick={shows(dialogs.trash)}>
              {t('Move to the trash…')}
            </MenuItem>
          </>
        )}
        {isOwnPage() && (
          <Fetched load={loadLogin} open={open.value} given={{}} toasts={SILENT} onFail={() => undefined} />
        )}
      </div>
    </>
  )
}

const loadLogin = () => import('./login-items.tsx')
/** Without a network nobody logs in, and needn't be told. */
const SILENT = { say: () => undefined }
/** Nobody is logged in within a frame. */
const isOwnPage = () => window.parent === window

interface RadioProps {
  readonly checked: boolean
  readonly label: string
  readonly onPick: () => void
  readonly class?: string
  readonly lang?: string
  readonly children: ComponentChildren
}

/** One of several that stand in one line of the menu. */
function Radio({ checked, label, onPick, class: more = '', lang, children }: RadioProps) {
  return (
    <button
      type="button"
      class={`icon-button ${more}`}
      role="menuitemradio"
      aria-checked={checked}
      aria-label={label}
      lang={lang}
      tabIndex={-1}
      onClick={onPick}
    >
      {children}
      <Tip place="above">{label}</Tip>
    </button>
  )
}

/** Each is called what those call it who speak it. */
function Languages({ words, memory }: Pick<BoardApp, 'words' | 'memory'>) {
  return (
    <fieldset class="menu-theme" aria-label={words.t('Language')}>
      <span aria-hidden="true">{words.t('Language')}</span>
      {LANGUAGES.map((language) => (
        <Radio
          key={language}
          class="menu-language"
          checked={words.language.value === language}
          label={LANGUAGE_NAMES[language]}
          lang={language}
          onPick={() => chooseLanguage(words, memory, language)}
        >
          {language.toUpperCase()}
        </Radio>
      ))}
    </fieldset>
  )
}

interface ChoiceProps {
  readonly icon: string
  readonly value: Signal<boolean>
  readonly children: ComponentChildren
}

function Choice({ icon, value, children }: ChoiceProps) {
  return (
    <button
      type="button"
      class="menu-item"
      role="menuitemcheckbox"
      aria-checked={value.value}
      tabIndex={-1}
      onClick={() => (value.value = !value.value)}
    >
      <Icon name={icon} />
      <span>{children}</span>
      {value.value && <Icon name="check" />}
    </button>
  )
}

import type { ReadonlySignal } from '@preact/signals'
import { runCommand, type Command } from '../editor/command.ts'
import { COMMANDS } from '../editor/commands.ts'
import type { Editor } from '../editor/editor.ts'
import { isMac, matches } from './shortcut.ts'

const FIELDS = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]'
/** Where words on the board are typed. */
const TYPING = '[data-typing]'
/** What uses arrows, space and Enter itself. */
const CONTROLS = 'button, a[href], summary, [role="toolbar"], [role="radiogroup"], [role="slider"]'
const CONTROL_KEYS = /^(?: |Enter|Tab|Arrow)/
/** What all keys belong to while it has the focus. */
const LAYERS = 'dialog, [role="dialog"], [role="menu"]'

export interface KeyboardOptions {
  /** Besides the board's own. */
  readonly commands?: readonly Command[]
  readonly mac?: boolean
  /** Do keys without Ctrl or Alt mean anything, but for Escape, Delete, Enter and the arrows? Missing: they do. */
  readonly singleKeys?: ReadonlySignal<boolean>
  readonly target?: Window
}

/**
 * Shortcuts of tools and commands, and keys that lend a tool while they are held. Keys typed into a field, and keys that a
 * focused control uses itself, are left alone. Answers how to stop.
 */
export function attachKeyboard(editor: Editor, options: KeyboardOptions = {}): () => void {
  const { commands = [], mac = isMac(), target = window, singleKeys } = options
  const all = [...COMMANDS, ...commands]
  const typing = all.filter(({ whileTyping }) => whileTyping)

  let lentBy: string | null = null

  const keydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (isTyping(event)) {
      if (useCommand(typing, editor, event, mac)) event.preventDefault()
      return
    }
    if (belongsToPage(event) || isUsedByControl(event) || isPopoverOpen()) return
    if (isMeantForText(editor, event)) return event.preventDefault()
    if (singleKeys?.value === false && isSingle(event)) return
    // Held, it goes on telling of itself; what is pressed besides makes no other shortcut of it.
    if (event.repeat && event.code === lentBy) return event.preventDefault()
    if (borrow(event)) lentBy = event.code
    else if (!useTool(editor, event) && !useCommand(all, editor, event, mac)) return
    event.preventDefault()
  }
  const keyup = (event: KeyboardEvent) => {
    if (event.code === lentBy) giveBack()
  }
  const borrow = (event: KeyboardEvent): boolean => {
    const tool = editor.toolbox.tools.find(({ lentBy }) => lentBy === event.key)
    if (!tool || hasModifier(event)) return false
    editor.toolbox.borrow(tool.id)
    return true
  }
  const giveBack = () => {
    lentBy = null
    editor.toolbox.release()
  }
  const notice = () => {
    editor.interrupted.value = null
  }

  target.addEventListener('keydown', keydown)
  target.addEventListener('keyup', keyup)
  target.addEventListener('blur', giveBack)
  target.addEventListener('pointerdown', notice, true)
  return () => {
    target.removeEventListener('keydown', keydown)
    target.removeEventListener('keyup', keyup)
    target.removeEventListener('blur', giveBack)
    target.removeEventListener('pointerdown', notice, true)
  }
}

function useTool({ toolbox }: Editor, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || toolbox.busy) return false
  const tool = toolbox.tools.find(({ shortcuts }) => shortcuts.some((shortcut) => matches(shortcut, event, false)))
  if (tool) toolbox.choose(tool.id)
  return tool !== undefined
}

/** Milliseconds without a key after which somebody has noticed that what they typed into is gone. */
const NOTICED_MS = 1_500

/** Whoever is typing when somebody else deletes the text goes on for a while: none of that is for tools and commands. */
function isMeantForText({ interrupted, clock }: Editor, event: KeyboardEvent): boolean {
  if (interrupted.value === null || event.key === 'Escape' || event.ctrlKey || event.metaKey || event.altKey)
    return false
  const now = clock.now()
  const goesOn = now - interrupted.value < NOTICED_MS
  interrupted.value = goesOn ? now : null
  return goesOn
}

/** While a gesture is under way, only what ends it. A shortcut whose command is disabled is used up all the same. */
function useCommand(commands: readonly Command[], editor: Editor, event: KeyboardEvent, mac: boolean): boolean {
  const command = commands.find(
    ({ native, shortcuts }) => !native && shortcuts.some((shortcut) => matches(shortcut, event, mac)),
  )
  if (!command) return false
  if (editor.toolbox.busy && event.key !== 'Escape') return true
  runCommand(command, editor)
  return true
}

/** Was it done in a field, a dialog or a menu? Then it is not for the board. */
export const belongsToPage = ({ target }: Event): boolean =>
  target instanceof Element && target.closest(`${FIELDS}, ${LAYERS}`) !== null

/** A menu takes the focus only in the frame after it opened: keys of that moment are its own, Escape above all. */
const isPopoverOpen = (): boolean => document.querySelector('[popover]:popover-open') !== null

const isTyping = ({ target }: Event): boolean => target instanceof Element && target.closest(TYPING) !== null

const isUsedByControl = ({ target, key }: KeyboardEvent): boolean =>
  CONTROL_KEYS.test(key) && target instanceof Element && target.closest(CONTROLS) !== null

/** One character, as it is typed. The space bar does nothing by itself. */
const isSingle = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey

const hasModifier = ({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) => ctrlKey || metaKey || altKey || shiftKey

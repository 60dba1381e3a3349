import { useComputed, useSignal, type Signal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { runCommand, type Command } from '../editor/command.ts'
import type { Editor } from '../editor/editor.ts'
import { isMac, labelOf } from '../input/shortcut.ts'
import { Dialog } from './dialog.tsx'

interface PaletteProps {
  readonly open: Signal<boolean>
  readonly editor: Editor
  readonly commands: readonly Command[]
}

/** Every command and every tool, found by typing some of its name. */
export function CommandPalette({ open, editor, commands }: PaletteProps) {
  return (
    <Dialog open={open} title="Commands">
      <Finder editor={editor} commands={[...toolCommands(editor), ...commands]} onDone={() => (open.value = false)} />
    </Dialog>
  )
}

const toolCommands = ({ toolbox }: Editor): Command[] =>
  toolbox.tools.map(({ id, label, shortcuts }) => ({
    id: `tool-${id}`,
    label: `Tool: ${label}`,
    shortcuts,
    run: () => toolbox.choose(id),
  }))

/** Does each typed word begin a word of the label? */
export function matchesQuery(label: string, query: string): boolean {
  const words = label.toLowerCase().split(/[^\p{L}\p{N}%]+/u)
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)))
}

interface FinderProps {
  readonly editor: Editor
  readonly commands: readonly Command[]
  readonly onDone: () => void
}

/** A combobox whose list is always open (WAI-ARIA Authoring Practices, combobox pattern). */
function Finder({ editor, commands, onDone }: FinderProps) {
  const query = useSignal('')
  const at = useSignal(0)
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  // What is running now may change what can be run: the list is of the moment in which it was opened.
  const enabled = useRef(commands.filter((command) => command.enabled?.(editor) !== false))
  const found = useComputed(() => enabled.current.filter(({ label }) => matchesQuery(label, query.value)))
  useEffect(() => input.current?.focus(), [])

  const run = (command: Command | undefined) => {
    if (!command) return
    onDone()
    runCommand(command, editor)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') run(found.value[at.value])
    else if (step && found.value.length > 0) at.value = (at.value + step + found.value.length) % found.value.length
    else return
    event.preventDefault()
    document.getElementById(`${list}-${at.value}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div class="palette">
      <input
        ref={input}
        class="field"
        type="text"
        role="combobox"
        aria-label="Find a command"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found.value.length > 0 ? `${list}-${at.value}` : undefined}
        placeholder="Find a command"
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => {
          query.value = currentTarget.value.trim()
          at.value = 0
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} class="options" role="listbox" aria-label="Commands">
        {found.value.map((command, i) => (
          <button
            type="button"
            tabIndex={-1}
            key={command.id}
            id={`${list}-${i}`}
            role="option"
            aria-selected={i === at.value}
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            {command.shortcuts[0] && <kbd aria-hidden="true">{labelOf(command.shortcuts[0], isMac())}</kbd>}
          </button>
        ))}
      </div>
      {found.value.length === 0 && <p role="status">No command has that name.</p>}
    </div>
  )
}

import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { isMac, labelOf } from '../input/shortcut.ts'
import type { Tool } from '../tools/tool.ts'
import type { Toolbox } from '../tools/toolbox.ts'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import { moveFocus } from './roving.ts'
import { useWords } from '../words/use-words.ts'

/** The tools: one of them is on at any time. */
export function Toolbar({ toolbox }: { toolbox: Toolbox }) {
  const t = useWords()
  return (
    <div class="toolbar island" role="toolbar" tabIndex={-1} aria-label={t('Tools')} onKeyDown={moveFocus}>
      <div class="toolbar-tools" role="radiogroup" aria-label={t('Tool')}>
        {slotsOf(toolbox.tools).map((tools) =>
          tools.length === 1 ? (
            <ToolButton key={tools[0]!.id} tool={tools[0]!} toolbox={toolbox} onClick={choose(toolbox, tools[0]!)} />
          ) : (
            <Group key={tools[0]!.group} tools={tools} toolbox={toolbox} />
          ),
        )}
      </div>
      <KeepButton toolbox={toolbox} />
    </div>
  )
}

/** Makes the tool stay on when it has made its one thing. */
function KeepButton({ toolbox: { keeps } }: { toolbox: Toolbox }) {
  const t = useWords()
  return (
    <IconButton
      icon="lock"
      label={t('Keep the tool on')}
      keyLabel="Q"
      aria-pressed={keeps.value}
      tabIndex={-1}
      data-keep
      onClick={() => (keeps.value = !keeps.peek())}
    />
  )
}

const choose = (toolbox: Toolbox, tool: Tool) => () => toolbox.choose(tool.id)

/** Tools of one group stand together, where the first of them is. */
function slotsOf(tools: readonly Tool[]): Tool[][] {
  const slots = new Map<string, Tool[]>()
  for (const tool of tools) {
    const key = tool.group ?? tool.id
    slots.set(key, [...(slots.get(key) ?? []), tool])
  }
  return [...slots.values()]
}

interface ToolButtonProps {
  readonly tool: Tool
  readonly toolbox: Toolbox
  readonly onClick: () => void
  /** What else of its group a narrow window shows in its place, if not this one. */
  readonly shown?: boolean
  /** Its name beside it, as in a list. */
  readonly named?: boolean
}

function ToolButton({ tool, toolbox, onClick, shown, named = false }: ToolButtonProps) {
  const t = useWords()
  const current = toolbox.current.value.id
  const key = tool.shortcuts[0] ?? tool.lentBy
  return (
    <IconButton
      icon={tool.icon}
      label={t(tool.label)}
      keyLabel={key && labelOf(key, isMac())}
      role="radio"
      aria-checked={tool.id === current}
      aria-keyshortcuts={key}
      tabIndex={tool.id === current ? 0 : -1}
      data-tool={named ? undefined : tool.id}
      data-shown={shown}
      onClick={onClick}
    />
  )
}

/**
 * Several tools in one place. A wide window shows the prominent ones and the one used last, a narrow one only that; all are
 * in a list that the arrow opens, or a click on the tool that is on already.
 */
function Group({ tools, toolbox }: { tools: readonly Tool[]; toolbox: Toolbox }) {
  const t = useWords()
  const open = useSignal(false)
  const host = useRef<HTMLDivElement>(null)
  const last = useSignal(tools[0]!.id)
  const current = tools.find(({ id }) => id === toolbox.current.value.id)
  if (current && !current.returns && current.id !== last.peek()) last.value = current.id
  const standing = current?.id ?? last.value
  useLayoutEffect(() => (open.value ? closeElsewhere(host, open) : undefined), [open.value])
  const pick = (tool: Tool) => () => {
    open.value = tool.id === current?.id && !open.value
    toolbox.choose(tool.id)
  }
  const closeWithEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open.value) return
    event.stopPropagation()
    open.value = false
    host.current?.querySelector<HTMLElement>('.group-more')?.focus()
  }
  return (
    <div class="tool-group" role="presentation" ref={host} onKeyDown={closeWithEscape}>
      {tools
        .filter(({ id, prominent }) => prominent || id === standing)
        .map((tool) => (
          <ToolButton key={tool.id} tool={tool} toolbox={toolbox} shown={tool.id === standing} onClick={pick(tool)} />
        ))}
      <button
        type="button"
        class="group-more"
        aria-label={t('More like {tool:lower}', { tool: t(tools[0]!.label) })}
        aria-haspopup="true"
        aria-expanded={open.value}
        tabIndex={-1}
        data-whole={tools.every(({ prominent }) => prominent)}
        onClick={() => (open.value = !open.value)}
      >
        <Icon name="chevron-down" />
      </button>
      {open.value && <GroupList tools={tools} toolbox={toolbox} onPick={() => (open.value = false)} />}
    </div>
  )
}

interface GroupListProps {
  readonly tools: readonly Tool[]
  readonly toolbox: Toolbox
  readonly onPick: () => void
}

function GroupList({ tools, toolbox, onPick }: GroupListProps) {
  const t = useWords()
  const pick = (tool: Tool) => () => {
    toolbox.choose(tool.id)
    onPick()
  }
  return (
    <div class="group-list island" role="group" aria-label={t('{tool} and others', { tool: t(tools[0]!.label) })}>
      {tools.map((tool) => (
        <ToolButton key={tool.id} tool={tool} toolbox={toolbox} named onClick={pick(tool)} />
      ))}
    </div>
  )
}

/** A press anywhere else closes it. Answers how to stop. */
function closeElsewhere(host: { readonly current: HTMLElement | null }, open: { value: boolean }): () => void {
  const close = ({ target }: PointerEvent) => {
    if (!(target instanceof Node) || !host.current?.contains(target)) open.value = false
  }
  document.addEventListener('pointerdown', close)
  return () => document.removeEventListener('pointerdown', close)
}

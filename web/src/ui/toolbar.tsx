import { isMac, labelOf } from '../input/shortcut.ts'
import type { Toolbox } from '../tools/toolbox.ts'
import { IconButton } from './icon-button.tsx'
import { moveFocus } from './roving.ts'

/** The tools: one of them is on at any time. */
export function Toolbar({ toolbox }: { toolbox: Toolbox }) {
  const current = toolbox.current.value.id
  return (
    <div class="toolbar island" role="toolbar" tabIndex={-1} aria-label="Tools" onKeyDown={moveFocus}>
      <div class="toolbar-tools" role="radiogroup" aria-label="Tool">
        {toolbox.tools.map((tool) => {
          const key = tool.shortcuts[0]
          return (
            <IconButton
              key={tool.id}
              icon={tool.icon}
              label={tool.label}
              keyLabel={key && labelOf(key, isMac())}
              role="radio"
              aria-checked={tool.id === current}
              aria-keyshortcuts={key}
              tabIndex={tool.id === current ? 0 : -1}
              data-tool={tool.id}
              onClick={() => toolbox.choose(tool.id)}
            />
          )
        })}
      </div>
    </div>
  )
}

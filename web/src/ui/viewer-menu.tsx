import { House } from 'lucide'
import type { LocalMemory } from '../start/local-memory.ts'
import { useWords } from '../words/use-words.ts'
import type { Words } from '../words/words.ts'
import { CornerMenu } from './corner-menu.tsx'
import { Languages, Themes } from './menu-choices.tsx'
import { MenuItem } from './menu-item.tsx'
import type { Theme } from './theme.ts'

/** What one's page looks like, as far as one can choose it. */
export interface ViewerLook {
  readonly words: Words
  readonly memory: LocalMemory
  readonly theme: Theme
}

/** The menu of those who may only look: nothing that changes the board. */
export function ViewerMenu({ words, memory, theme }: ViewerLook) {
  const t = useWords()
  return (
    <CornerMenu>
      {() => (
        <>
          <MenuItem icon={House} href="/">
            {t('All boards')}
          </MenuItem>
          <hr />
          <Themes theme={theme} />
          <Languages words={words} memory={memory} />
        </>
      )}
    </CornerMenu>
  )
}

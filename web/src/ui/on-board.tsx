import type { Editor } from '../editor/editor.ts'
import { useWords } from '../words/use-words.ts'
import { FrameNames } from './frame-names.tsx'
import { LinkSigns } from './link-signs.tsx'
import { LockBadge } from './lock-badge.tsx'

/** What belongs to single elements and lies over them: names of frames, signs of links, the way to unlock. */
export function Panel({ editor }: { readonly editor: Editor }) {
  const t = useWords()
  return (
    <section class="on-board" aria-label={t('On the board')}>
      <FrameNames editor={editor} />
      <LinkSigns editor={editor} />
      {!editor.readonly && <LockBadge editor={editor} />}
    </section>
  )
}

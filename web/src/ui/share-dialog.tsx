import { useId } from 'preact/hooks'
import { boardUrl, embedUrl, pictureUrl } from '../start/board-address.ts'
import { sharedSecret } from '../start/held-links.ts'
import type { BoardApp } from './board-app.ts'
import { copyText } from './copy-text.ts'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import type { Toasts } from './toasts.tsx'

/** HTML that shows a board, live, in somebody's page. */
export const embedCode = (id: string, secret?: string): string =>
  `<iframe src="${embedUrl(id, secret)}" title="Drawbridge board" width="800" height="500" style="border:0" allow="clipboard-write"></iframe>`

/** The three ways to give a board away: a link to draw on, a frame to embed, a picture. */
export function ShareDialog({ app: { session, memory, dialogs, toasts } }: { app: BoardApp }) {
  const { board: id, pictureKey: key } = session
  const secret = sharedSecret(memory, session)
  return (
    <Dialog open={dialogs.share} title="Share this board">
      <div class="share">
        <CopyField
          label="Link"
          note="Anyone with this link can draw with you."
          text={boardUrl(id, secret)}
          toasts={toasts}
          primary
        />
        <CopyField
          label="Embed code"
          note="The live board in any web page. Add ?readonly to the address to show it only."
          text={embedCode(id, secret)}
          toasts={toasts}
        />
        <CopyField
          label="Picture"
          note="Always the newest state. End it in .svg for a vector picture."
          text={pictureUrl(id, 'png', { key })}
          toasts={toasts}
        />
      </div>
    </Dialog>
  )
}

interface CopyFieldProps {
  readonly label: string
  readonly note: string
  readonly text: string
  readonly toasts: Toasts
  readonly primary?: boolean
}

function CopyField({ label, note, text, toasts, primary = false }: CopyFieldProps) {
  const field = useId()
  const copy = async () => {
    const copied = await copyText(text)
    toasts.say(copied ? `${label} copied` : 'Your browser would not copy it: select the text and copy it yourself')
  }
  return (
    <div class="copy-field">
      <label for={field}>{label}</label>
      <p id={`${field}-note`}>{note}</p>
      <div class="copy-line">
        <input
          id={field}
          class="field"
          readOnly
          value={text}
          aria-describedby={`${field}-note`}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class={primary ? 'button primary' : 'button'}
          aria-label={`Copy ${label.toLowerCase()}`}
          onClick={() => void copy()}
        >
          <Icon name="copy" />
          Copy
        </button>
      </div>
    </div>
  )
}

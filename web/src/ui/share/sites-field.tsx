import { useId } from 'preact/hooks'
import { useWords } from '../../words/use-words.ts'

interface SitesFieldProps {
  readonly sites: readonly string[]
  readonly onChange: (sites: readonly string[]) => void
}

/** `example.org` is `https://example.org`; whatever else is wrong the server says. */
const sitesIn = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .filter((site) => site !== '')
    .map((site) => (/^https?:/i.test(site) ? site : `https://${site}`))

/** Which other sites may show the board. */
export function SitesField({ sites, onChange }: SitesFieldProps) {
  const t = useWords()
  const id = useId()
  return (
    <div class="rule">
      <label htmlFor={id}>{t('Sites that may show it')}</label>
      <textarea
        id={id}
        class="field"
        rows={Math.min(6, Math.max(2, sites.length))}
        spellcheck={false}
        placeholder="https://example.org"
        aria-describedby={`${id}-note`}
        value={sites.join('\n')}
        onChange={({ currentTarget }) => onChange(sitesIn(currentTarget.value))}
      />
      <p id={`${id}-note`}>
        {t('One a line. Everybody else’s pages get a note with a link instead. Empty: as this server is set up.')}
      </p>
    </div>
  )
}

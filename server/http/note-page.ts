export interface Note {
  readonly title: string
  readonly words: string
  readonly links: readonly { readonly href: string; readonly words: string }[]
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Text in HTML, also in an attribute. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? char)

/** A page that says something instead of showing what was asked for. */
export const notePage = ({ title, words, links }: Note): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escaped(title)} · Drawbridge</title>
<link rel="stylesheet" href="/note.css"></head>
<body><main><h1>${escaped(title)}</h1>
<p>${escaped(words)}</p>
<p>${links.map((link) => `<a href="${escaped(link.href)}">${escaped(link.words)}</a>`).join(' · ')}</p></main></body></html>
`

import type { Request, Response } from 'express'
import { languageOf } from './reader.ts'
import type { Language } from './reader.ts'

/** In one language. */
export interface Note {
  readonly title: string
  readonly words: string
  readonly links: readonly { readonly href: string; readonly words: string }[]
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Text in HTML, also in an attribute. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? char)

const notePage = (language: Language, { title, words, links }: Note): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escaped(title)} · Drawbridge</title>
<link rel="stylesheet" href="/note.css"></head>
<body><main><h1>${escaped(title)}</h1>
<p>${escaped(words)}</p>
<p>${links.map((link) => `<a href="${escaped(link.href)}">${escaped(link.words)}</a>`).join(' · ')}</p></main></body></html>
`

/** Answers a page that says something instead of showing what was asked for, in the reader's language. */
export function sendNote(
  request: Request,
  response: Response,
  status: number,
  noteIn: (language: Language) => Note,
): void {
  const language = languageOf(request)
  response
    .status(status)
    .vary('Accept-Language')
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(notePage(language, noteIn(language)))
}

import type { Request, Response } from 'express'
import { type Framing, saidIn } from './framing.ts'
import { languageNamed, languageOf } from './reader.ts'
import type { Said } from './reader.ts'

/** Why a frame shows a note instead of a board. */
type Reason = 'site' | 'nameless'

interface Words {
  readonly title: string
  readonly why: Readonly<Record<Reason, string>>
  readonly open: string
}

/** In the languages of the frame's own words (`web/src/embed/words.ts`). */
const WORDS: Said<Words> = {
  en: {
    title: 'This board isn’t shown here',
    why: {
      site: 'Whoever it belongs to has said which sites may show it, and this one isn’t among them.',
      nameless: 'The page around it locks its frames up so tightly (sandbox) that no board can work in them.',
    },
    open: 'Open it in Drawbridge',
  },
  de: {
    title: 'Diese Tafel wird hier nicht gezeigt',
    why: {
      site: 'Wem sie gehört, hat gesagt, welche Seiten sie zeigen dürfen; diese ist nicht darunter.',
      nameless: 'Die Seite ringsum sperrt ihre Rahmen so fest ein (sandbox), dass darin keine Tafel arbeiten kann.',
    },
    open: 'In Drawbridge öffnen',
  },
  fr: {
    title: 'Ce tableau n’est pas affiché ici',
    why: {
      site: 'Son propriétaire a choisi les sites qui peuvent l’afficher ; celui-ci n’en fait pas partie.',
      nameless: 'La page qui l’entoure enferme ses cadres (sandbox) au point qu’aucun tableau ne peut y fonctionner.',
    },
    open: 'L’ouvrir dans Drawbridge',
  },
  es: {
    title: 'Esta pizarra no se muestra aquí',
    why: {
      site: 'Su propietario ha elegido qué sitios pueden mostrarla, y este no es uno de ellos.',
      nameless:
        'La página que la rodea encierra sus marcos (sandbox) tanto que ninguna pizarra puede funcionar en ellos.',
    },
    open: 'Abrirla en Drawbridge',
  },
}

/**
 * Answers a note and a way to the board, for those who have one, where a browser would show an ugly sign of its own. Where it isn't known
 * yet what is around the frame it is seen only if no script finds out.
 * @param id of a board, or undefined where the page around the frame holds it
 */
export function sendRefusal(request: Request, response: Response, id: string | undefined, { asker }: Framing): void {
  // The one that the frame's address asks for, else the reader's.
  const language = languageNamed(saidIn(request.query, 'lang')[0]) ?? languageOf(request)
  const { title, why, open } = WORDS[language]
  const ask = asker === 'unknown' ? '<script src="/ask-again.js"></script>' : ''
  const note = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} · Drawbridge</title>${ask}
<link rel="stylesheet" href="/note.css"><script src="/refusal.js" defer></script></head>
<body><main><h1>${title}</h1>
<p>${why[asker === 'nameless' ? 'nameless' : 'site']}</p>
<p><a href="${id === undefined ? '/' : `/b/${id}`}" target="_blank" rel="noopener">${open}</a></p></main></body></html>
`
  const headers = { 'Cache-Control': 'no-store', Vary: 'Accept-Language' }
  response
    .status(asker === 'unknown' ? 200 : 403)
    .set(headers)
    .type('html')
    .send(note)
}

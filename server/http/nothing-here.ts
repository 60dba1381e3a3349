import type { RequestHandler } from 'express'
import { sendNote } from './note-page.ts'
import type { Said } from './reader.ts'

interface Words {
  readonly title: string
  readonly words: string
  readonly start: string
}

const WORDS: Said<Words> = {
  en: {
    title: 'Nothing here',
    words: 'This address leads to no board and no page. Perhaps a letter is missing at its end.',
    start: 'Go to the start page',
  },
  de: {
    title: 'Hier ist nichts',
    words: 'Diese Adresse führt zu keiner Tafel und keiner Seite. Vielleicht fehlt an ihrem Ende ein Buchstabe.',
    start: 'Zur Startseite',
  },
  fr: {
    title: 'Il n’y a rien ici',
    words: 'Cette adresse ne mène à aucun tableau ni à aucune page. Il manque peut-être une lettre à la fin.',
    start: 'Aller à la page d’accueil',
  },
  es: {
    title: 'Aquí no hay nada',
    words: 'Esta dirección no lleva a ninguna pizarra ni a ninguna página. Quizá le falte una letra al final.',
    start: 'Ir a la página de inicio',
  },
}

/** A small page for addresses that lead nowhere. */
export const notFoundPage: RequestHandler = (request, response) =>
  sendNote(request, response, 404, (language) => {
    const { title, words, start } = WORDS[language]
    return { title, words, links: [{ href: '/', words: start }] }
  })

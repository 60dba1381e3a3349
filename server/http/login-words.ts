import type { LoginFailure } from '../access/open-id.ts'
import type { Said } from './reader.ts'

interface Words {
  readonly title: string
  readonly why: Readonly<Record<LoginFailure, string>>
  readonly again: string
  readonly back: string
}

/** Why nobody was logged in. */
export const LOGIN_WORDS: Said<Words> = {
  en: {
    title: 'Not logged in',
    why: {
      silence:
        'The place where people log in doesn’t answer as it should at the moment. Boards open by their links as ever.',
      refused: 'You weren’t logged in there. Boards open by their links as ever.',
      stale: 'Logging in took too long, or was over already. It takes a moment to do it again.',
      stranger: 'You are known there, but not among those who may log in here.',
    },
    again: 'Log in again',
    back: 'Go back',
  },
  de: {
    title: 'Nicht angemeldet',
    why: {
      silence:
        'Wo man sich anmeldet, kommt gerade keine brauchbare Antwort. Tafeln öffnen sich wie immer mit ihren Links.',
      refused: 'Du wurdest dort nicht angemeldet. Tafeln öffnen sich wie immer mit ihren Links.',
      stale: 'Das Anmelden hat zu lange gedauert oder war schon vorbei. Noch einmal dauert es nur einen Augenblick.',
      stranger: 'Du bist dort bekannt, gehörst aber nicht zu denen, die sich hier anmelden dürfen.',
    },
    again: 'Noch einmal anmelden',
    back: 'Zurück',
  },
  fr: {
    title: 'Pas connecté',
    why: {
      silence:
        'Le service de connexion ne répond pas comme il faut en ce moment. Les tableaux s’ouvrent toujours par leurs liens.',
      refused: 'Vous n’y avez pas été connecté. Les tableaux s’ouvrent toujours par leurs liens.',
      stale: 'La connexion a pris trop de temps, ou était déjà terminée. Recommencer ne prend qu’un instant.',
      stranger: 'Vous y êtes connu, mais vous ne faites pas partie de ceux qui peuvent se connecter ici.',
    },
    again: 'Se connecter à nouveau',
    back: 'Retour',
  },
  es: {
    title: 'Sesión no iniciada',
    why: {
      silence:
        'El servicio donde se inicia sesión no responde como debería en este momento. Las pizarras se abren con sus enlaces, como siempre.',
      refused: 'Allí no se inició la sesión. Las pizarras se abren con sus enlaces, como siempre.',
      stale: 'Iniciar sesión tardó demasiado, o ya había terminado. Repetirlo lleva solo un momento.',
      stranger: 'Allí te conocen, pero no estás entre quienes pueden iniciar sesión aquí.',
    },
    again: 'Iniciar sesión de nuevo',
    back: 'Volver',
  },
}

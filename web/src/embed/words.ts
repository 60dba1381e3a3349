import type { EmbedOptions } from './embed-options.ts'
import { languageOf } from './language-of.ts'
import type { Language } from './languages.ts'

/** All that the frame itself says. */
export interface Words {
  readonly clickToDraw: string
  readonly clickToMove: string
  readonly open: string
  readonly fullScreen: string
  readonly leaveFullScreen: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly fit: string
  readonly view: string
  readonly reconnecting: string
  readonly page: string
  readonly previousPage: string
  readonly nextPage: string
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    clickToDraw: 'Click to zoom and draw',
    clickToMove: 'Click to zoom and move around',
    open: 'Open in Drawbridge',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show everything',
    view: 'View',
    reconnecting: 'Reconnecting…',
    page: 'Page',
    previousPage: 'Previous page',
    nextPage: 'Next page',
  },
  de: {
    clickToDraw: 'Klicken, um zu zoomen und zu zeichnen',
    clickToMove: 'Klicken, um zu zoomen und zu verschieben',
    open: 'In Drawbridge öffnen',
    fullScreen: 'Vollbild',
    leaveFullScreen: 'Vollbild beenden',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fit: 'Alles zeigen',
    view: 'Ansicht',
    reconnecting: 'Verbindung wird hergestellt …',
    page: 'Seite',
    previousPage: 'Vorige Seite',
    nextPage: 'Nächste Seite',
  },
  fr: {
    clickToDraw: 'Cliquez pour zoomer et dessiner',
    clickToMove: 'Cliquez pour zoomer et vous déplacer',
    open: 'Ouvrir dans Drawbridge',
    fullScreen: 'Plein écran',
    leaveFullScreen: 'Quitter le plein écran',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    fit: 'Tout afficher',
    view: 'Affichage',
    reconnecting: 'Reconnexion…',
    page: 'Page',
    previousPage: 'Page précédente',
    nextPage: 'Page suivante',
  },
  es: {
    clickToDraw: 'Haz clic para ampliar y dibujar',
    clickToMove: 'Haz clic para ampliar y moverte',
    open: 'Abrir en Drawbridge',
    fullScreen: 'Pantalla completa',
    leaveFullScreen: 'Salir de pantalla completa',
    zoomIn: 'Acercar',
    zoomOut: 'Alejar',
    fit: 'Mostrar todo',
    view: 'Vista',
    reconnecting: 'Reconectando…',
    page: 'Página',
    previousPage: 'Página anterior',
    nextPage: 'Página siguiente',
  },
}

export const wordsOf = (options: Pick<EmbedOptions, 'lang'>): Words => WORDS[languageOf(options)]

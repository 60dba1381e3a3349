import { type EmbedOptions, type Language, LANGUAGES } from './embed-options.ts'

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
  readonly board: string
  readonly reconnecting: string
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
    board: 'Board',
    reconnecting: 'Reconnecting…',
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
    board: 'Tafel',
    reconnecting: 'Verbindung wird hergestellt …',
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
    board: 'Tableau',
    reconnecting: 'Reconnexion…',
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
    board: 'Pizarra',
    reconnecting: 'Reconectando…',
  },
}

/** The language asked for; else the first of the reader's that we speak. */
export function languageOf({ lang }: Pick<EmbedOptions, 'lang'>, readers = navigator.languages): Language {
  const spoken = readers.map((reader) => LANGUAGES.find((language) => language === reader.toLowerCase().split('-')[0]))
  return lang ?? spoken.find((language) => language !== undefined) ?? 'en'
}

export const wordsOf = (options: Pick<EmbedOptions, 'lang'>): Words => WORDS[languageOf(options)]

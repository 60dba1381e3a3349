import type { Catalogue } from '../words.ts'

export const FR_FRAME: Catalogue = {
  Board: 'Tableau',
  'Click to zoom and draw': 'Cliquez pour zoomer et dessiner',
  'Click to zoom and move around': 'Cliquez pour zoomer et vous déplacer',
  'Open in Drawbridge': 'Ouvrir dans Drawbridge',
  'Full screen': 'Plein écran',
  'Leave full screen': 'Quitter le plein écran',
  'Zoom in': 'Agrandir',
  'Zoom out': 'Réduire',
  'Show everything': 'Tout afficher',
  View: 'Affichage',
  'Reconnecting…': 'Reconnexion…',
  Page: 'Page',
  'Page {place}': 'Page {place}',
  'Previous page': 'Page précédente',
  'Next page': 'Page suivante',
  Frame: 'Cadre',
}

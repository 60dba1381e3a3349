import type { Catalogue } from '../words.ts'

export const ES_FRAME: Catalogue = {
  Board: 'Pizarra',
  'Click to zoom and draw': 'Haz clic para ampliar y dibujar',
  'Click to zoom and move around': 'Haz clic para ampliar y moverte',
  'Open in Drawbridge': 'Abrir en Drawbridge',
  'Full screen': 'Pantalla completa',
  'Leave full screen': 'Salir de pantalla completa',
  'Zoom in': 'Acercar',
  'Zoom out': 'Alejar',
  'Show everything': 'Mostrar todo',
  View: 'Vista',
  'Reconnecting…': 'Reconectando…',
  Page: 'Página',
  'Page {place}': 'Página {place}',
  'Previous page': 'Página anterior',
  'Next page': 'Página siguiente',
  Frame: 'Marco',
}

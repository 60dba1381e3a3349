import type { Catalogue } from '../words.ts'

export const DE_FRAME: Catalogue = {
  Board: 'Tafel',
  'Click to zoom and draw': 'Klicken, um zu zoomen und zu zeichnen',
  'Click to zoom and move around': 'Klicken, um zu zoomen und zu verschieben',
  'Open in Drawbridge': 'In Drawbridge öffnen',
  'Full screen': 'Vollbild',
  'Leave full screen': 'Vollbild beenden',
  'Zoom in': 'Vergrößern',
  'Zoom out': 'Verkleinern',
  'Show everything': 'Alles zeigen',
  View: 'Ansicht',
  'Reconnecting…': 'Verbindung wird hergestellt …',
  Page: 'Seite',
  'Page {place}': 'Seite {place}',
  'Previous page': 'Vorige Seite',
  'Next page': 'Nächste Seite',
  Frame: 'Rahmen',
}

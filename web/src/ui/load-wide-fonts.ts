/**
 * Makes bold, italic, serif, emoji and CJK fonts known to the page, without keeping anything waiting: the sheet that names their hundred files
 * is larger than all the other styles. Without it such text is shown in the system's fonts. Never rejects.
 */
export const loadWideFonts = (): Promise<unknown> => import('./wide-fonts.ts').catch(() => undefined)

/** More device pixels per CSS pixel than this nobody can see, and they cost. */
const MOST = 3

/** Device pixels per CSS pixel that the board is painted with. */
export const pixelRatio = () => Math.min(MOST, Math.max(1, window.devicePixelRatio))

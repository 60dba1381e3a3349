/** The class of what alone is printed: see `board-export.css`. */
const SHEET = 'print-sheet'

/** Hands a picture to the browser's printing; resolves when that is over. */
export async function printPicture(blob: Blob): Promise<void> {
  const address = URL.createObjectURL(blob)
  const image = new Image()
  image.className = SHEET
  image.alt = ''
  image.src = address
  try {
    await image.decode()
    document.body.append(image)
    window.print()
  } finally {
    image.remove()
    URL.revokeObjectURL(address)
  }
}

/** How long a browser may take to begin a download, milliseconds; after it the blob's memory is given back. */
const KEPT_MS = 60_000
const LONGEST_NAME = 80

/** A file name that every system takes, made from a board's title. */
export function fileNameOf(title: string, extension: string): string {
  const safe = title
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '')
  return `${Array.from(safe).slice(0, LONGEST_NAME).join('').trim() || 'board'}.${extension}`
}

/** Hands a file to the browser's downloads. */
export function download(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}

/**
 * Puts a PNG on the clipboard; false where the browser won't let us. The promise goes in as it is: Safari insists.
 * @throws what it rejects with
 */
export async function copyPicture(png: Promise<Blob>): Promise<boolean> {
  const isCopied = await Promise.resolve()
    .then(() => navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]))
    .then(
      () => true,
      () => false,
    )
  await png
  return isCopied
}

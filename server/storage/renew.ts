import { closeSync, existsSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

const PIECE_BYTES = 256 * 1_024

/**
 * Writes the bytes of a file over themselves, and waits until they are on disk. A write whose fsync failed stays in the memory of the system, which
 * takes it for written and shows it to everybody until the power goes; no later fsync writes it. A file that isn't there stays so.
 * @throws when it can't be written or synced
 */
export function renew(path: string): void {
  if (!existsSync(path)) return
  const file = openSync(path, 'r+')
  try {
    const piece = new Uint8Array(PIECE_BYTES)
    for (let at = 0; ;) {
      const length = readSync(file, piece, 0, piece.length, at)
      if (length === 0) break
      // A short write goes on where it ended.
      at += writeSync(file, piece, 0, length, at)
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

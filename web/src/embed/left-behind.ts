import { openFileStore } from '../sync/file-store.ts'
import { openOffline } from '../sync/offline.ts'

/** Did an earlier visit leave something in this browser that the server hasn't got? */
export async function isLeftBehind(board: string): Promise<boolean> {
  const offline = await openOffline(board)
  await offline.dispose()
  return offline.owed > 0 || offline.aside !== null || (await hasPictures(board))
}

async function hasPictures(board: string): Promise<boolean> {
  try {
    const store = await openFileStore(board)
    const waiting = await store.load()
    store.close()
    return waiting.length > 0
  } catch {
    return false
  }
}

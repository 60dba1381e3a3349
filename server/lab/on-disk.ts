import { join } from 'node:path'
import * as Y from 'yjs'
import { createBoardDocument } from '#board/document/board-document.ts'
import { SqliteStorage } from '../storage/sqlite.ts'
import type { Place } from './crowd.ts'

const WORKER = new URL('../../dist/server/sqlite-worker.mjs', import.meta.url)

export const databaseFile = (dataDir: string): string => join(dataDir, 'drawbridge.sqlite')

/**
 * The auditor who asks no server: reads what lies on the disk and holds it against what people were promised. No server may
 * be running.
 */
export async function auditDisk(dataDir: string, places: readonly Place[]): Promise<string[]> {
  const storage = new SqliteStorage(databaseFile(dataDir), WORKER)
  const wrong: string[] = []
  try {
    for (const { id, ledger } of places) {
      const doc = new Y.Doc()
      const stored = await storage
        .load(id)
        .catch((error: unknown) => void wrong.push(`${id}, on disk: ${String(error)}`))
      for (const update of stored?.updates ?? []) Y.applyUpdate(doc, update)
      wrong.push(...ledger.audit(createBoardDocument(doc)).map((fault) => `${id}, on disk: ${fault}`))
      const { pendingStructs, pendingDs } = doc.store
      if (pendingStructs !== null || pendingDs !== null) wrong.push(`${id}: the log on the disk has gaps`)
      doc.destroy()
    }
  } finally {
    await storage.close()
  }
  return wrong
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job } from './child/job.ts'
import { Subject } from './subject.ts'

/** A folder for boards while `use` runs. */
export async function withFolder<T>(use: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'drawbridge-lab-'))
  try {
    return await use(dataDir)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** One server while `use` runs; that it ends by itself, or says something, is a failure as well. */
export function withSubject(
  job: Omit<Job, 'dataDir'>,
  use: (subject: Subject) => Promise<string[]>,
): Promise<string[]> {
  return withFolder(async (dataDir) => {
    const subject = await Subject.spawn()
    const failures: string[] = []
    try {
      await subject.start({ ...job, dataDir })
      failures.push(...(await use(subject)))
    } catch (error) {
      failures.push(String(error))
    }
    const { isAlive } = subject
    await subject.end()
    const { stderr } = await subject.exited
    return isAlive && stderr === '' ? failures : [...failures, `the server ended, or said: ${stderr}`]
  })
}

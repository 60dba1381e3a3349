import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** This system can't do that, or doesn't let us. */
export class NotHere extends Error {}

/** A disk that fails by the system's own doing, under a server that knows nothing of it. */
export interface SystemDisk {
  /** From now on it fails. @throws {NotHere} */
  break(pid: number): Promise<void>
  /** It works again. */
  mend(): Promise<void>
  /** The folder is one like any other again. */
  remove(): void
}

/** Opens a disk under a folder that is empty. @throws {NotHere} */
export type OpenDisk = (folder: string) => SystemDisk

function command(name: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(name, args, { encoding: 'utf8' })
  if (status !== 0) throw new NotHere(`${name} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`)
  return stdout.trim()
}

/** Small, and in memory; a ballast takes all of its room. Needs the right to mount. */
const fullTmpfs: OpenDisk = (folder) => {
  command('mount', '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder)
  const ballast = join(folder, 'ballast')
  return {
    async break() {
      const file = openSync(ballast, 'w')
      // The last page of it, too.
      for (const bytes of [64 * 1_024, 4_096, 1]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(bytes))
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
        }
      }
      closeSync(file)
    },
    async mend() {
      rmSync(ballast)
    },
    remove: () => void command('umount', '--lazy', folder),
  }
}

/** These system calls of a process fail with EIO, as long as a tracer holds it. */
const failing =
  (calls: string): OpenDisk =>
  () => {
    command('strace', '-V')
    let tracer: ChildProcess | undefined
    return {
      async break(pid) {
        const faults = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=EIO`]
        tracer = spawn('strace', ['-f', '-o', '/dev/null', ...faults, '-p', String(pid)])
        await attached(tracer)
      },
      async mend() {
        const ended = new Promise((resolve) => tracer?.once('exit', resolve))
        tracer?.kill('SIGTERM')
        await ended
      },
      remove: () => void tracer?.kill('SIGKILL'),
    }
  }

/** strace says so when it has all threads. @throws {NotHere} */
function attached({ stderr }: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    stderr?.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes('attached')) resolve()
    })
    stderr?.on('close', () => reject(new NotHere(said.trim())))
  })
}

export const SYSTEM_DISKS: Readonly<Record<string, OpenDisk>> = {
  'is full (ENOSPC of the system)': fullTmpfs,
  'can not be written to (EIO of the system)': failing('pwrite64'),
  'does not sync (EIO of the system)': failing('fsync,fdatasync'),
}

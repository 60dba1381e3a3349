import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { sleep } from './crowd.ts'

/** This system can't do that, or doesn't let us. */
export class NotHere extends Error {}

/** A disk that fails by the system's own doing, under a server that knows nothing of it. */
export interface SystemDisk {
  /** From now on it fails. @throws {NotHere} */
  break(pid: number): Promise<void>
  /** It works again; `undefined` where it takes the server's end for that. */
  readonly mend: (() => Promise<void>) | undefined
  /** The server is gone: what lies on the disk can be read and written. */
  repair(): void
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
    repair() {},
    remove: () => void command('umount', '--lazy', folder),
  }
}

/**
 * The way a broken disk ends under Linux: ext4 finds an error and takes nothing any more (EROFS), until it is checked. Needs root. The server is held
 * meanwhile: the kernel answers an fsync that is under way with success, though the journal with what it stands for is given up.
 */
const turnedReadOnly: OpenDisk = (folder) => {
  const image = `${folder}.img`
  writeFileSync(image, '')
  truncateSync(image, 64 * 1_024 * 1_024)
  const mount = (): void => void command('mount', '-o', 'loop,errors=remount-ro', image, folder)
  try {
    command('mkfs.ext4', '-q', '-F', image)
    mount()
  } catch (error) {
    rmSync(image)
    throw error
  }
  return {
    async break(pid) {
      const device = basename(command('findmnt', '--noheadings', '--output', 'SOURCE', folder))
      const trigger = `/sys/fs/ext4/${device}/trigger_fs_error`
      if (!existsSync(trigger)) throw new NotHere(`there is no ${trigger}`)
      process.kill(pid, 'SIGSTOP')
      try {
        while (!isHeld(pid)) await sleep(1)
        writeFileSync(trigger, '1')
      } finally {
        process.kill(pid, 'SIGCONT')
      }
    },
    mend: undefined,
    repair() {
      command('umount', folder)
      // 1: errors were corrected.
      const { status } = spawnSync('e2fsck', ['-f', '-y', image])
      if (status !== 0 && status !== 1) throw new Error(`e2fsck ended with ${status}`)
      mount()
    },
    remove() {
      command('umount', '--lazy', folder)
      rmSync(image)
    },
  }
}

/** Whether none of its threads is within a system call. */
const isHeld = (pid: number): boolean =>
  readdirSync(`/proc/${pid}/task`).every((task) => / T /.test(readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8')))

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
      repair() {},
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
  'turned read-only (EROFS of the system)': turnedReadOnly,
  'can not be written to (EIO of the system)': failing('pwrite64'),
  'does not sync (EIO of the system)': failing('fsync,fdatasync'),
}

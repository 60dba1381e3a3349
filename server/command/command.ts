import { readFile, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { BadFile } from '#board/document/board-file.ts'
import { passwordSaid } from '../config.ts'
import { PictureTooLarge } from '../export/picture-options.ts'
import { drawFile } from './draw-file.ts'
import { fetchPicture, Unanswered } from './fetch-picture.ts'
import { Misunderstood, USAGE, isAddress, orderIn } from './order.ts'
import type { Order } from './order.ts'

/** Does what the words of a command line say. @param fonts folder with `fonts.json` @returns its exit code */
export async function run(args: readonly string[], fonts: string): Promise<number> {
  try {
    const order = orderIn(args)
    if (order === 'help') process.stdout.write(USAGE)
    else await carryOut(order, fonts)
    return 0
  } catch (error) {
    const said = explained(error)
    if (said === undefined) throw error
    process.stderr.write(`drawbridge: ${said}\n`)
    if (!(error instanceof Misunderstood)) return 1
    process.stderr.write('drawbridge --help says more.\n')
    return 2
  }
}

async function carryOut(order: Order, fonts: string): Promise<void> {
  const { from, to, password = passwordSaid() } = order
  const bytes = isAddress(from)
    ? await fetchPicture({ ...order, password })
    : await drawFile(from === '-' ? await buffer(process.stdin) : await readFile(from), order, fonts)
  if (to === '-') await new Promise((resolve) => process.stdout.write(bytes, resolve))
  else await writeFile(to, bytes)
}

/** Why it could not be done, for people; `undefined` for what nobody expected. */
function explained(error: unknown): string | undefined {
  if (error instanceof Misunderstood || error instanceof Unanswered) return error.message
  if (error instanceof BadFile) return `this file can't be opened: ${error.message}`
  if (error instanceof PictureTooLarge) return error.message
  const { code, path } = error as NodeJS.ErrnoException
  if (code === undefined || path === undefined) return undefined
  return code === 'ENOENT' ? `there is no ${path}` : `${path}: ${code}`
}

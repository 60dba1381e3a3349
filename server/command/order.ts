import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import { PICTURE_FORMATS } from '../export/picture-options.ts'
import type { PictureFormat } from '../export/picture-options.ts'
import { pictureQuery } from '../http/picture-query.ts'
import { takenBy } from './taken.ts'

/** What a board can be written as. */
const OUTPUTS = [...PICTURE_FORMATS, 'yjs'] as const
export type Output = PictureFormat | 'yjs'

/** What somebody wants done. */
export interface Order {
  /** The address of a board, the path of a file, or `-`, the standard input. */
  readonly from: string
  /** A path, or `-`, the standard output. */
  readonly to: string
  readonly format: Output
  /** As they stand in the address of a picture: the same names and values. */
  readonly query: Readonly<Record<string, string>>
  readonly password: string | undefined
}

/** What was typed makes no sense; the message says why. */
export class Misunderstood extends Error {
  override readonly name = 'Misunderstood'
}

const COMMANDS = ['export', 'render'] as const
/** Options of pictures that are on when they are named. */
const FLAGS: ReadonlySet<string> = new Set(['transparent'])
/** What is said by `-o` here. */
const ELSEWHERE: ReadonlySet<string> = new Set(['download'])
const PICTURE_OPTIONS = Object.keys(pictureQuery.shape).filter((name) => !ELSEWHERE.has(name))

export const isAddress = (from: string): boolean => /^https?:\/\//i.test(from)

/** What was typed: `true` is an option without a value. */
interface Typed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

/** @returns `'help'` for who asks for it @throws {Misunderstood} */
export function orderIn(args: readonly string[]): Order | 'help' {
  const { values, positionals } = parsed(args)
  if (values['help'] === true || positionals.length === 0) return 'help'
  const [command, from, ...more] = positionals
  if (!COMMANDS.some((one) => one === command)) throw new Misunderstood(`there is no command "${command}"`)
  if (from === undefined) throw new Misunderstood(`${command} what?`)
  if (more.length > 0) throw new Misunderstood(`"${more.join(' ')}" is one thing too many`)
  if (command === 'render' && isAddress(from)) throw new Misunderstood('render takes a file, export an address, too')
  const to = values['output']
  if (typeof to !== 'string') throw new Misunderstood('-o says where it goes')
  const query = Object.fromEntries(
    PICTURE_OPTIONS.flatMap((name): [string, string][] =>
      values[name] === undefined ? [] : [[name, values[name] === true ? '1' : String(values[name])]],
    ),
  )
  assertValid(query)
  if (query['version'] !== undefined && !isAddress(from))
    throw new Misunderstood('--version is of a board, a file has none')
  const { password } = values
  return {
    from,
    to,
    format: formatOf(values['format'], to),
    query,
    password: password === undefined ? password : String(password),
  }
}

function parsed(args: readonly string[]): Typed {
  const options = Object.fromEntries(
    PICTURE_OPTIONS.map((name) => [name, { type: FLAGS.has(name) ? 'boolean' : 'string' } as const]),
  )
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...options,
        output: { type: 'string', short: 'o' },
        format: { type: 'string' },
        password: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new Misunderstood(error instanceof Error ? error.message : String(error))
  }
}

function assertValid(query: Readonly<Record<string, string>>): void {
  const { error } = pictureQuery.safeParse(query)
  if (error === undefined) return
  const wrong = [...new Set(error.issues.map(({ path }) => String(path[0])))]
  throw new Misunderstood(wrong.map((name) => `--${name} takes ${takenBy(name)}, not "${query[name]}"`).join('; '))
}

function formatOf(said: unknown, to: string): Output {
  const name = typeof said === 'string' ? said : extname(to).slice(1).toLowerCase()
  const format = OUTPUTS.find((one) => one === name)
  if (format !== undefined) return format
  const why = name === '' ? 'what it becomes is told by the extension of -o, or --format' : `"${name}" is no format`
  throw new Misunderstood(`${why}: ${OUTPUTS.join(', ')}`)
}

export const USAGE = `Usage: drawbridge export <board or file> -o <picture or file> [options]
       drawbridge render <file> -o <picture or file> [options]

A board is its address, with the secret of its link where it needs one:
  drawbridge export "https://boards.example.org/b/<id>#k=<secret>" -o board.pdf --each frame

A file is a board's JSON, one of Excalidraw or tldraw, a flowchart of Mermaid, a table (.csv, .tsv), SVG, Yjs state
(.yjs), or a PNG or SVG that carries its board; - is the standard input. What it becomes is told by the extension: ${OUTPUTS.join(', ')}.

  -o, --output <file>    where it goes; - is the standard output, with --format
  --format <format>      what it becomes, whatever the extension says
  --password <words>     of the link, where it has one; or DRAWBRIDGE_PASSWORD in the environment
  --width <pixels>, --scale <pixels a unit>, --padding <units>
  --background <colour>, --transparent, --theme light|dark
  --page <id>, --frame <id>, --elements <id,id>, --viewport <x,y,width,height>
  --each frame|page      of a PDF: a page for each
  --text fonts|paths     what an SVG has for letters
  --version <moment>     of a board: the number of an update, v and the id of a version, or a time
  -h, --help

Ends with 0 when it is done, 1 when it could not be, 2 when it was not understood.
`

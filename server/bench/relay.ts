import { buildProcesses } from './relay/processes.ts'
import { SCENARIOS, SOME } from './relay/scenarios/index.ts'
import type { People, Row } from './relay/scenarios/scenario.ts'
import { PEERS, startable } from './relay/servers.ts'

const PEOPLE = /^(\d+)\+(\d+)$/
const BOARDS = /^\d+$/
const FLAG = /^--(?!full$|only=)/

function peopleOf(text: string): People {
  const [, artists, viewers] = PEOPLE.exec(text) ?? []
  return { artists: Number(artists), viewers: Number(viewers) }
}

/** @throws when there is nothing of one of these names */
function named<T extends { readonly name: string }>(all: readonly T[], names: readonly string[]): readonly T[] {
  const known = all.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`there is no "${unknown}", only ${known.join(', ')}`)
  return all.filter(({ name }) => names.includes(name))
}

/**
 * This server, as it is started, beside others of its kind, under one load after the other.
 * @param args names of scenarios; `artists+viewers` for sizes of one board (alone: fan-out), numbers for how many boards (alone: many-boards); `--full` for all of it;
 *   `--only=drawbridge,floor` for some of the servers; any other `--flag` is Node's, for Drawbridge's process (`--cpu-prof`)
 */
export async function run(args: readonly string[]): Promise<Readonly<Record<string, readonly Row[]>>> {
  const people = args.filter((arg) => PEOPLE.test(arg)).map(peopleOf)
  const boards = args.filter((arg) => BOARDS.test(arg)).map(Number)
  const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length)
  const names = args.filter((arg) => !arg.startsWith('--') && !PEOPLE.test(arg) && !BOARDS.test(arg))
  const isFull = args.includes('--full')
  const sized = [...(people.length > 0 ? ['fan-out'] : []), ...(boards.length > 0 ? ['many-boards'] : [])]
  const chosen = names.length > 0 ? names : sized.length > 0 ? sized : undefined
  const scenarios = chosen !== undefined ? named(SCENARIOS, chosen) : isFull ? SCENARIOS : SOME
  const asked = only === undefined ? PEERS : named(PEERS, only.split(','))
  const flags = args.filter((arg) => FLAG.test(arg))
  await buildProcesses()
  const peers = await startable(asked)
  const results: Record<string, readonly Row[]> = {}
  for (const { name, run: runScenario } of scenarios) {
    const log = (line: string): void => console.error(`${name}: ${line}`)
    results[name] = await runScenario({ isFull, peers, people, boards, flags, log })
    // What has been measured is shown at once: the whole takes minutes.
    console.error(`${name}: done`)
  }
  return results
}

import { buildProcesses } from './relay/processes.ts'
import { SCENARIOS, SOME } from './relay/scenarios/index.ts'
import type { People, Row } from './relay/scenarios/scenario.ts'
import { PEERS } from './relay/servers.ts'

const PEOPLE = /^(\d+)\+(\d+)$/
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
 * @param args names of scenarios; `artists+viewers` for sizes of one board (alone: fan-out); `--full` for all of it;
 *   `--only=drawbridge,floor` for some of the servers; any other `--flag` is Node's, for Drawbridge's process (`--cpu-prof`)
 */
export async function run(args: readonly string[]): Promise<Readonly<Record<string, readonly Row[]>>> {
  const people = args.filter((arg) => PEOPLE.test(arg)).map(peopleOf)
  const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length)
  const names = args.filter((arg) => !arg.startsWith('--') && !PEOPLE.test(arg))
  const isFull = args.includes('--full')
  const chosen = names.length > 0 ? names : people.length > 0 ? ['fan-out'] : undefined
  const scenarios = chosen !== undefined ? named(SCENARIOS, chosen) : isFull ? SCENARIOS : SOME
  const peers = only === undefined ? PEERS : named(PEERS, only.split(','))
  const flags = args.filter((arg) => FLAG.test(arg))
  await buildProcesses()
  const results: Record<string, readonly Row[]> = {}
  for (const { name, run: runScenario } of scenarios) {
    const log = (line: string): void => console.error(`${name}: ${line}`)
    results[name] = await runScenario({ isFull, peers, people, flags, log })
    // What has been measured is shown at once: the whole takes minutes.
    console.error(`${name}: done`)
  }
  return results
}

import { startDrawbridge } from '../e2e/drawbridge.ts'
import { fillBoard, socketUrlOf } from './canvas/boards.ts'
import { startContenders } from './canvas/contenders.ts'
import { measureScene } from './canvas/measure-scene.ts'
import type { Cell } from './canvas/measure-scene.ts'
import { MEASURES } from './canvas/measures/index.ts'
import { isSceneName, sceneOf } from './canvas/scenes.ts'

/** One line of the result. Less is better, and so is a small ratio. */
interface Row {
  readonly scene: string
  readonly what: string
  readonly drawbridge: Cell
  readonly raw: Cell
  readonly naive: Cell
  /** Drawbridge to the raw canvas, and to naive Fabric. */
  readonly toRaw: number | undefined
  readonly toNaive: number | undefined
}

const PIXEL_RATIO = /^dpr:[1-3]$/
const DEFAULT_SCENES = ['10000', '100000']

/**
 * The real page on the real server, beside a raw canvas and a page with one Fabric object per element; the same boards in all.
 * @param args scenes (`10000`, `mixed:5000`, `sample:1000`), names of measures, `only-ours`, and `dpr:2` or `dpr:3` for so many device
 * pixels to a CSS pixel; in any order
 */
export async function run(args: readonly string[]): Promise<readonly Row[]> {
  const names = MEASURES.map(({ name }) => name)
  const ratio = args.find((arg) => PIXEL_RATIO.test(arg))
  const isKnown = (arg: string) => isSceneName(arg) || names.includes(arg) || arg === 'only-ours' || arg === ratio
  const stranger = args.find((arg) => !isKnown(arg))
  if (stranger !== undefined) throw new RangeError(`"${stranger}" is neither a scene nor one of: ${names.join(', ')}`)
  const scenes = args.filter(isSceneName)
  const measures = MEASURES.filter(({ name }) => args.includes(name))
  const app = await startDrawbridge()
  const all = await startContenders(app.url)
  const contenders = args.includes('only-ours') ? all.slice(0, 1) : all
  const rows: Row[] = []
  try {
    for (const scene of (scenes.length > 0 ? scenes : DEFAULT_SCENES).map(sceneOf)) {
      const board = await fillBoard(app, scene)
      const socketUrl = `${socketUrlOf(app.url)}/${board.id}`
      const visits = { board, socketUrl, pixelRatio: Number(ratio?.slice(-1) ?? 1) }
      const figures = await measureScene(contenders, visits, measures.length > 0 ? measures : MEASURES)
      for (const [what, cells] of figures) rows.push(rowOf(scene.name, what, cells))
    }
  } finally {
    for (const contender of all) await contender.dispose()
    await app.dispose()
  }
  return rows
}

function rowOf(scene: string, what: string, cells: Readonly<Record<string, Cell>>): Row {
  const { drawbridge, raw, naive } = cells
  const ratio = (to: Cell): number | undefined =>
    typeof drawbridge === 'number' && typeof to === 'number' && to > 0
      ? Number((drawbridge / to).toPrecision(2))
      : undefined
  return { scene, what, drawbridge, raw, naive, toRaw: ratio(raw), toNaive: ratio(naive) }
}

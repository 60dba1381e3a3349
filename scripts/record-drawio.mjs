// `node scripts/record-drawio.mjs`: writes down what an app made for draw.io says in a browser and what it is told, for the test that says it again.
import { ensureBuilt } from './build.mjs'
import { openLoader } from './load-typescript.mjs'

await ensureBuilt()
const loader = await openLoader()
const { recordDrawio } = await loader.load('/web/e2e/recorded/record-drawio.ts')
await recordDrawio()
await loader.close()

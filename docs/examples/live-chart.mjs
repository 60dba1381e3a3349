// Draws a bar chart on a board and keeps it moving while people watch.
//
//   node docs/examples/live-chart.mjs "http://localhost:3000/b/<id>#k=<secret>" [rounds]
//
// Takes a link that may edit. Nothing but Node 20: the API is JSON over HTTP (docs/rest.md).

const [link, rounds = '20'] = process.argv.slice(2)
if (link === undefined) {
  console.error('Usage: node live-chart.mjs <link to edit> [rounds]')
  process.exit(2)
}
const { origin, pathname, hash } = new URL(link)
const board = `${origin}/api/boards/${pathname.split('/').pop()}`

/** @returns the answer's JSON @throws what the server says is wrong */
async function ask(method, path, body, token) {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
  const response = await fetch(board + path, { method, headers, body: JSON.stringify(body) })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${answer.code}: ${answer.detail}`)
  return answer
}

const BARS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri']
const FLOOR = 300
const WIDTH = 80
const STEP = 120
const boxOf = (at, height) => [at * STEP, FLOOR - height, WIDTH, height]
const run = Date.now().toString(36)
const nameOf = (at) => `chart-${run}-bar-${at}`

const { token } = await ask('POST', '/session', hash ? { link: hash.slice('#k='.length) } : {})

/** Everything at once: people see the whole chart or nothing of it. */
await ask(
  'PATCH',
  '/elements',
  {
    add: [
      { kind: 'text', at: [0, FLOOR - 260], text: 'Visitors this week', size: 32 },
      { kind: 'line', at: [-20, FLOOR], points: [0, 0, BARS.length * STEP, 0] },
      ...BARS.map((text, at) => ({ kind: 'text', at: [at * STEP + 20, FLOOR + 12], text })),
      ...BARS.map((_, at) => ({
        kind: 'shape',
        id: nameOf(at),
        box: boxOf(at, 20),
        color: 'blue',
        fill: 'blue',
        fillStyle: 'hachure',
        look: 'rough',
      })),
    ],
  },
  token,
)

for (let round = 1; round <= Number(rounds); round++) {
  const heights = BARS.map((_, at) => 110 + 90 * Math.sin(round / 3 + at))
  await ask(
    'PATCH',
    '/elements',
    { change: heights.map((height, at) => ({ id: nameOf(at), box: boxOf(at, height) })) },
    token,
  )
}
console.log(`Drew ${BARS.length} bars, ${rounds} times.`)

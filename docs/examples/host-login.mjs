// A site that knows its users, and vouches for them: they draw under their names, without a link and without cookies.
//
//   node docs/examples/host-login.mjs keys      # once: makes the site's key, in .host-login/
//   HOST_KEYS=.host-login/public.json PUBLIC_URL=http://localhost:3000 npm run dev
//   node docs/examples/host-login.mjs           # the site: http://localhost:4000
//
// PORT and DRAWBRIDGE (http://localhost:3000) may be other ones. Who is who is only asked here; a real site has its own login for that.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose'

const FOLDER = process.env.HOST_LOGIN ?? '.host-login'
const DRAWBRIDGE = process.env.DRAWBRIDGE ?? 'http://localhost:3000'
const SITE = 'https://school.example'
const KEY = { kid: 'school-1', alg: 'EdDSA' }
const USERS = { ada: { name: 'Ada', role: 'edit' }, ben: { name: 'Ben', role: 'view' } }

/** The secret half stays with the site; the public half is what Drawbridge knows it by. */
async function makeKeys() {
  const { publicKey, privateKey } = await generateKeyPair(KEY.alg, { extractable: true })
  await mkdir(FOLDER, { recursive: true, mode: 0o700 })
  const known = { ...(await exportJWK(publicKey)), ...KEY, iss: SITE }
  await writeFile(`${FOLDER}/secret.json`, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 })
  await writeFile(`${FOLDER}/public.json`, JSON.stringify({ keys: [known] }))
  console.log(`The key is in ${FOLDER}: start Drawbridge with HOST_KEYS=${FOLDER}/public.json`)
}

/** A board that opens to nobody but those for whom the site vouches. */
async function makeBoard() {
  const response = await fetch(`${DRAWBRIDGE}/api/boards`, { method: 'POST' }).catch(() => {
    throw new Error(`Nobody answers at ${DRAWBRIDGE}: start Drawbridge first.`)
  })
  if (!response.ok) throw new Error(`${DRAWBRIDGE} answered ${response.status}.`)
  return (await response.json()).id
}

const tokenFor = (user, board, key) =>
  new SignJWT({ board, ...USERS[user] })
    .setProtectedHeader(KEY)
    .setIssuer(SITE)
    .setAudience(DRAWBRIDGE)
    .setSubject(user)
    .setExpirationTime('8h')
    .sign(key)

const pageOf = (content) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>A school · Drawbridge</title>
    <link rel="icon" href="${DRAWBRIDGE}/favicon.svg" />
  </head>
  <body>
    <h1>A school</h1>
    ${content}
  </body>
</html>`

const LOGIN = pageOf(
  `<p>Who are you? <a href="/ada">Ada</a>, who may draw, or <a href="/ben">Ben</a>, who may look</p>`,
)

const boardPage = (user, board, token) =>
  pageOf(`<p>Logged in as ${USERS[user].name}. <a href="/">Log out</a></p>
    <script src="${DRAWBRIDGE}/embed.js"></script>
    <drawbridge-board src="${DRAWBRIDGE}/b/${board}" token="${token}" style="height: 480px"></drawbridge-board>`)

async function serve() {
  const key = await importJWK(JSON.parse(await readFile(`${FOLDER}/secret.json`, 'utf8')), KEY.alg)
  const board = await makeBoard()
  const answer = async ({ url }, response) => {
    const user = url.slice(1)
    const page = Object.hasOwn(USERS, user) ? boardPage(user, board, await tokenFor(user, board, key)) : LOGIN
    // The token stands in the page: nobody may keep it.
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(page)
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(Number(process.env.PORT ?? 4000), 'localhost', () =>
    console.log(`The site is at http://localhost:${server.address().port}`),
  )
}

await (process.argv[2] === 'keys' ? makeKeys() : serve()).catch(({ message }) => {
  console.error(message)
  process.exitCode = 1
})

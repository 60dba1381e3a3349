import { expect, it } from 'vitest'
import type { Page } from 'playwright'
import { putFile } from './from-outside.ts'
import { TINY_PNG, hostileBoard, payloads, ready, useTrap, watched } from './hostile-board.ts'
import { useWorld } from './world.ts'

/** Its server takes its time: what is drawn here is drawn, whatever else the machine has to do. */
const world = useWorld({ settings: { LIMIT_PICTURE_MILLISECONDS: '120000' } })
const trap = useTrap()

it('[SAFE1] whatever words a board holds, its page runs none of them and asks nobody for anything', async () => {
  const { id, leave } = await hostileBoard(world.server, trap.url)
  const { context, page, wrong } = await watched(world.browser, world.server.url)
  try {
    await ready(page, `${world.server.url}/b/${id}`)
    await page.keyboard.press('Control+f')
    await page.getByRole('option').first().waitFor()
    await ready(page, `${world.server.url}/embed/${id}`)
    expect([wrong, trap.caught]).toEqual([[], []])
  } finally {
    leave()
    await context.close()
  }
})

it('[SAFE2] every export of such a board, opened in a browser, runs nothing and asks nobody for anything', async () => {
  const { id, leave } = await hostileBoard(world.server, trap.url, ['text', 'frame', 'table', 'image', 'iframe'])
  const { context, page, wrong } = await watched(world.browser, world.server.url)
  try {
    const { url } = world.server
    const snapshot = async (format: string) => (await fetch(`${url}/api/boards/${id}/snapshot.${format}`)).text()
    for (const format of ['svg', 'json', 'excalidraw'])
      expect((await page.goto(`${url}/api/boards/${id}/snapshot.${format}`))?.status()).toBe(200)
    // As somebody puts it into a page of theirs, which no policy of ours protects.
    await page.goto('about:blank')
    await page.setContent(`<!doctype html><title>theirs</title>${await snapshot('svg')}`)
    await page.locator('svg text').first().waitFor({ state: 'attached' })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect(await snapshot('pdf')).not.toMatch(/\/(?:JavaScript|JS|Launch|EmbeddedFile|SubmitForm)\b|javascript:/i)
    const copy = await world.server.newBoard()
    const imported = await fetch(`${url}/api/boards/${copy}/import`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: await snapshot('json'),
    })
    expect(imported.status).toBe(200)
    await ready(page, `${url}/b/${copy}`)
    expect([wrong, trap.caught]).toEqual([[], []])
  } finally {
    leave()
    await context.close()
  }
})

it('[SAFE3] what would do something as a colour, a font, a link or a file is no part of a board', async () => {
  const { url } = world.server
  const id = await world.server.newBoard()
  const add = (fields: object) =>
    fetch(`${url}/api/boards/${id}/elements`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ add: [{ kind: 'note', box: [0, 0, 100, 100], text: 'note', ...fields }] }),
    })
  for (const word of payloads(trap.url))
    for (const field of ['color', 'fill', 'font', 'link'])
      expect([field, word, (await add({ [field]: word })).status]).toEqual([field, word, 400])
  const script = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="pwned()"/>`)
  const page = Buffer.concat([TINY_PNG, Buffer.from('<script>pwned()</script>')])
  for (const file of [script, page])
    await expect(putFile(url, id, file, 'image/png')).rejects.toThrow(/answered 4(?:15|22)/)
})

const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

const storedOn = async (id: string) =>
  (await (await fetch(`${world.server.url}/api/boards/${id}/elements`)).json()) as {
    readonly total: number
    readonly elements: readonly { readonly link?: string }[]
  }

it('[SAFE4] a drawing of another program that is put on a board brings no script, no link that runs one, and asks nobody', async () => {
  const { url } = world.server
  const id = await world.server.newBoard()
  const { context, page, wrong } = await watched(world.browser, world.server.url)
  try {
    await ready(page, `${url}/b/${id}`)
    const words = payloads(trap.url)
    const base = { x: 0, y: 0, width: 100, height: 60, angle: 0, opacity: 100, strokeWidth: 1, seed: 1, version: 1 }
    const elements = words.flatMap((word, index) => [
      {
        ...base,
        id: `t${index}`,
        type: 'text',
        text: word,
        fontSize: 20,
        fontFamily: word,
        strokeColor: word,
        link: word,
      },
      { ...base, id: `r${index}`, type: 'rectangle', backgroundColor: word, strokeColor: word, link: word },
      { ...base, id: `e${index}`, type: 'embeddable', link: `${trap.url}/embeddable` },
      { ...base, id: `f${index}`, type: 'frame', name: word },
      { ...base, id: `i${index}`, type: 'image', fileId: 'file', status: 'saved' },
    ])
    const svg = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" onload="pwned()"><image href="${trap.url}/image"/></svg>`)}`
    const files = { file: { id: 'file', mimeType: 'image/svg+xml', dataURL: svg, created: 1 } }
    const text = JSON.stringify({ type: 'excalidraw', version: 2, source: trap.url, elements, appState: {}, files })
    await paste(page, text)
    const stored = () => storedOn(id)
    await expect.poll(async () => (await stored()).total, { timeout: 20_000 }).toBeGreaterThan(words.length)
    await page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
    await ready(page, `${url}/b/${id}`)
    expect((await stored()).elements.filter(({ link }) => link?.startsWith('javascript'))).toEqual([])
    expect([wrong, trap.caught]).toEqual([[], []])
  } finally {
    await context.close()
  }
})

const quoted = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** An SVG that does whatever one can: what can be told as words is, the rest stands in it as it is. */
const hostileSvg = (words: readonly string[], to: string): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 900 900" onload="pwned()">`,
    `<style>@import url(${to}/import); rect { fill: url(${to}/fill); }</style><script>pwned()</script><script href="${to}/script"/>`,
    `<image href="${to}/image" width="9" height="9"/><use href="${to}/use#x"/><feImage href="${to}/fe"/>`,
    `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="pwned()"><img src="${to}/html"/></body></foreignObject>`,
    `<a xlink:href="javascript:pwned()"><rect width="90" height="50" onclick="pwned()"/></a>`,
    `<rect x="1" y="1" width="50" height="50"><animate attributeName="href" to="javascript:pwned()" onbegin="pwned()"/></rect>`,
    ...words.map(
      (word, i) => `<text y="${i * 40}" font-family="${quoted(word)}" fill="${quoted(word)}">${quoted(word)}</text>`,
    ),
    '</svg>',
  ].join('')

it('[SAFE5] an SVG, a flowchart and a list that are put on a board bring words and shapes, run nothing and ask nobody', async () => {
  const id = await world.server.newBoard()
  const { context, page, wrong } = await watched(world.browser, world.server.url)
  try {
    await ready(page, `${world.server.url}/b/${id}`)
    const words = payloads(trap.url)
    const files = [
      { name: '<img src=x onerror=pwned()>.svg', mimeType: 'image/svg+xml', text: hostileSvg(words, trap.url) },
      {
        name: 'flow.mmd',
        mimeType: 'text/plain',
        text: `graph TD\n a["${words[1]?.replaceAll('"', "'")}"] --> b\n click a href "javascript:pwned()"\n`,
      },
      {
        name: 'list.csv',
        mimeType: 'text/csv',
        text: words.map((word) => `"${word.replaceAll('"', '""')}",1`).join('\n'),
      },
    ]
    for (const { text, ...file } of files) {
      const before = (await storedOn(id)).total
      await page.keyboard.press('Control+o')
      const dialog = page.getByRole('dialog', { name: 'Open a file' })
      await dialog.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from(text) })
      await dialog.getByRole('button', { name: 'Put on the board' }).click()
      await expect.poll(async () => (await storedOn(id)).total, { timeout: 20_000 }).toBeGreaterThan(before)
    }
    await page.waitForFunction(() => document.documentElement.dataset['sync'] === 'saved')
    await ready(page, `${world.server.url}/b/${id}`)
    expect((await storedOn(id)).elements.filter(({ link }) => link?.startsWith('javascript'))).toEqual([])
    await page.goto('about:blank')
    const svg = await (await fetch(`${world.server.url}/b/${id}.svg`)).text()
    await page.setContent(`<!doctype html><title>theirs</title>${svg}`)
    await page.locator('svg text, svg path').first().waitFor({ state: 'attached' })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect([wrong, trap.caught]).toEqual([[], []])
  } finally {
    await context.close()
  }
})

import type { FrameLocator, Locator, Page } from 'playwright'
import { expect, it } from 'vitest'
import { storedElements } from './auditor.ts'
import { useBoard } from './own-board.ts'
import { type Person, withPeople } from './person.ts'
import { useSite } from './site.ts'
import { useWorld } from './world.ts'

const world = useWorld()
const board = useBoard(world)
const site = useSite()

/** Chooses the rectangle by its German name, draws one, and hears what is said of it. */
async function drawsInGerman(page: Page | FrameLocator, person: Person, at: { x: number; y: number }): Promise<void> {
  const said: Locator = page.getByRole('status', { name: 'Was ausgewählt ist' })
  await page
    .getByRole('toolbar', { name: 'Werkzeuge' })
    .getByRole('radio', { name: /^Rechteck/ })
    .click()
  await said.getByText('Nichts ausgewählt. Werkzeug Rechteck.').waitFor()
  await person.drag([
    [at.x, at.y],
    [at.x + 120, at.y + 80],
  ])
  await said.getByText('Ausgewählt: Rechteck. Werkzeug Auswählen.').waitFor()
}

it('[LANG6] whose browser speaks German finds toolbar, menu, dialogs, names and what is read out in German', async () => {
  const ann = await board.join({ locale: 'de-DE' })
  const { page } = ann
  expect(await page.locator('html').getAttribute('lang')).toBe('de')
  await drawsInGerman(page, ann, { x: 300, y: 300 })

  await page.getByRole('button', { name: 'Menü', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Bibliothek/ }).click()
  const library = page.getByRole('dialog', { name: 'Bibliothek' })
  await library.getByRole('region', { name: 'Vorlagen' }).getByRole('button', { name: 'Rückblick' }).click()
  await library.waitFor({ state: 'hidden' })
  const words = async () =>
    (await storedElements(world.server.url, board.id)).map(({ props }) => ('text' in props ? props.text : ''))
  await expect.poll(words, { timeout: 20_000 }).toContain('Was behalten wir bei?')
})

it('[LANG6] a frame whose address says German speaks it, whatever its reader’s browser speaks', async () => {
  site.show(
    `<!doctype html><html lang="en"><title>host</title><body style="margin:0"><iframe title="Plans" src="${world.server.url}/embed/${board.id}?lang=de" style="border:0;width:800px;height:560px"></iframe>`,
  )
  await withPeople(world.browser, [{ locale: 'en-GB' }], async (reader) => {
    await reader.page.goto(site.origin)
    const frame = reader.page.frameLocator('iframe')
    await frame.locator('html[lang=de][data-sync=saved]').waitFor()
    await frame.getByRole('button', { name: 'Alles zeigen' }).waitFor()
    await frame.getByRole('main', { name: 'Tafel' }).click()
    await drawsInGerman(frame, reader, { x: 300, y: 200 })
    await expect.poll(() => storedElements(world.server.url, board.id), { timeout: 20_000 }).toHaveLength(1)
  })
})

it('[LANG6] a page that speaks draw.io’s messages to a German frame has its buttons and questions in German', async () => {
  site.show(
    `<!doctype html><html lang="en"><title>host</title><body style="margin:0"><iframe title="Plans" src="${world.server.url}/?embed=1&proto=json&lang=de" style="border:0;width:900px;height:600px"></iframe>
    <script>
      const frame = document.querySelector('iframe').contentWindow
      const say = (message) => frame.postMessage(JSON.stringify(message), '*')
      addEventListener('message', ({ data }) => {
        const { event } = JSON.parse(data)
        if (event === 'init') say({ action: 'load', xml: '', modified: 'unsavedChanges', saveAndExit: '1' })
        if (event === 'load') say({ action: 'template', callback: true })
      })
    </script>`,
  )
  await withPeople(world.browser, [{ locale: 'en-GB' }], async (reader) => {
    await reader.page.goto(site.origin)
    const frame = reader.page.frameLocator('iframe')
    const dialog = frame.getByRole('dialog', { name: 'Neue Tafel' })
    await dialog.getByRole('button', { name: 'Gedankenkarte' }).waitFor()
    await dialog.getByRole('button', { name: 'Schließen' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await drawsInGerman(frame, reader, { x: 300, y: 200 })
    await frame.getByText('Nicht gespeicherte Änderungen').waitFor()
    for (const name of ['Speichern', 'Speichern und schließen', 'Beenden'])
      await frame.getByRole('button', { name, exact: true }).waitFor()
  })
})

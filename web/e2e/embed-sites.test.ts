import { expect, it } from 'vitest'
import { useSite } from './site.ts'
import { usePerson, useWorld } from './world.ts'

const world = useWorld()
const [ours, other] = [useSite(), useSite()]
const [owner, reader] = [usePerson(world), usePerson(world)]

it('[ACC33] an owner lists in the Share dialog which sites may show a board; frames of others end at once', async () => {
  const { links } = await world.server.newLinkedBoard()
  const src = links.view.replace('/b/', '/embed/')
  for (const site of [ours, other])
    site.show(
      `<!doctype html><html lang="en"><title>host</title><iframe title="Plans" width="700" height="480" src="${src}"></iframe>`,
    )
  const frame = reader.page.frameLocator('iframe')
  await reader.page.goto(other.origin)
  await frame.locator('html[data-sync=saved]').waitFor()

  await owner.open(links.own)
  await owner.page.getByRole('button', { name: 'Share' }).click()
  const field = owner.page.getByLabel('Sites that may show it')
  await field.fill(ours.origin)
  const isSet = owner.page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await field.blur()
  expect((await isSet).status()).toBe(200)

  // The frame that was open is none of the listed site's.
  await frame.locator('html:not([data-sync=saved])').waitFor()
  await reader.page.reload()
  await frame.getByRole('heading', { name: 'This board isn’t shown here' }).waitFor()
  await reader.page.goto(ours.origin)
  await frame.locator('html[data-sync=saved]').waitFor()
})

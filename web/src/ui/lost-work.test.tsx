import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { fileOf } from './lost-work.tsx'
import { useShell } from './testing/use-shell.ts'

const test = useShell()

it('[UI40] work that the server won’t take is told with the reason, and can be downloaded and dismissed', async () => {
  test.lost.value = {
    changes: 2,
    waits: false,
    code: 4400,
    reason: 'this is no part of a board: width is not valid in a stroke',
    items: [
      { what: 'element', id: 'stroke-one-12', why: 'width is not valid', value: { points: Uint8Array.of(1, 2) } },
      { what: 'setting', id: 'grid', why: 'the setting grid is not valid', value: 'maybe' },
    ],
  }
  const banner = page.getByRole('region', { name: 'Not saved' })
  await expect.element(banner).toHaveTextContent('2 changes could not be saved')
  await expect.element(banner).toHaveTextContent('width is not valid in a stroke')
  await expect.element(banner.getByRole('button', { name: 'Download them' })).toBeVisible()
  const file: unknown = JSON.parse(await fileOf(test.lost.value).text())
  expect(file).toMatchObject({ items: [{ id: 'stroke-one-12', value: { points: [1, 2] } }, { value: 'maybe' }] })
  await banner.getByRole('button', { name: 'Dismiss' }).click()
  expect(test.done).toEqual(['forget lost'])
  await expect.element(banner).not.toBeInTheDocument()
})

it('[PEER11] counts those of a crowd whom one is not shown', async () => {
  test.people.value = Array.from({ length: 6 }, (_, client) => ({
    client,
    name: `Guest ${client}`,
    color: '#1d6fd1',
    presenting: false,
    page: 'first-of-all',
  }))
  test.unseen.value = 300
  const people = page.getByRole('group', { name: 'People here: 307' })
  await expect.element(people).toBeVisible()
  await expect.element(people).toHaveTextContent('+303')
})

it('[UI15] says that the server is busy, and for how long it is left alone', async () => {
  test.status.value = { state: 'offline', changes: 1, kept: true, retrying: false, waitSeconds: 30 }
  const words = 'Busy: again in 30 s1 change kept in this browser'
  await expect.element(page.getByRole('status').filter({ hasText: words })).toBeVisible()
})

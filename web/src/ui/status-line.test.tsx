import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { CLOSE } from '#board/protocol.ts'
import { useShell } from './testing/use-shell.ts'

const test = useShell()

describe('the status line', () => {
  it.each([
    [{ state: 'saving', changes: 2 }, 'Saving…'],
    [{ state: 'saved' }, 'Saved'],
    [{ state: 'offline', changes: 3, kept: true, retrying: false }, 'Offline3 changes kept in this browser'],
    [{ state: 'offline', changes: 1, kept: true, retrying: true }, 'Reconnecting…1 change kept in this browser'],
    [{ state: 'offline', changes: 1, kept: false, retrying: false }, 'Offline1 change only in this tab: keep it open'],
    [
      { state: 'held', changes: 2, kept: true },
      'The server can’t store anything at the moment: 2 changes kept in this browser',
    ],
    [{ state: 'slowed', changes: 2, waitSeconds: 9 }, 'Slow mode: sent in 9 s2 changes waiting'],
    [{ state: 'slowed', changes: 0, pictures: 2, waitSeconds: 30 }, 'Busy: sent in 30 s2 pictures waiting'],
    [{ state: 'saved', frozen: true }, 'Frozen: nobody but owners may change it'],
    [{ state: 'saved', lost: true }, 'A part of this board was damaged on the server and is missing'],
  ] as const)('[UI15] says %o', async (status, words) => {
    test.status.value = status
    await expect.element(page.getByRole('status').filter({ hasText: words })).toBeVisible()
  })

  it('[UI16] a refusal says why, what is kept, and what one can do', async () => {
    test.status.value = { state: 'refused', code: CLOSE.resetCopy, reason: 'This copy is too old.', changes: 2 }
    const banner = page.getByRole('region', { name: 'Not connected' })
    await expect.element(banner).toHaveTextContent('This copy is too old.')
    await expect.element(banner).toHaveTextContent('2 of your changes could not be sent. They stay in this browser.')
    await expect.element(banner.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  it('[UI28] unsent work is given up only after a yes', async () => {
    test.status.value = { state: 'refused', code: CLOSE.resetCopy, reason: 'This copy is too old.', changes: 2 }
    const reset = page.getByRole('button', { name: 'Use the server’s copy' })
    const question = page.getByRole('dialog', { name: 'Give up your changes?' })
    await reset.click()
    await expect.element(question).toHaveTextContent('2 changes that you made here never reached the server.')
    await question.getByRole('button', { name: 'Keep them' }).click()
    expect(test.done).toEqual([])
    await reset.click()
    await question.getByRole('button', { name: 'Give them up' }).click()
    test.status.value = { state: 'refused', code: CLOSE.resetCopy, reason: 'This copy is too old.', changes: 0 }
    await userEvent.keyboard('{Escape}')
    await reset.click()
    expect(test.done).toEqual(['reset copy', 'reset copy'])
  })

  it('[UI29] a board that is gone from the server is still shown, and can be saved as a picture', async () => {
    test.status.value = { state: 'refused', code: CLOSE.notFound, reason: 'there is no such board', changes: 2 }
    const banner = page.getByRole('region', { name: 'Not connected' })
    await expect.element(banner).toHaveTextContent('This board is no longer on the server')
    await expect.element(banner).toHaveTextContent('with 2 of your changes that nobody else has.')
    await banner.getByRole('button', { name: 'Save as PNG' }).click()
    await banner.getByRole('button', { name: 'Save as SVG' }).click()
    expect(test.done).toEqual(['save png', 'save svg'])
  })
})

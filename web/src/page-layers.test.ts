import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { layOut } from './page-layers.ts'

const root = document.createElement('div')
afterEach(() => root.remove())

test('[UI30] the board shows its focus to those who came with the keyboard, and not to those who draw', async () => {
  document.body.append(root)
  const { host } = layOut(root)
  host.style.cssText = 'width:100px;height:100px'
  await userEvent.tab()
  await userEvent.tab()
  expect(document.activeElement).toBe(host)
  expect(host.hasAttribute('data-keyboard')).toBe(true)
  await userEvent.click(host)
  await userEvent.keyboard('e')
  expect(document.activeElement).toBe(host)
  expect(host.hasAttribute('data-keyboard')).toBe(false)
})

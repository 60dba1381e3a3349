import '../board-styles.ts'
import { h, render } from 'preact'
import { afterEach, beforeEach } from 'vitest'
import { page } from 'vitest/browser'
import { attachKeyboard } from '../../input/keyboard.ts'
import { layOut } from '../../page-layers.ts'
import { Shell } from '../shell.tsx'
import { createTestApp, type TestApp } from './test-app.ts'

/** CSS pixels. */
const DESKTOP = { width: 1024, height: 720 } as const

/** A board's chrome with its keyboard, new for every test, in a desktop's window. Filled in before each. */
export function useShell(): TestApp {
  const test = {} as TestApp
  let stops: readonly (() => void)[] = []
  beforeEach(() => {
    document.documentElement.lang = 'en'
    document.title = 'Plans · Drawbridge'
    const made = Object.assign(test, createTestApp())
    made.editor.resize(DESKTOP)
    const root = document.body.appendChild(document.createElement('div'))
    const { chrome } = layOut(root)
    render(h(Shell, { app: made.app }), chrome)
    const detach = attachKeyboard(made.editor, { commands: made.app.commands, mac: false })
    stops = [detach, () => render(null, chrome), () => root.remove(), () => made.dispose()]
  })
  afterEach(async () => {
    stops.forEach((stop) => stop())
    await page.viewport(DESKTOP.width, DESKTOP.height)
  })
  return test
}

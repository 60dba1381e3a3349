import type { Page } from 'playwright'
import type { Message } from './recorded/drawio.ts'

interface HostWindow extends Window {
  heard: Message[]
}
declare const window: HostWindow

/**
 * Shows `address` on somebody else's page as draw.io's hosts do: in a frame that fills the page. The two talk in strings that are
 * JSON, and the page keeps what it hears.
 */
export const showFrame = (page: Page, address: string): Promise<void> =>
  page.evaluate((src) => {
    window.heard = []
    const frame = document.createElement('iframe')
    frame.src = src
    frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0'
    window.addEventListener('message', ({ source, data }) => {
      if (source === frame.contentWindow && typeof data === 'string' && data.length > 0)
        window.heard.push(JSON.parse(data) as Message)
    })
    document.body.append(frame)
  }, address)

/** The page says something to its frame. */
export const say = (page: Page, message: object): Promise<void> =>
  page.evaluate((text) => {
    document.querySelector('iframe')!.contentWindow!.postMessage(text, '*')
  }, JSON.stringify(message))

/** All that the page has heard from its frame, oldest first. */
export const heardBy = (page: Page): Promise<readonly Message[]> => page.evaluate(() => window.heard)

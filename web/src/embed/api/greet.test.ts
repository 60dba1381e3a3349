import { signal } from '@preact/signals'
import { expect, it } from 'vitest'
import type { EmbedFrame } from '../embed-frame.ts'
import { parseEmbedOptions } from '../embed-options.ts'
import { greet } from './greet.ts'
import type { FromBoard } from './wire.ts'

const frame: EmbedFrame = {
  options: signal(parseEmbedOptions('').options),
  board: signal(null),
  problem: signal(null),
  edit: () => Promise.resolve(null),
}

/** What comes back to somebody who says hello in a version that there is not: an answer at once, or nothing. */
function hello(source: Window, origin: string): { readonly answers: FromBoard[]; readonly heard: Promise<unknown> } {
  const { port1, port2 } = new MessageChannel()
  const answers: FromBoard[] = []
  const heard = new Promise<void>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<FromBoard>) => {
      answers.push(data)
      resolve()
    }
  })
  const data = { drawbridge: 'hello', version: 99 }
  window.dispatchEvent(new MessageEvent('message', { source, origin, data, ports: [port2] }))
  return { answers, heard }
}

it('[HOST14] a frame answers its parent only, which may be a page without an origin, and says which version it speaks', async () => {
  greet(frame)
  const other = document.createElement('iframe')
  document.body.append(other)
  const stranger = hello(other.contentWindow!, 'https://stranger.example')
  for (const origin of ['https://host.example', 'null']) {
    const host = hello(window.parent, origin)
    await host.heard
    expect(host.answers).toEqual([{ error: { code: 'version', reason: 'this board speaks version 1' } }])
  }
  expect(stranger.answers).toEqual([])
  other.remove()
})

import type { EmbedFrame } from '../embed-frame.ts'
import { type FromBoard, type Hello, type Here, VERSION } from './wire.ts'

/**
 * Tells the page around this frame that a board is here, and serves it when it says hello: see `wire.ts`. The code that does is
 * loaded then.
 * @param hold is given the file of a board that the page holds, when it comes
 */
export function greet(frame: EmbedFrame, hold: (file: string | undefined) => void = () => undefined): void {
  if (window.parent === window) return
  let stop: (() => void) | undefined
  window.addEventListener('message', ({ source, data, ports: [port] }: MessageEvent<unknown>) => {
    // All else goes through the port, which nobody has but whoever sent it: a page without an origin may.
    if (source !== window.parent || !isHello(data) || !port) return
    stop?.()
    stop = undefined
    if (data.version !== VERSION) return refuse(port, `this board speaks version ${VERSION}`)
    hold(data.file)
    void import('./messenger.ts').then(
      ({ serve }) => (stop = serve(port, frame)),
      () => refuse(port, 'the code that answers could not be loaded'),
    )
  })
  const here: Here = { drawbridge: 'here', versions: [VERSION] }
  // It says nothing that anybody may not know.
  window.parent.postMessage(here, '*')
}

function refuse(port: MessagePort, reason: string): void {
  const refusal: FromBoard = { error: { code: 'version', reason } }
  port.postMessage(refusal)
}

const isHello = (data: unknown): data is Hello =>
  typeof data === 'object' && data !== null && 'drawbridge' in data && data.drawbridge === 'hello' && 'version' in data

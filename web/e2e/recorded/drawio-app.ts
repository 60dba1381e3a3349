import { createElement, createRef } from 'react'
import { createRoot } from 'react-dom/client'
import { DrawIoEmbed, type DrawIoEmbedProps, type DrawIoEmbedRef } from 'react-drawio'
import type { Message } from './drawio.ts'

/** An app made for draw.io, by a library that knows nothing of us, and all that the two say to each other. */
export interface DrawioApp {
  readonly said: ({ readonly host: Message } | { readonly board: Message } | { readonly person: string })[]
  /** Shows it, or shows it with other properties. */
  show(props: DrawIoEmbedProps): void
  /** Calls what the library offers: `merge`, `exportDiagram`, … Its types leave out some of what draw.io takes. */
  call(name: keyof DrawIoEmbedRef, message: object): void
}
declare global {
  interface Window {
    drawioApp: DrawioApp
  }
}

const said: DrawioApp['said'][number][] = []

// Heard here, before the library has it: so the order is the one in which they were said.
window.addEventListener('message', ({ data }) => said.push({ board: JSON.parse(String(data)) as Message }))

/** The frame's window, which notes what it is told. The library's own posts go through it unchanged. */
const within = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')!
Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
  get(this: HTMLIFrameElement) {
    const frame = within.get!.call(this) as Window | null
    return (
      frame && {
        postMessage(data: string, origin: string) {
          said.push({ host: JSON.parse(data) as Message })
          frame.postMessage(data, origin)
        },
      }
    )
  },
})

const place = document.body.appendChild(document.createElement('main'))
place.style.cssText = 'position:fixed;inset:0'
const root = createRoot(place)
const ref = createRef<DrawIoEmbedRef>()
window.drawioApp = {
  said,
  show(props) {
    root.render(createElement(DrawIoEmbed, { ...props, ref }))
  },
  call(name, message) {
    const act: (message: never) => void = ref.current![name]
    act(message as never)
  },
}

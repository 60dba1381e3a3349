/** `embed.mjs` and `drawbridge/embed`. */
import { defineElement, mount } from './embed.ts'

export { mount }
// Where there is no page (a server that renders), there is nothing to define.
if (typeof customElements !== 'undefined') defineElement()

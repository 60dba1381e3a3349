/** `embed.js`: works as a classic script and as a module that is loaded for what it does. */
import { defineElement, mount } from './embed.ts'

Object.assign(window, { Drawbridge: { mount } })
defineElement()

import type { RequestHandler } from 'express'
import { z } from 'zod'
import { DEFAULT_BACKGROUND } from '#board/document/meta.ts'
import { LIMITS } from '#board/limits.ts'
import { isColor } from '#board/render/theme.ts'
import { atDesk } from './at-desk.ts'
import { bodyOf } from './bodies.ts'
import { grantOf } from './door.ts'
import type { ElementsParts } from './elements.ts'

const background = z
  .string()
  .refine(
    (color) => color === DEFAULT_BACKGROUND || isColor(color),
    'must be a colour of the palette, #rrggbb, or default',
  )
  .describe('A colour of the palette, #rrggbb, or `default`, which follows the theme.')

export const settings = z
  .strictObject({ title: z.string().max(LIMITS.titleLength), background, grid: z.boolean() })
  .meta({ id: 'Settings' })

export const settingsChange = settings.partial().meta({ id: 'SettingsChange' })

/** `GET /api/boards/:id/settings` */
export const showSettings =
  ({ rooms }: ElementsParts): RequestHandler =>
  async (_request, response) => {
    const meta = await atDesk(rooms, grantOf(response).board, (desk) => desk.read((board) => board.meta))
    response.set('Cache-Control', 'no-store').json(meta)
  }

/** `PATCH /api/boards/:id/settings`: what is left out stays. */
export const changeSettings =
  ({ rooms }: ElementsParts): RequestHandler =>
  async (request, response) => {
    const change = bodyOf(request, settingsChange)
    const { board: id } = grantOf(response)
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const load = { elements: 0, bytes: JSON.stringify(given).length }
    const meta = await atDesk(rooms, id, async (desk) => {
      await desk.write(grantOf(response), load, (board) => board.setMeta(given))
      return desk.read((board) => board.meta)
    })
    response.set('Cache-Control', 'no-store').json(meta)
  }

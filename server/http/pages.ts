import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import express from 'express'
import type { RequestHandler, Response } from 'express'
import type { Gate } from '../access/gate.ts'
import type { BoardStorage } from '../storage/storage.ts'
import { withPreview } from './preview.ts'
import type { PreviewParts } from './preview.ts'
import { framingIn } from './framing.ts'
import { sendRefusal } from './refusal.ts'
import { compress, encodingFor } from './compression.ts'
import type { Encoding } from './compression.ts'

function sendPage(response: Response, file: string, status: number): void {
  if (existsSync(file)) response.status(status).set('Cache-Control', 'no-cache').sendFile(file, { cacheControl: false })
  else response.status(503).type('text/plain').send('The pages of this server have not been built.')
}

/** The start page. */
export const startPage =
  (webDir: string): RequestHandler =>
  (request, response) => {
    // Hosts of draw.io ask its start page for an editor: `/?embed=1&proto=json`.
    const query = request.url.slice(request.path.length)
    if (request.query['proto'] === 'json') response.redirect(302, `/embed${query}`)
    else sendPage(response, join(webDir, 'index.html'), 200)
  }

/** A board that the page around the frame holds: nothing of it is known here. */
export const heldPage =
  (webDir: string): RequestHandler =>
  (request, response) => {
    const framing = framingIn(response)
    if (framing.asker !== 'allowed') sendRefusal(request, response, undefined, framing)
    else sendPage(response, join(webDir, 'held.html'), 200)
  }

interface BoardPageParts extends PreviewParts {
  readonly webDir: string
  readonly gate: Gate
  readonly storage: BoardStorage
}

/** The page of one board. One that doesn't exist gets the same page, which can say so kindly, with status 404. */
export const boardPage =
  (parts: BoardPageParts, page: 'board' | 'embed'): RequestHandler =>
  async (request, response, next) => {
    const { webDir, gate, storage } = parts
    const id = gate.boardId(request.params['id'])
    if (id === undefined) return next()
    const framing = page === 'embed' ? framingIn(response) : undefined
    if (framing && framing.asker !== 'allowed') return sendRefusal(request, response, id, framing)
    const file = join(webDir, `${page}.html`)
    const board = await storage.find(id)
    if (board === undefined || !existsSync(file)) return sendPage(response, file, 404)
    const html = await withPreview(await readFile(file, 'utf8'), request, board, parts)
    response.set('Cache-Control', 'no-cache').type('html').send(html)
  }

const COMPRESSIBLE = new Set(['.js', '.mjs', '.css', '.svg', '.json', '.map', '.txt', '.wasm', '.webmanifest'])
const ASSET = /^\/[\w-][\w.-]*$/
const YEAR = 'public, max-age=31536000, immutable'

/** Built files: their names change with their content, so they are kept for ever, and each is compressed once. */
export const assets = (webDir: string): RequestHandler => {
  const folder = join(webDir, 'assets')
  const compressed = new Map<string, Promise<Uint8Array>>()
  const load = (name: string, encoding: Encoding): Promise<Uint8Array> => {
    const key = `${encoding} ${name}`
    const known =
      compressed.get(key) ?? readFile(join(folder, name)).then((bytes) => compress(bytes, encoding, 'small'))
    compressed.set(key, known)
    return known
  }
  return async (request, response, next) => {
    const encoding = encodingFor(request)
    const name = request.path
    const isSmaller =
      encoding !== 'identity' && COMPRESSIBLE.has(extname(name)) && ASSET.test(name) && request.method === 'GET'
    if (!isSmaller || !existsSync(join(folder, name))) return next()
    response.set({ 'Cache-Control': YEAR, Vary: 'Accept-Encoding', 'Content-Encoding': encoding })
    response.type(extname(name)).end(await load(name, encoding))
  }
}

/** Built files as they are: fonts, and everything for clients that take nothing compressed. */
export const plainAssets = (webDir: string): RequestHandler =>
  express.static(join(webDir, 'assets'), { index: false, redirect: false, immutable: true, maxAge: '1y' })

const ROOT_FILE = /^\/[\w-][\w.-]*$/

/**
 * Files beside the pages (icons, manifest), but never a page by its file name, however that is spelled. Frames without an origin need some of
 * them to say why they show nothing.
 */
export const rootFiles = (webDir: string): RequestHandler => {
  const setHeaders = (response: ServerResponse) => response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  const files = express.static(webDir, { index: false, redirect: false, maxAge: '1h', setHeaders })
  return (request, response, next) => {
    if (request.path.endsWith('.html') || !ROOT_FILE.test(request.path)) next()
    else void files(request, response, next)
  }
}

/** What pages of other sites load to show boards: any of them may, under names that stay as they are. */
const EMBED_SCRIPTS = new Set(['/embed.js', '/embed.mjs', '/embed.d.ts'])

/** Compressed and revalidated: they change when the server does, and hosts don't. */
export const embedScripts =
  (webDir: string): RequestHandler =>
  async (request, response, next) => {
    const file = join(webDir, request.path)
    if (!EMBED_SCRIPTS.has(request.path) || !existsSync(file)) return next()
    const encoding = encodingFor(request)
    const bytes = await compress(await readFile(file), encoding, 'small')
    response.set({
      'Cache-Control': 'public, max-age=600, stale-while-revalidate=86400',
      Vary: 'Accept-Encoding',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
    })
    response.type(request.path.endsWith('.ts') ? 'text/plain' : 'text/javascript').send(Buffer.from(bytes))
  }

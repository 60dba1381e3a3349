import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { DIST } from '../testing/start.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

const COMMAND = fileURLToPath(new URL('server/drawbridge.mjs', DIST))
/** Where it is allowed: not in every container. */
const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0
const NOWHERE = 'http://127.0.0.1:9'

/** A drawing that asks for files of this machine and of others, wherever a file may name something. */
function hostileDrawing(secret: string): string {
  const svg = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file://${secret}">]>
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="50" height="50">
    <style>@import url("${NOWHERE}/a.css"); @font-face { font-family: f; src: url(file://${secret}) }</style>
    <image href="file://${secret}" width="50" height="50"/><image xlink:href="${secret}" width="9" height="9"/>
    <image href="${NOWHERE}/x.png" width="50" height="50"/><text font-family="f">&x;</text>
    <rect width="50" height="50" fill="url(${NOWHERE}/y#a)"/></svg>`
  const addresses: Record<string, string> = {
    inline: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    file: `file://${secret}`,
    path: secret,
    far: `${NOWHERE}/x.png`,
  }
  const place = { x: 0, y: 0, width: 100, height: 100 }
  const images = Object.keys(addresses).map((fileId) =>
    Object.assign({ type: 'image', id: fileId, fileId, status: 'saved' }, place),
  )
  const text = { type: 'text', id: 'words', ...place, text: `<image href="file://${secret}"/>`, fontSize: 20 }
  return JSON.stringify({
    type: 'excalidraw',
    version: 2,
    elements: [...images, { ...text, strokeColor: `url(${NOWHERE}/z)`, link: `file://${secret}` }],
    appState: { viewBackgroundColor: `url(${NOWHERE}/z)` },
    files: Object.fromEntries(
      Object.entries(addresses).map(([id, dataURL]) => [id, { id, mimeType: 'image/svg+xml', dataURL, created: 1 }]),
    ),
  })
}

it.skipIf(!canTrace).each(['svg', 'png', 'pdf'])(
  '[SHELL5] a hostile drawing that becomes a %s makes the renderer open no connection, and no file that it names',
  (format) => {
    const folder = temporaryFolder()
    const [drawing, trace, picture] = ['drawing.excalidraw', 'trace', `picture.${format}`].map((name) =>
      join(folder, name),
    ) as [string, string, string]
    const secret = join(folder, 'nobody-may-read-this')
    writeFileSync(secret, 'WHAT NOBODY MAY SEE')
    writeFileSync(drawing, hostileDrawing(secret))
    const traced = ['-f', '-o', trace, '-e', 'trace=open,openat,connect']
    const { status, stderr } = spawnSync('strace', [
      ...traced,
      process.execPath,
      COMMAND,
      'render',
      drawing,
      '-o',
      picture,
    ])
    expect([status, String(stderr)]).toEqual([0, ''])
    const calls = readFileSync(trace, 'utf8')
    expect(calls).toContain('drawing.excalidraw')
    expect(calls).not.toContain('nobody-may-read-this')
    expect(calls).not.toMatch(/AF_INET/)
    expect(readFileSync(picture, 'latin1')).not.toMatch(/WHAT NOBODY MAY SEE|href="file:|127\.0\.0\.1:9\/[a-y]/)
  },
  120_000,
)

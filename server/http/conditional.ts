import type { Request, Response } from 'express'

const TAG = /(?:W\/)?"[^"]*"/g
const strong = (tag: string): string => tag.replace(/^W\//, '')

/**
 * Answers 304 when the client has this version already (RFC 9110, section 13.1.2: weak comparison). Unlike Express it doesn't
 * mind `Cache-Control: no-cache`, which `fetch` adds by itself when a program sends its own `If-None-Match`.
 * @returns whether it answered
 */
export function answeredUnchanged(request: Request, response: Response, tag: string): boolean {
  response.set('ETag', tag)
  const known = request.headers['if-none-match']
  const isKnown = known !== undefined && (known.match(TAG) ?? []).some((one) => strong(one) === strong(tag))
  if (isKnown) response.status(304).end()
  return isKnown
}

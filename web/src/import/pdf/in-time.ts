import { BadFile } from '#board/document/board-file.ts'

/** What a promise answers, if it does so in time. @throws {BadFile} when it does not */
export function inTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new BadFile('too-large', 'reading it takes too long')), ms)
    void promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

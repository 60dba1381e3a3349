import { expect, it } from 'vitest'
import page from '../../../../docs/embedding.md?raw'
import { CALL_NAMES, EVENT_NAMES } from '../host/embed.ts'
import { actionRows, callRows, eventRows } from './tables.ts'

/** The table that begins with a heading, without its padding. */
function tableUnder(heading: string): string[] {
  const lines = page.split('\n')
  const from = lines.findIndex((line) => line.startsWith(`| ${heading} `)) + 2
  const length = lines.slice(from).findIndex((line) => !line.startsWith('|'))
  return lines.slice(from, from + length).map((line) => line.replaceAll(/ +/g, ' '))
}

const linesOf = (rows: readonly string[][]) => rows.map((cells) => `| ${cells.join(' | ')} |`.replaceAll(/ +/g, ' '))

it('[HOST13] the documented calls and events are those of the one list, and so are those of the script', () => {
  expect(tableUnder('call')).toEqual(linesOf(callRows()))
  expect(tableUnder('event')).toEqual(linesOf(eventRows()))
  const names = (rows: readonly string[][]) => rows.map(([name]) => name?.replaceAll('`', ''))
  expect(CALL_NAMES).toEqual(names(callRows()))
  expect(EVENT_NAMES).toEqual(names(eventRows()))
})

it('[DIO6] the documented actions are those that are done', () => {
  expect(tableUnder('action')).toEqual(linesOf(actionRows()))
})

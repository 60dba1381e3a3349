import type { z } from 'zod'
import type { Route } from '../access/policies.ts'
import * as answers from './answers.ts'
import { undoWish, workQuery } from './authors.ts'
import {
  accessChange,
  credentials,
  linkChange,
  linkReplacement,
  newBan,
  newBoard,
  newLink,
  newOwner,
} from './bodies.ts'
import { elementsChange, elementsQuery, shownElement } from './element-schemas.ts'
import { copyWish } from './copies.ts'
import { loginWish } from './login.ts'
import { importQuery } from './import.ts'
import { HOME_DOCS } from './home-docs.ts'
import { logQuery, newVersion, restoreWish, versionChange } from './history.ts'
import { IMPORTED, PAGE, PICTURE_FILES, PICTURES } from './media.ts'
import { oembedAnswer, oembedQuery } from './oembed.ts'
import { pictureQuery } from './picture-query.ts'
import { pictureWish } from './picture-urls.ts'
import { settings, settingsChange } from './settings.ts'

/** What an answer holds: JSON of a schema, or something of these media types. */
export type AnswerBody = z.ZodType | readonly string[] | undefined

export interface RouteDoc {
  readonly tag: 'boards' | 'home' | 'elements' | 'history' | 'access' | 'files' | 'server' | 'pages'
  /** One line. */
  readonly summary: string
  /** The schemas that validate what is sent. */
  readonly query?: z.ZodObject
  readonly body?: z.ZodType | { readonly media: readonly string[] }
  readonly answers: Readonly<Record<number, AnswerBody>>
  /** Codes of problems, beside those that every route of its kind has. */
  readonly problems?: readonly string[]
}

/** What may go wrong with work that is done in a thread. */
const LONG_WORK = ['history-busy', 'history-timeout', 'history-failed']

/** Where not everybody may make boards. */
const MAKING = ['login-needed', 'instance-password-needed', 'password-wrong']

/** What may be wrong with a picture that is to be stored. */
const STORING = [
  'file-too-large',
  'too-many-pixels',
  'unknown-format',
  'damaged',
  'not-only-a-picture',
  'not-decodable',
  'server-full',
  'busy',
]

const picture = (summary: string): RouteDoc => ({
  tag: 'files',
  summary,
  query: pictureQuery,
  answers: { 200: PICTURES, 304: undefined },
  problems: [
    'no-such-format',
    'bad-option',
    'not-a-picture',
    'picture-too-large',
    'picture-busy',
    'picture-timeout',
    'picture-failed',
    'no-such-moment',
  ],
})

/** Every route: what it is for, and the schemas of what it takes and answers. */
export const ROUTE_DOCS: Readonly<Record<Route, RouteDoc>> = {
  'GET /healthz': {
    tag: 'server',
    summary: 'Whether boards can be opened and stored',
    answers: { 200: answers.health, 503: answers.health },
  },
  'GET /api/openapi.json': { tag: 'server', summary: 'This description', answers: { 200: ['application/json'] } },
  'GET /api/me': {
    tag: 'access',
    summary: 'Who one is logged in as, and what one must show to make a board',
    answers: { 200: answers.me },
  },
  'POST /api/login': {
    tag: 'access',
    summary: 'Tell the password of the server once: a cookie stands for it',
    body: loginWish,
    answers: { 204: undefined },
    problems: ['bad-request', 'password-wrong'],
  },
  'POST /api/logout': { tag: 'access', summary: 'End what the cookie stands for', answers: { 200: answers.loggedOut } },
  ...HOME_DOCS,
  'POST /api/boards': {
    tag: 'boards',
    summary: 'Make a board',
    body: newBoard,
    answers: { 201: answers.madeBoard },
    problems: ['bad-request', 'too-many-requests', ...MAKING],
  },
  'GET /api/boards/:id': { tag: 'boards', summary: 'Describe a board', answers: { 200: answers.boardInfo } },
  'DELETE /api/boards/:id': {
    tag: 'boards',
    summary: 'Delete a board for good, with its pictures and its history; it must be in the trash',
    answers: { 204: undefined },
    problems: ['not-in-trash'],
  },
  'POST /api/boards/:id/trash': {
    tag: 'boards',
    summary: 'Move a board to the trash: everybody has to leave, and it opens to nobody until an owner brings it back',
    answers: { 200: answers.trashed },
  },
  'DELETE /api/boards/:id/trash': {
    tag: 'boards',
    summary: 'Bring a board back from the trash',
    answers: { 204: undefined },
  },
  'GET /api/boards/:id/state': {
    tag: 'boards',
    summary: 'The board as one Yjs V1 update, as it is on disk',
    answers: { 200: ['application/octet-stream'], 304: undefined },
  },
  'POST /api/boards/:id/session': {
    tag: 'access',
    summary: 'Exchange a link’s secret or a host’s token for a session token',
    body: credentials,
    answers: { 200: answers.session },
    problems: ['bad-request', 'link-needed', 'link-ended', 'token-refused', 'password-needed', 'password-wrong'],
  },
  'POST /api/boards/:id/claim': {
    tag: 'access',
    summary: 'Make links for a board that has none yet',
    body: newOwner,
    answers: { 201: answers.madeBoard },
    problems: ['bad-request', 'claimed', ...MAKING],
  },
  'GET /api/boards/:id/access': { tag: 'access', summary: 'Who may do what', answers: { 200: answers.access } },
  'PATCH /api/boards/:id/access': {
    tag: 'access',
    summary: 'Change what the address alone allows, and the most that anybody but owners may do',
    body: accessChange,
    answers: { 200: answers.access },
    problems: ['bad-request'],
  },
  'POST /api/boards/:id/links': {
    tag: 'access',
    summary: 'Make a link',
    body: newLink,
    answers: { 201: answers.madeLink },
    problems: ['bad-request', 'too-many-links'],
  },
  'PATCH /api/boards/:id/links/:link': {
    tag: 'access',
    summary: 'Change a link',
    body: linkChange,
    answers: { 200: answers.link },
    problems: ['bad-request', 'no-such-link', 'last-owner'],
  },
  'POST /api/boards/:id/links/:link/replace': {
    tag: 'access',
    summary: 'Give a link a new secret',
    body: linkReplacement,
    answers: { 200: answers.madeLink },
    problems: ['no-such-link'],
  },
  'DELETE /api/boards/:id/links/:link': {
    tag: 'access',
    summary: 'Revoke a link',
    answers: { 204: undefined },
    problems: ['no-such-link', 'last-owner'],
  },
  'GET /api/boards/:id/accounts': {
    tag: 'access',
    summary: 'Who has the board by being logged in, those who opened it last first',
    answers: { 200: answers.accounts },
  },
  'DELETE /api/boards/:id/members/:member': {
    tag: 'access',
    summary: 'Take the board from a member: links that they know stay as good as they are',
    answers: { 204: undefined },
    problems: ['no-such-member', 'last-owner'],
  },
  'GET /api/boards/:id/people': { tag: 'access', summary: 'Who is connected', answers: { 200: answers.people } },
  'POST /api/boards/:id/bans': {
    tag: 'access',
    summary: 'Keep somebody out for a while',
    body: newBan,
    answers: { 204: undefined },
    problems: ['bad-request'],
  },
  'GET /api/boards/:id/audit': {
    tag: 'access',
    summary: 'What was changed of who may do what, newest first',
    answers: { 200: answers.audit },
  },
  'DELETE /api/boards/:id/lost': {
    tag: 'boards',
    summary: 'Take notice that a part of the board is lost: nobody is told any more',
    answers: { 204: undefined },
  },
  'GET /api/boards/:id/elements': {
    tag: 'elements',
    summary: 'List elements, a page at a time, each bottom to top',
    query: elementsQuery,
    answers: { 200: answers.elementsPage },
    problems: ['bad-option', 'page-gone'],
  },
  'PATCH /api/boards/:id/elements': {
    tag: 'elements',
    summary: 'Add, change and delete elements in one transaction; answered when it is on disk',
    body: elementsChange,
    answers: { 200: answers.elementsChanged },
    problems: [
      'bad-request',
      'too-large',
      'no-such-element',
      'element-exists',
      'newer-kind',
      'newer-format',
      'board-full',
      'board-restarts',
      'too-many-requests',
    ],
  },
  'GET /api/boards/:id/elements/:element': {
    tag: 'elements',
    summary: 'One element',
    answers: { 200: shownElement },
    problems: ['no-such-element'],
  },
  'GET /api/boards/:id/settings': { tag: 'boards', summary: 'A board’s settings', answers: { 200: settings } },
  'PATCH /api/boards/:id/settings': {
    tag: 'boards',
    summary: 'Change a board’s settings',
    body: settingsChange,
    answers: { 200: settings },
    problems: ['bad-request', 'newer-format', 'board-full', 'board-restarts', 'too-many-requests'],
  },
  'POST /api/boards/:id/import': {
    tag: 'boards',
    summary: 'Put what a file holds on the board, in one transaction',
    query: importQuery,
    body: { media: IMPORTED },
    answers: { 200: answers.imported },
    problems: [
      'bad-option',
      'bad-file',
      'too-large',
      'import-busy',
      'import-timeout',
      'import-failed',
      ...STORING,
      'newer-format',
      'board-full',
      'board-restarts',
      'too-many-requests',
    ],
  },
  'GET /api/boards/:id/history': {
    tag: 'history',
    summary: 'Who worked on the board when, what has a name, and how far back one can go',
    answers: { 200: answers.history },
  },
  'GET /api/boards/:id/history/log': {
    tag: 'history',
    summary:
      'Updates as they came: lib0 varUint seq, varUint ms since 1970, varString name, varUint8Array update, each; the first 4 MiB',
    query: logQuery,
    answers: { 200: ['application/octet-stream'] },
    problems: ['bad-option'],
  },
  'POST /api/boards/:id/history/restore': {
    tag: 'history',
    summary: 'Make the board what it was, as a new change; answered when it is on disk',
    body: restoreWish,
    answers: { 200: answers.restored },
    problems: [
      'bad-request',
      'no-such-moment',
      'newer-format',
      'board-full',
      'board-restarts',
      'too-many-requests',
      ...LONG_WORK,
    ],
  },
  'POST /api/boards/:id/history/undo': {
    tag: 'history',
    summary: 'Undo all that one person did, or one update, as a new change: what others did since stays',
    body: undoWish,
    answers: { 200: answers.undone },
    problems: [
      'bad-request',
      'no-such-moment',
      'too-long-ago',
      'newer-format',
      'board-full',
      'board-restarts',
      ...LONG_WORK,
    ],
  },
  'GET /api/boards/:id/authors': {
    tag: 'history',
    summary: 'Who worked on the board, how much and when',
    answers: { 200: answers.authors },
  },
  'GET /api/boards/:id/authors/work': {
    tag: 'history',
    summary: 'What is on the board, and what isn’t any more, because of one person',
    query: workQuery,
    answers: { 200: answers.work },
    problems: ['bad-option', 'no-such-moment', 'too-long-ago', ...LONG_WORK],
  },
  'POST /api/boards/:id/versions': {
    tag: 'history',
    summary: 'Give a moment a name: it is kept until that is deleted',
    body: newVersion,
    answers: { 201: answers.namedVersion },
    problems: ['bad-request', 'no-such-moment', 'too-many-versions'],
  },
  'PATCH /api/boards/:id/versions/:version': {
    tag: 'history',
    summary: 'Give a named version another name',
    body: versionChange,
    answers: { 204: undefined },
    problems: ['bad-request', 'no-such-version'],
  },
  'DELETE /api/boards/:id/versions/:version': {
    tag: 'history',
    summary: 'Delete a name: its moment is kept no longer than the rest',
    answers: { 204: undefined },
    problems: ['no-such-version'],
  },
  'POST /api/boards/:id/copies': {
    tag: 'boards',
    summary: 'Make a board that begins as this one is, or was',
    body: copyWish,
    answers: { 201: answers.madeBoard },
    problems: ['bad-request', 'no-such-moment', 'too-many-requests', ...MAKING, ...LONG_WORK],
  },
  'GET /api/boards/:id/files/:hash': {
    tag: 'files',
    summary: 'A picture that is on the board',
    answers: { 200: PICTURE_FILES, 304: undefined },
    problems: ['no-such-file'],
  },
  'PUT /api/boards/:id/files/:hash': {
    tag: 'files',
    summary: 'Give the board a picture, named by the SHA-256 of its bytes',
    body: { media: PICTURE_FILES },
    answers: { 200: answers.fileInfo, 201: answers.fileInfo },
    problems: ['no-such-file', ...STORING, 'wrong-hash', 'board-full', 'too-many-requests'],
  },
  'GET /api/boards/:id/snapshot.:format': picture('The board as a picture or a file'),
  'POST /api/boards/:id/picture-urls': {
    tag: 'files',
    summary: 'The address of one picture, which needs no token and ends',
    body: pictureWish,
    answers: { 200: answers.signedPicture },
  },
  'GET /b/:id.:format': picture('The same, at a shorter address'),
  'GET /': { tag: 'pages', summary: 'The start page', answers: { 200: PAGE } },
  'GET /login': { tag: 'pages', summary: 'To where people log in', answers: { 302: undefined, 404: PAGE, 502: PAGE } },
  'GET /login/return': {
    tag: 'pages',
    summary: 'Back from there',
    answers: { 302: undefined, 400: PAGE, 403: PAGE, 404: PAGE, 502: PAGE },
  },
  'GET /b/:id': { tag: 'pages', summary: 'The page of a board', answers: { 200: PAGE, 404: PAGE } },
  'GET /oembed': {
    tag: 'pages',
    summary: 'A frame for an address, as oEmbed has it',
    query: oembedQuery,
    answers: { 200: oembedAnswer },
    problems: ['bad-option', 'no-such-board', 'no-such-format', 'link-needed', 'link-ended'],
  },
  'GET /embed': { tag: 'pages', summary: 'A board in a frame that the page around it holds', answers: { 200: PAGE } },
  'GET /embed/:id': { tag: 'pages', summary: 'The board in a frame', answers: { 200: PAGE, 404: PAGE } },
}

import * as answers from './answers.ts'
import { arrangement, folderName, homeQuery } from './home.ts'
import type { RouteDoc } from './route-docs.ts'

/** The routes of the boards that accounts have. */
export const HOME_DOCS = {
  'GET /api/home/boards': {
    tag: 'home',
    summary: 'The boards of whom one is logged in as, a page at a time',
    query: homeQuery,
    answers: { 200: answers.homePage },
    problems: ['bad-option', 'login-needed'],
  },
  'PATCH /api/home/boards/:id': {
    tag: 'home',
    summary: 'Put one of one’s boards into a folder, or give it a star',
    body: arrangement,
    answers: { 204: undefined },
    problems: ['bad-request', 'login-needed', 'not-held'],
  },
  'DELETE /api/home/boards/:id': {
    tag: 'home',
    summary: 'Take a board that is shared with one off the list',
    answers: { 204: undefined },
    problems: ['login-needed', 'not-held', 'own-board'],
  },
  'GET /api/home/folders': {
    tag: 'home',
    summary: 'One’s folders, by name',
    answers: { 200: answers.folders },
    problems: ['login-needed'],
  },
  'POST /api/home/folders': {
    tag: 'home',
    summary: 'Make a folder',
    body: folderName,
    answers: { 201: answers.folder },
    problems: ['bad-request', 'login-needed', 'too-many-folders'],
  },
  'PATCH /api/home/folders/:folder': {
    tag: 'home',
    summary: 'Give a folder another name',
    body: folderName,
    answers: { 204: undefined },
    problems: ['bad-request', 'login-needed', 'no-such-folder'],
  },
  'DELETE /api/home/folders/:folder': {
    tag: 'home',
    summary: 'Take a folder away; the boards in it stay, in none',
    answers: { 204: undefined },
    problems: ['login-needed', 'no-such-folder'],
  },
} as const satisfies Readonly<Record<string, RouteDoc>>

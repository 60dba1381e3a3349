import { classroom } from './classroom.ts'
import { fanOut, fanOutSearch } from './fan-out.ts'
import { idle, visits } from './idle.ts'
import { join } from './join.ts'
import { manyBoards, manyBoardsSearch } from './many-boards.ts'
import { besidePictures } from './pictures.ts'
import { reconnect } from './reconnect.ts'
import type { Scenario } from './scenario.ts'

/** What runs when nothing is named; the rest takes long. */
export const SOME: readonly Scenario[] = [fanOut, manyBoards, join, classroom, reconnect, idle]
export const SCENARIOS: readonly Scenario[] = [...SOME, fanOutSearch, manyBoardsSearch, visits, besidePictures]

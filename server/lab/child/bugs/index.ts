import type { Bug } from './bug.ts'
import { ROOM_BUGS } from './room-bugs.ts'
import { STORAGE_BUGS } from './storage-bugs.ts'

/** Every bug that can be planted, by name. */
export const BUGS: Readonly<Record<string, Bug>> = { ...STORAGE_BUGS, ...ROOM_BUGS }

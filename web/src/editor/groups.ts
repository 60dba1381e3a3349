import { newId } from '#board/document/new-id.ts'
import { LIMITS } from '#board/limits.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { firstOf } from './first-of.ts'

/** Groups within groups, outermost first. A group is nothing but the elements whose path names it. */
type Path = readonly string[]

const NO_PATH: Path = []

const pathOf = ({ scene }: Pick<Editor, 'scene'>, id: string): Path => scene.belonging(id)?.groups ?? NO_PATH

function commonPath(a: Path, b: Path): Path {
  const length = a.findIndex((group, i) => group !== b[i])
  return length < 0 ? a : a.slice(0, length)
}

/** What a click on an element selects: the outermost group around it, of those inside the one that has been entered; else itself. */
export function wholeOf(editor: Editor, id: string): ReadonlySet<string> {
  const path = pathOf(editor, id)
  const group = path[commonPath(editor.within.peek(), path).length]
  return new Set(group === undefined ? [id] : free(editor, editor.scene.membersOf(group)))
}

/** Those that are not locked. */
export const free = ({ scene }: Pick<Editor, 'scene'>, ids: Iterable<string>): string[] =>
  Array.from(ids).filter((id) => scene.belonging(id)?.locked !== true)

/** Selects what a click on an element means; whoever clicks outside of a group has left it. */
export function selectWhole(editor: Editor, id: string): void {
  editor.within.value = commonPath(editor.within.peek(), pathOf(editor, id))
  editor.selection.value = wholeOf(editor, id)
}

/** Selects an element itself, however deep in groups. */
export function selectDeep(editor: Editor, id: string): void {
  editor.within.value = pathOf(editor, id)
  editor.selection.value = new Set([id])
}

/** One step into the group around an element; answers whether there was one to enter. */
export function enterGroup(editor: Editor, id: string): boolean {
  const path = pathOf(editor, id)
  const inside = commonPath(editor.within.peek(), path).length + 1
  if (path.length < inside) return false
  editor.within.value = path.slice(0, inside)
  editor.selection.value = wholeOf(editor, id)
  return true
}

/** One step out of the group that was entered, which is selected then; out of all of them, nothing is. */
export function leaveGroup(editor: Editor): void {
  const path = pathWithin(editor)
  const group = path.at(-1)
  editor.within.value = path.slice(0, -1)
  editor.selection.value = new Set(group === undefined ? [] : free(editor, editor.scene.membersOf(group)))
}

/** So many selected elements speak for all when it is asked where they are. */
const ASKED = 50

/** The group that was entered, if what is selected is still in it. */
function pathWithin(editor: Editor): Path {
  const entered = editor.within.peek()
  if (entered.length === 0 || editor.selection.peek().size === 0) return NO_PATH
  const inside = (id: string) => commonPath(entered, pathOf(editor, id)).length === entered.length
  return firstOf(editor.selection.peek(), ASKED).every(inside) ? entered : NO_PATH
}

/** Of what a rubber band encloses: groups that are inside as a whole, and what is in none. */
export function wholesAmong(editor: Editor, ids: readonly string[]): string[] {
  const inside = new Set(ids)
  const known = new Map<string | undefined, boolean>()
  return ids.filter((id) => {
    const path = pathOf(editor, id)
    if (path.length === 0) return true
    const group = path[commonPath(editor.within.peek(), path).length]
    const isWhole = known.get(group) ?? [...wholeOf(editor, id)].every((member) => inside.has(member))
    known.set(group, isWhole)
    return isWhole
  })
}

/** Where the path of a new group around the selected elements branches off theirs. */
function depthOf(editor: Editor, ids: readonly string[]): number {
  const [first = '', ...rest] = ids
  return rest.reduce(
    (path, id) => commonPath(path, pathOf(editor, id)),
    commonPath(pathWithin(editor), pathOf(editor, first)),
  ).length
}

function group(editor: Editor): void {
  const ids = [...editor.selection.value]
  const depth = depthOf(editor, ids)
  const fresh = newId()
  const within = (id: string) => {
    const path = pathOf(editor, id)
    return [...path.slice(0, depth), fresh, ...path.slice(depth)].slice(0, LIMITS.groupDepth)
  }
  editor.bulk.edit(ids, (some) => editor.document.edit(some, 'groups', within))
}

function ungroup(editor: Editor): void {
  const ids = [...editor.selection.value]
  const depth = depthOf(editor, ids)
  const grouped = ids.filter((id) => pathOf(editor, id).length > depth)
  editor.bulk.edit(grouped, (some) =>
    editor.document.edit(some, 'groups', (id: string) => pathOf(editor, id).toSpliced(depth, 1)),
  )
}

/** Is a group among what is selected? Of a large selection, as far as it is asked. */
function hasGroup(editor: Editor): boolean {
  const ids = firstOf(editor.selection.value, ASKED)
  const depth = depthOf(editor, ids)
  return ids.some((id) => pathOf(editor, id).length > depth)
}

/** One group and nothing else is selected: a group around it would be the same again. */
function isOneGroup(editor: Editor): boolean {
  const [first] = editor.selection.value
  const whole = first === undefined ? undefined : wholeOf(editor, first)
  return whole !== undefined && whole.size > 1 && whole.size === editor.selection.value.size
}

export const GROUP_COMMANDS: readonly Command[] = [
  {
    id: 'group',
    label: 'Group',
    shortcuts: ['Mod+g'],
    enabled: (editor) => !editor.readonly && editor.selection.value.size > 1 && !isOneGroup(editor),
    run: group,
  },
  {
    id: 'ungroup',
    label: 'Ungroup',
    shortcuts: ['Mod+Shift+g'],
    enabled: (editor) => !editor.readonly && hasGroup(editor),
    run: ungroup,
  },
]

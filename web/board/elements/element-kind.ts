import type { Box } from '../geometry/box.ts'
import type { Span } from '../geometry/cut.ts'
import type { Matrix } from '../geometry/matrix.ts'
import type { Scratch } from '../geometry/scratch.ts'
import type { Segment } from '../geometry/segment.ts'
import type { Vector } from '../geometry/vector.ts'
import type { DisplayItem } from '../render/display-item.ts'
import type { MeasureText } from '../render/fonts.ts'
import type { Binding } from './binding.ts'
import type { TextBlock } from '../render/text-layout.ts'

/**
 * One field of a kind. Valid on its own, whatever the other fields say: a merge of two valid edits may combine any of them.
 */
export interface Field<T> {
  /** The boundary: unknown in, a valid value or `undefined` out. Must not throw. */
  readonly parse: (raw: unknown) => T | undefined
  /** What readers use when the stored value is missing or invalid. */
  readonly fallback: T
  /** What may be said of it to those who write programs: the words, or the least and the most, that `parse` takes. */
  readonly choices?: readonly string[]
  readonly range?: readonly [min: number, max: number]
}

/** Every kind is placed by one matrix, local space → scene; move, scale and rotate write that one field. */
export interface Placed {
  readonly matrix: Matrix
}

/** Props of kinds that carry a `Y.Text` (in the document's `texts`); readers fill in its current string. */
export interface Textual {
  readonly text: string
  /** Never stored. It is being typed: boxes of a check list are the letters that they are typed with. */
  readonly asTyped?: true
}

/** Props of kinds that carry several texts, by the names of their parts; readers fill in those that say something. */
export interface Parted {
  readonly texts: ReadonlyMap<string, string>
  /** Never stored. The part that is being typed: the page draws its words. */
  readonly typed?: string
}

/** A family of fields, see {@link ElementKind.families}, as props hold it: those that are there, by key. */
export type Family<T> = ReadonlyMap<string, T>

/** Where typing goes on from one part to another. */
export type Step = 'next' | 'previous' | 'below' | 'above'

/** How the texts of a kind that carries several stand to each other. */
export interface Parts<Props> {
  /** All that there are, in reading order. */
  all(props: Props): readonly string[]
  /** The one at a scene point. */
  at(props: Props, at: Vector, measure: MeasureText): string | undefined
  /** The one that a key leads to; undefined at the end. */
  beside(props: Props, part: string, step: Step): string | undefined
  /** Where it is, each counted from 1: for those who don't see it. */
  place(props: Props, part: string): { readonly row: number; readonly column: number }
}

/** How a kind that carries words sets them. */
export interface Lettering<Props> {
  /** True when an element without words is nothing: left empty, it goes. */
  readonly alone: boolean
  /** True when the words are in a formal language: no spelling, Tab indents, lines begin as the last one did. */
  readonly formal?: boolean
  /** Of kinds that carry several texts instead of one. Their props are {@link Parted}. */
  readonly parts?: Parts<Props>
  /** True when Tab, while typing, goes on with another one beside it. */
  readonly series?: boolean
  /** Where the words are and what they look like; also where an empty text would be. */
  block(props: Props, measure: MeasureText, part?: string): TextBlock
}

/**
 * How a kind is drawn from what code that is too large for everybody makes of its words: whoever typed them has it made and writes
 * it into a field. Everybody else, pictures of the server included, draws that. Where it was made of other words, the words are drawn.
 */
export interface Typeset<Props> {
  /** What makes it, by name. */
  readonly by: string
  readonly field: string
  /** True when whoever types sees beside the words what becomes of them. */
  readonly preview?: boolean
  /** A mark of what it is made of: see `made-of.ts`. */
  mark(props: Props): number
  /** Is what there is made of the words as they are now? */
  isDone(props: Props): boolean
}

/** A row or a column, along its axis; local units. */
export interface Track {
  readonly id: string
  readonly from: number
  readonly size: number
}

/** Rows and columns as they lie, in the local space of the matrix. */
export interface Grid {
  readonly rows: readonly Track[]
  readonly columns: readonly Track[]
  readonly width: number
  readonly height: number
}

/** Where connectors end at an element. */
export interface Anchorage {
  /** From the unit square to the element's own box in the scene: what a {@link Binding} is measured in. */
  readonly place: Matrix
  /** Closed, flat, scene units. */
  readonly outline: ArrayLike<number>
}

/** How a kind whose ends may be bound to other elements follows them. Nothing is written when those move: all of it is derived. */
export interface Connecting<Props> {
  /** Fields that hold a {@link Binding} or null. */
  readonly ends: readonly string[]
  /** The field that `resolve` answers anew; written when an element goes and its connectors stay where they are. */
  readonly holds: string
  /** The props as they are shown. `targetOf` answers undefined for what is gone or can't be bound to: that end stays as it is stored. */
  resolve(props: Props, targetOf: (binding: Binding) => Anchorage | undefined): Props
}

/** How a kind that is a line through points is bent. `shown` are the props with the bound ends where they are now. */
export interface Bending<Props> {
  /** The points that it goes through, scene units; the first and the last are the ends that `connects` names. */
  points(stored: Props, shown: Props): Vector[]
  /** On the line between each point and the next, scene units. */
  middles(stored: Props, shown: Props): Vector[]
  /** What is other in a line through these points (at least two, scene units). */
  through(stored: Props, points: readonly Vector[]): Partial<Props>
}

/** How a kind sets its words in another width when its left or right side is dragged, instead of being scaled. */
export interface Widening<Props> {
  /** Its words in a box of so many local units, or of as many as they need where that is undefined; the side opposite to `side` stays. */
  to(props: Props, width: number | undefined, side: 'left' | 'right', measure: MeasureText): Partial<Props>
}

/** How a kind that surrounds something is filled with a colour. */
export interface Filling<Props> {
  /** The field that holds the colour of the inside. */
  readonly field: string
  /** Is a scene point inside? Nothing is inside of what does not close. */
  surrounds(props: Props, at: Vector, measure: MeasureText): boolean
}

/** What of a picture is shown: left, top, width and height as shares of the whole. */
export type Crop = readonly [x: number, y: number, width: number, height: number]

export const WHOLE_PICTURE: Crop = [0, 0, 1, 1]
/** No less of a side than this is left by cropping, as a share of the whole. */
export const LEAST_CROP = 0.005

/** What a kind that shows a picture from a file shows; its fields have these names. Its matrix places the whole picture, the unit square. */
export interface Depiction {
  /** SHA-256 of the file, hexadecimal: see `files/file-hash.ts`. */
  readonly file: string
  /** Pixels. */
  readonly natural: readonly [width: number, height: number]
  readonly crop: Crop
  /** What it shows, in words, for those who don't see it. */
  readonly alt: string
}

/** How a kind that an eraser can cut comes apart. */
export interface Cutting<Props> {
  /** The line that is cut, and how far what is drawn reaches to either side of it; undefined where there is none. */
  line(
    props: Props,
  ): { readonly points: ArrayLike<number>; readonly stride: number; readonly reach: number } | undefined
  /** What a piece by itself has other than the whole. */
  piece(props: Props, span: Span): Partial<Props>
}

/** The props that are families of fields. */
type FamilyNames<Props> = {
  [Name in keyof Props]-?: Name extends 'texts' ? never : Props[Name] extends Family<unknown> ? Name : never
}[keyof Props]

/**
 * All that a kind of element is. To add a kind: one file with one of these, and one line in `index.ts`.
 * Everything is pure; boxes, segments and display items are in scene units.
 */
export interface ElementKind<Props extends Placed = Placed> {
  readonly kind: string
  /** The stored fields. Words are not among them: they live in the document's `texts`. */
  readonly fields: {
    readonly [Name in Exclude<keyof Props, keyof Textual | keyof Parted | FamilyNames<Props>>]: Field<Props[Name]>
  }
  /**
   * Fields of which an element has any number, stored flat as `<name>-<key>`, so that each is written alone and two people who
   * add one at once both have theirs. Null takes one away.
   */
  readonly families?: {
    readonly [Name in FamilyNames<Props>]: Props[Name] extends Family<infer T> ? Field<T | null> : never
  }
  /** `'uniform'` kinds keep their proportions when resized. */
  readonly resize: 'free' | 'uniform'
  /** Of kinds that fill the unit square of their matrix: what a new one measures of which only the place is said, scene units. */
  readonly size?: { readonly width: number; readonly height: number }
  /** Of kinds that carry a `Y.Text`. Its props are {@link Textual}. */
  readonly text?: Lettering<Props>
  readonly typeset?: Typeset<Props>
  /** Of kinds whose texts lie in rows and columns: their families are those of `grid.ts`. */
  grid?(props: Props, measure: MeasureText): Grid
  /** All that it says, as other programs take it; missing: its text. */
  says?(props: Props): string
  /** Of kinds that connectors may end at. */
  anchorage?(props: Props, measure: MeasureText): Anchorage
  /** Of connectors. What the verbs below are given are props as they are shown: see `connect.ts`. */
  readonly connects?: Connecting<Props>
  /** Of kinds that are bent by their points: these are its handles, instead of a box that is scaled. */
  readonly bends?: Bending<Props>
  readonly widens?: Widening<Props>
  /** Of kinds that a bucket fills. */
  readonly fills?: Filling<Props>
  /** Of kinds that show a picture from a file. */
  depicts?(props: Props): Depiction
  /** Of kinds that hold others: the closed polygon, flat, scene units, in which those are seen. */
  holds?(props: Props): ArrayLike<number>
  /** Of kinds that an eraser can cut. */
  readonly cuts?: Cutting<Props>
  /** A box around everything that `display` draws: never too small, and no larger than is cheap to find out. */
  bounds(props: Props, measure: MeasureText): Box
  /** What selection handles enclose and scale: the bounds without the width of lines, which keep theirs. */
  frame(props: Props, measure: MeasureText): Box
  /** Does a pen of radius `tolerance` that travels along `along` touch what is drawn? */
  hit(props: Props, along: Segment, tolerance: number, measure: MeasureText): boolean
  display(props: Props, measure: MeasureText): readonly DisplayItem[]
  /**
   * What is drawn at `scale` device pixels per scene unit, where that costs less than {@link display}: a simpler picture, if nobody can tell
   * the difference, or the same; `undefined` where there is none. What it answers lies in `scratch`, and holds until that is used again.
   */
  displaySmall?(props: Props, scale: number, scratch: Scratch): readonly DisplayItem[] | undefined
  /** Move, scale, rotate: answers the new `matrix` (a uniform kind keeps its proportions). */
  transform(props: Props, by: Matrix): Matrix
}

import { z } from 'zod'
import type { GivenCells } from '#board/document/new-table.ts'
import { BELONGING } from '#board/elements/belonging.ts'
import type { ElementKind, Field } from '#board/elements/element-kind.ts'
import { LEAST_TRACK, MOST_TRACK } from '#board/elements/grid.ts'
import { KINDS } from '#board/elements/index.ts'
import { isZ } from '#board/elements/z-order.ts'
import type { Matrix } from '#board/geometry/matrix.ts'
import { encodePoints, STRIDE } from '#board/geometry/points.ts'
import { LIMITS } from '#board/limits.ts'
import { SERVER_LIMITS } from '../limits.ts'

/**
 * Elements as programs write them, as JSON: the fields of their kinds, each judged by the kind's own `parse`, and in place of a matrix a
 * box or a point. What is in the API's description comes from here.
 */

export const elementId = z
  .string()
  .regex(LIMITS.elementId, 'must be an id of an element: 12 to 64 characters of A-Z a-z 0-9 _ -')

const coordinate = z.number().min(-LIMITS.coordinate).max(LIMITS.coordinate)
const side = z
  .number()
  .positive()
  .max(2 * LIMITS.coordinate)

const box = z
  .tuple([coordinate, coordinate, side, side])
  .describe('x, y, width and height in scene units: where the unit square of the element goes. In place of `matrix`.')
const at = z
  .tuple([coordinate, coordinate])
  .describe(
    'x and y in scene units: where the origin of the element goes, which keeps its size; a new one has that of its kind. In place of `matrix`.',
  )
const matrix = z
  .tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])
  .describe('From the element to the scene: [a, b, c, d, e, f] as in CSS.')

/** Bytes, which JSON can't say: an object, until the body is parsed. */
const bytes = z
  .custom<Uint8Array>((raw) => raw instanceof Uint8Array)
  .meta({
    type: 'object',
    properties: { $bytes: { type: 'string', contentEncoding: 'base64' } },
    required: ['$bytes'],
  })
/** How precisely ink of programs is kept: as if it were drawn at this zoom. */
const PEN_ZOOM = 4
const ink = z
  .array(z.union([z.tuple([z.number(), z.number()]), z.tuple([z.number(), z.number(), z.number().min(0).max(1)])]))
  .min(1)
  .max(LIMITS.pointsPerStroke)
  .describe('Points [x, y] or [x, y, pressure], or the bytes that the API answers: { "$bytes": "<base64>" }.')
  .transform((points) => inkOf(points))

const inkOf = (points: readonly (readonly number[])[]): Uint8Array => {
  const flat = new Float64Array(points.length * STRIDE)
  for (const [at, [x = 0, y = 0, pressure = 0.5]] of points.entries()) flat.set([x, y, pressure], at * STRIDE)
  return encodePoints(flat, PEN_ZOOM)
}

/** What a field looks like from outside. The kind's own `parse` decides. */
function formOf(field: Field<unknown>): z.ZodType {
  const { fallback, choices, range } = field
  if (choices !== undefined) return z.enum(choices as [string, ...string[]])
  if (range !== undefined) return z.number().min(range[0]).max(range[1])
  if (fallback instanceof Uint8Array) return z.union([ink, bytes])
  if (typeof fallback === 'string') return z.string()
  if (typeof fallback === 'number') return z.number()
  if (typeof fallback === 'boolean') return z.boolean()
  if (fallback === null) return z.union([z.string(), z.looseObject({ id: elementId }), bytes, z.null()])
  return z.array(z.union([z.number(), z.string()]))
}

const schemaOf = (name: string, field: Field<unknown>): z.ZodType =>
  name === 'matrix'
    ? matrix.refine((value) => field.parse(value) !== undefined, 'is not valid').optional()
    : formOf(field)
        .refine((value) => field.parse(value) !== undefined, 'is not valid')
        .optional()

const track = z.number().min(LEAST_TRACK).max(MOST_TRACK).nullable()

/** In place of the rows, columns and texts that a table is stored as. */
const TABLE_FIELDS = {
  cells: z
    .array(z.array(z.string().max(LIMITS.textLength)).min(1).max(LIMITS.tableColumns))
    .min(1)
    .max(LIMITS.tableRows)
    .describe('What it says, row by row; it gets as many rows and columns. What a row is short of is empty.')
    .optional(),
  widths: z
    .array(track)
    .max(LIMITS.tableColumns)
    .describe('Of its columns, from the first one, units of its own; `null` for as wide as columns are.')
    .optional(),
  heights: z
    .array(track)
    .max(LIMITS.tableRows)
    .describe('Of its rows, from the first one, at least; `null` for as high as their words.')
    .optional(),
} as const

const place = z
  .string()
  .refine(isZ, 'is no place in the order')
  .describe('A fractional index: its place from bottom to top.')

/** The fields that may be written of an element of a kind, all optional. */
function fieldsOf(kind: ElementKind): Record<string, z.ZodType> {
  const { fields, text } = kind
  const all = Object.entries<Field<unknown>>({ ...fields, ...BELONGING })
  return {
    box: box.optional(),
    at: at.optional(),
    ...Object.fromEntries(all.map(([name, field]) => [name, schemaOf(name, field)])),
    ...(kind.grid ? TABLE_FIELDS : {}),
    ...(text === undefined || text.parts ? {} : { text: z.string().max(LIMITS.textLength).optional() }),
    z: place.optional(),
  }
}

const newOf = (kind: ElementKind): z.ZodObject =>
  z.strictObject({ kind: z.literal(kind.kind), id: elementId.optional(), ...fieldsOf(kind) })

const [firstKind, ...otherKinds] = KINDS.map(newOf) as [z.ZodObject, ...z.ZodObject[]]

/** An element that is to be made. */
const newElement = z
  .discriminatedUnion('kind', [firstKind as never, ...(otherKinds as never[])])
  .meta({ id: 'NewElement' }) as unknown as z.ZodType<WrittenElement>

/** The fields that are to be other, of an element of this kind. */
export const CHANGES: ReadonlyMap<string, z.ZodType<WrittenFields>> = new Map(
  KINDS.map((kind) => [kind.kind, z.strictObject(fieldsOf(kind)) as unknown as z.ZodType<WrittenFields>]),
)

/** What is to be other of an element; which fields there are, its kind says. */
const elementChange = z
  .looseObject({ id: elementId })
  .describe('The fields that are to be other, by the names that they have in a new element of this kind.')
  .meta({ id: 'ElementChange' })

const many = SERVER_LIMITS.elementsAtOnce

export const elementsChange = z
  .strictObject({
    add: z.array(newElement).max(many).default([]),
    change: z.array(elementChange).max(many).default([]),
    remove: z.array(elementId).max(many).default([]),
  })
  .describe('All of it, or nothing, in one transaction.')

/** An element as the API answers it: every field that its kind has. */
export const shownElement = z
  .looseObject({ id: elementId, kind: z.string(), z: z.string(), matrix })
  .meta({ id: 'Element' })

export const elementsQuery = z.object({
  kind: z.string().optional().describe('Only elements of this kind.'),
  frame: elementId.optional().describe('Only what is in this frame.'),
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(elementId).max(many))
    .optional()
    .describe('Only these, with commas between.'),
  limit: z.coerce.number().int().min(1).max(many).default(1_000).describe('No more than so many.'),
  after: elementId.optional().describe('Goes on after this element: the `next` of the answer before.'),
})

/** Fields as they were sent, with a place in one of its three forms. */
export interface WrittenFields extends GivenCells {
  readonly box?: readonly [number, number, number, number] | undefined
  readonly at?: readonly [number, number] | undefined
  readonly text?: string | undefined
  readonly [field: string]: unknown
}

export interface WrittenElement extends WrittenFields {
  readonly kind: string
  readonly id?: string
}

/**
 * The fields as they are stored: with a matrix, if a place was given.
 * @param matrix what `at` moves: that of the element, or of a new one of its kind
 */
export function storedFields(
  { box: asBox, at: asPoint, ...fields }: WrittenFields,
  matrix: Matrix,
): Record<string, unknown> {
  if (asBox !== undefined) return { ...fields, matrix: [asBox[2], 0, 0, asBox[3], asBox[0], asBox[1]] }
  if (asPoint !== undefined) return { ...fields, matrix: [...matrix.slice(0, 4), ...asPoint] }
  return fields
}

import { expand, type Box } from '#board/geometry/box.ts'
import type { Matrix } from '#board/geometry/matrix.ts'
import type { Vector } from '#board/geometry/vector.ts'
import { LIMITS } from '#board/limits.ts'
import type { Viewport } from './editor.ts'

/**
 * Where one looks from, as an immutable value: `viewport = (scene - {x, y}) · zoom`.
 * `x`, `y` is the scene point at the canvas' top left corner; viewport points are CSS pixels.
 */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export const HOME: Camera = { x: 0, y: 0, zoom: 1 }

export const sameCamera = (a: Camera, b: Camera): boolean => a.x === b.x && a.y === b.y && a.zoom === b.zoom

export function toScene(camera: Camera, viewX: number, viewY: number): Vector {
  return { x: viewX / camera.zoom + camera.x, y: viewY / camera.zoom + camera.y }
}

export function toViewport(camera: Camera, x: number, y: number): Vector {
  return { x: (x - camera.x) * camera.zoom, y: (y - camera.y) * camera.zoom }
}

/** The camera as a map from scene to viewport points. */
export function cameraMatrix({ x, y, zoom }: Camera): Matrix {
  return [zoom, 0, 0, zoom, -x * zoom, -y * zoom]
}

/** Moves the picture by `dx`, `dy` CSS pixels. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return clamped(camera.x - dx / camera.zoom, camera.y - dy / camera.zoom, camera.zoom)
}

/** Zooms to the factor `zoom`, clamped to the limits, and keeps the scene point under a viewport point where it is. */
export function zoomAt(camera: Camera, viewX: number, viewY: number, zoom: number): Camera {
  const held = toScene(camera, viewX, viewY)
  const clampedZoom = clampZoom(zoom)
  return clamped(held.x - viewX / clampedZoom, held.y - viewY / clampedZoom, clampedZoom)
}

/** CSS pixels at the edges of the canvas. */
export interface Insets {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

export const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 }

/** Room around what is fitted: clear of what chrome covers, and less on small screens. */
export function roomIn({ width, height }: Viewport, covered = NO_INSETS): Insets {
  const margin = Math.min(48, Math.min(width, height) * 0.05)
  const { top, right, bottom, left } = covered
  return {
    top: Math.max(margin, top),
    right: Math.max(margin, right),
    bottom: Math.max(margin, bottom),
    left: Math.max(margin, left),
  }
}

/** Shows all of a box, in the middle of what `room` leaves of the canvas, and no closer than `maxZoom`. */
export function fitBox(box: Box, viewport: Viewport, room = roomIn(viewport), maxZoom = 1): Camera {
  const width = Math.max(1, viewport.width - room.left - room.right)
  const height = Math.max(1, viewport.height - room.top - room.bottom)
  const wanted = Math.min(maxZoom, width / (box.maxX - box.minX), height / (box.maxY - box.minY))
  const zoom = clampZoom(wanted)
  const x = (box.minX + box.maxX) / 2 - (room.left + width / 2) / zoom
  const y = (box.minY + box.maxY) / 2 - (room.top + height / 2) / zoom
  return clamped(x, y, zoom)
}

/** Of what grows: the share of its size that is left free on each side, and the share of the zoom that this may cost. */
const LEEWAY = 0.04
const MOST_LEEWAY = 0.16

/**
 * For a box that grows, once it was fitted: as {@link fitBox}, but with the same zoom as long as that will do, and with some leeway when
 * it won't, for at another zoom everything has to be painted anew.
 */
export function keepFitted(camera: Camera, box: Box, viewport: Viewport, room: Insets, maxZoom = 1): Camera {
  const fitted = fitBox(box, viewport, room, maxZoom)
  const kept = fitBox(box, viewport, room, camera.zoom)
  if (kept.zoom === camera.zoom && kept.zoom >= fitted.zoom * (1 - MOST_LEEWAY)) return kept
  const spare = LEEWAY * Math.max(box.maxX - box.minX, box.maxY - box.minY)
  return fitBox(expand(box, spare), viewport, room, maxZoom)
}

/** The camera itself if it shows all of a box in what `room` leaves of the canvas; else one that does, no closer. */
export function reveal(camera: Camera, box: Box, viewport: Viewport, room: Insets): Camera {
  const from = toScene(camera, room.left, room.top)
  const to = toScene(camera, viewport.width - room.right, viewport.height - room.bottom)
  const isShown = box.minX >= from.x && box.minY >= from.y && box.maxX <= to.x && box.maxY <= to.y
  return isShown ? camera : fitBox(box, viewport, room, camera.zoom)
}

/** The part of the scene that can be seen. */
export function visibleBox(camera: Camera, viewport: Viewport): Box {
  const from = toScene(camera, 0, 0)
  const to = toScene(camera, viewport.width, viewport.height)
  return { minX: from.x, minY: from.y, maxX: to.x, maxY: to.y }
}

/** The nearest camera whose scene origin falls on a whole device pixel, so that bitmaps are copied and not resampled. */
export function snapToPixels(camera: Camera, pixelRatio: number): Camera {
  const scale = camera.zoom * pixelRatio
  return { x: Math.round(camera.x * scale) / scale, y: Math.round(camera.y * scale) / scale, zoom: camera.zoom }
}

export function clampZoom(zoom: number): number {
  return Number.isNaN(zoom) ? 1 : Math.min(LIMITS.maxZoom, Math.max(LIMITS.minZoom, zoom))
}

function clamped(x: number, y: number, zoom: number): Camera {
  return { x: clampCoordinate(x), y: clampCoordinate(y), zoom }
}

const clampCoordinate = (value: number) => Math.min(LIMITS.coordinate, Math.max(-LIMITS.coordinate, value))

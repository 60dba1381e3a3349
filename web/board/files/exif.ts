import { hasAt } from './image-format.ts'

const ORIENTATION = 0x01_12
const AS_IT_IS = 1

/** The orientation that a TIFF block (what EXIF is made of) names, 1 to 8; 1 where it names none that makes sense. */
function orientationIn(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const little = hasAt(tiff, 0, 'II')
  if (tiff.length < 8 || !(little || hasAt(tiff, 0, 'MM'))) return AS_IT_IS
  const directory = view.getUint32(4, little)
  if (directory + 2 > tiff.length) return AS_IT_IS
  const entries = view.getUint16(directory, little)
  for (let i = 0, at = directory + 2; i < entries && at + 12 <= tiff.length; i++, at += 12) {
    if (view.getUint16(at, little) !== ORIENTATION) continue
    const value = view.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : AS_IT_IS
  }
  return AS_IT_IS
}

/** The same of a block that may begin as it does in a JPEG file. */
export const orientationOf = (exif: Uint8Array): number =>
  orientationIn(hasAt(exif, 0, 'Exif\0') ? exif.subarray(6) : exif)

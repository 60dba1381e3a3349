import { IDENTITY, multiply, rotate, scale, translate, type Matrix } from '../../geometry/matrix.ts'

const CALL = /([a-zA-Z]+)\s*\(([^)]*)\)/g

/** What the attribute `transform` says (https://www.w3.org/TR/css-transforms-1/#svg-transform). What is not understood changes nothing. */
export function transformOf(written: string | undefined): Matrix {
  let all = IDENTITY
  for (const [, name = '', list = ''] of (written ?? '').matchAll(CALL)) {
    const n = list
      .split(/[\s,]+/)
      .filter((part) => part !== '')
      .map((part) => Number.parseFloat(part))
    if (n.every(Number.isFinite)) all = multiply(all, matrixOf(name, n))
  }
  return all
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180

function matrixOf(name: string, n: readonly number[]): Matrix {
  const [a = 0, b = 0, c = 0] = n
  switch (name) {
    case 'matrix':
      return n.length === 6 ? (n as unknown as Matrix) : IDENTITY
    case 'translate':
      return translate(a, b)
    case 'scale':
      return scale(a, n.length > 1 ? b : a)
    case 'rotate':
      return rotate(radians(a), { x: b, y: c })
    case 'skewX':
      return [1, 0, Math.tan(radians(a)), 1, 0, 0]
    case 'skewY':
      return [1, Math.tan(radians(a)), 0, 1, 0, 0]
    default:
      return IDENTITY
  }
}

interface Decoded {
  readonly data: ArrayLike<number>
  readonly metadata: { readonly width: number; readonly height: number }
}

export function compareSquares(
  reference: Decoded,
  actual: Decoded,
  options: Readonly<Record<string, unknown>>,
): { pass: boolean; diff: null; message: string | null }

import type { Canvas, FabricObject, TMat2D } from 'fabric'
import { util } from 'fabric'

/** Undo as one would first write it: a list of functions that take back what was done. */
export interface Steps {
  /** Objects are about to be removed. */
  keep(): void
  added(object: FabricObject): void
  /** Something is about to be moved, scaled or turned. */
  readonly begin: () => void
  readonly undo: () => void
}

export function createSteps(canvas: Canvas): Steps {
  const steps: (() => void)[] = []
  return {
    keep() {
      const before = canvas.getObjects().slice()
      steps.push(() => {
        canvas.remove(...canvas.getObjects())
        canvas.add(...before)
      })
    },
    added: (object) => void steps.push(() => canvas.remove(object)),
    begin() {
      const before = canvas.getActiveObjects().map((object) => [object, object.calcTransformMatrix()] as const)
      steps.push(() => {
        canvas.discardActiveObject()
        for (const [object, matrix] of before) place(object, matrix)
      })
    },
    undo: () => steps.pop()?.(),
  }
}

function place(object: FabricObject, matrix: TMat2D): void {
  util.applyTransformToObject(object, matrix)
  object.setCoords()
}

import { effect } from '@preact/signals'
import type { BoardDocument } from '#board/document/board-document.ts'
import { createBoardView, openViewer } from '../board-view.ts'
import { NO_INSETS } from '../editor/camera.ts'
import { fetchFiles } from '../files/fetch-files.ts'
import type { BoardApp } from '../ui/board-app.ts'

/** Where a board of the past is shown. */
export interface PastStage {
  readonly canvas: HTMLCanvasElement | undefined
  /** Resolves when all that is in view is there, sharp and up to date. */
  settled(): Promise<void>
  dispose(): void
}

/** Somebody who looks at the scratch board and moves around in it; what was in view once stays in view, so that nothing jumps while it is played. */
export function mountPast(host: HTMLElement, app: BoardApp, document: BoardDocument): PastStage {
  const files = fetchFiles(app.session)
  const view = createBoardView(document, app.memory, files)
  const viewer = openViewer(host, view, { covered: NO_INSETS, recall: () => undefined, keepsInView: true })
  return {
    get canvas() {
      return host.querySelector('canvas') ?? undefined
    },
    async settled() {
      // What has just changed is known to the canvas with its next frame.
      await new Promise((resolve) => requestAnimationFrame(resolve))
      await until(() => viewer.paint.value === 'settled')
    },
    dispose() {
      viewer.close()
      view.dispose()
      files.dispose()
    },
  }
}

const until = (isSo: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop: () => void = effect(() => {
      if (!isSo()) return
      resolve()
      queueMicrotask(() => stop())
    })
  })

import type { RefusalCode } from './embed-api.ts'
import type { Schema } from './schema.ts'
import type { EmbeddedBoard, EmbedFrame } from '../embed-frame.ts'
import type { BoardApp } from '../../ui/board-app.ts'

interface Told<Takes> {
  /** What it does, for the documentation. */
  readonly about: string
  readonly takes: Schema<Takes>
  /** What is answered, for the documentation. */
  readonly answers?: string
}

/** Something that a page may ask of the board in its frame, which is only looked at perhaps. */
interface Look<Takes, Answers> extends Told<Takes> {
  readonly role: 'view'
  run(board: EmbeddedBoard, value: Takes, frame: EmbedFrame): Answers | Promise<Answers>
}

/** Something for which the editor is loaded, where whoever sits in front of the board may edit it. */
interface Edit<Takes, Answers> extends Told<Takes> {
  readonly role: 'edit'
  run(app: BoardApp, value: Takes, board: EmbeddedBoard): Answers | Promise<Answers>
}

export type Call<Takes, Answers> = Look<Takes, Answers> | Edit<Takes, Answers>

/** Why a call was not done; goes back to who asked. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: RefusalCode

  constructor(code: RefusalCode, reason: string) {
    super(reason)
    this.code = code
  }
}

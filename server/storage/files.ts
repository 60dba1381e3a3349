/** A picture as a board refers to it. */
export interface FileInfo {
  /** SHA-256 of its bytes, hexadecimal. */
  readonly hash: string
  readonly type: string
  /** Pixels. */
  readonly width: number
  readonly height: number
}

export interface StoredFile extends FileInfo {
  readonly bytes: Uint8Array
}

/** What is stored. */
export interface FileUsage {
  /** Of one board. */
  readonly files: number
  readonly bytes: number
  /** Of all boards; what several have is counted once, as it is stored once. */
  readonly allBytes: number
}

/**
 * The pictures of boards, beside them in the same place: whoever has a backup of the boards has them. Each is stored once, and belongs to the boards that were given
 * it: knowing its hash opens it on none other. One contract suite (`files.contract.ts`) runs against every implementation. All promises reject with `StorageError`.
 */
export interface FileStorage {
  /** Gives a board a picture; resolves when every byte is on disk. Rejects with `no-such-board`. @returns whether the board didn't have it */
  put(board: string, file: StoredFile): Promise<boolean>
  /** Whether a board has it. */
  has(board: string, hash: string): Promise<boolean>
  /** `undefined` when the board doesn't have it. Rejects with `damaged` when it isn't what was written. */
  read(board: string, hash: string): Promise<StoredFile | undefined>
  usage(board: string): Promise<FileUsage>
  /** Takes away from boards what they haven't referred to for as long as is granted; what no board has any more goes with the next pruning. */
  sweep(): Promise<void>
}

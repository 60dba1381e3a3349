const KIB = 1024
const MIB = 1024 * KIB

/** Numbers that only the server needs; what clients must know too is in `#board/limits.ts`. */
export const SERVER_LIMITS = {
  /** Buffered for one socket: past `soft` it is marked behind and gets no more broadcasts, past `hard` it is closed. Bytes. */
  softBufferBytes: MIB,
  hardBufferBytes: 8 * MIB,
  /** A socket that is behind and took nothing for this long is closed. */
  stuckMs: 30_000,
  /** Boards and big updates travel in messages of about this size, so that a slow line shows progress. */
  stateChunkBytes: 256 * KIB,
  /** Time between two broadcasts of a busy server. The least is what `bench -- relay` showed to cost no latency against sending at once. */
  tickMinMs: 2,
  tickMaxMs: 50,
  /** How often sockets are looked after, and how long one may hear nothing (stock clients give up after 30 s). */
  heartbeatMs: 5_000,
  quietMs: 14_000,
  /** How long a socket may take to answer a ping when its identity is claimed anew, and otherwise. */
  probeMs: 2_000,
  deadMs: 45_000,
  /** Reading from one connection pauses when it sends more; nothing is refused. Per second, and at once. */
  messagesPerSecond: 1_000,
  messagesBurst: 2_000,
  bytesPerSecond: 4 * MIB,
  bytesBurst: 16 * MIB,
  /** Fragments of one WebSocket message. */
  fragments: 128,
  /** Upgrades whose board is still being loaded. */
  pendingUpgrades: 200,
  /** One update: structs, nesting of values, and the highest clock that a writer may reach. */
  structs: 200_000,
  depth: 32,
  clock: 2 ** 40,
  /** Answers with missing dependencies, and unready updates without an answer, before a copy must be reset. */
  unreadyAnswers: 3,
  unreadyUpdates: 1_000,
  /** A room without connections is kept for this long. */
  idleRoomMs: 30_000,
  /** Presence from another server process that isn't renewed for this long is dropped. */
  staleMs: 35_000,
  /** A board's log is compacted past either of these. */
  compactRows: 500,
  compactBytes: MIB,
  /** Stopping: for the open commit, and then twice for sockets and parts to close. */
  stopMs: 2_500,
  goodbyeMs: 1_000,
  /** Server-side pictures. */
  pictureMs: 10_000,
  pictureHeapMib: 512,
  pictureSide: 8_192,
  /** What a picture is shrunk to when nobody said how large it should be. */
  pictureNaturalSide: 4_096,
  pictureQueue: 16,
  /** Bytes of a board's state from which pictures are made. */
  pictureStateBytes: 64 * MIB,
} as const

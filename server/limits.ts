import { LIMITS } from '#board/limits.ts'

const KIB = 1024
const MIB = 1024 * KIB

/**
 * What whoever runs the server may set, as `LIMIT_<NAME>` in capitals: the default, and the least and most that make sense.
 * docs/operations.md says what each is for.
 */
export const SETTABLE_LIMITS = {
  /** Sockets: in all, and on one board. */
  connections: { default: 20_000, least: 1, most: 1_000_000 },
  boardConnections: { default: 2_000, least: 1, most: 100_000 },
  /**
   * Sockets that one person has, and how many they open in a minute; and all of an address together whom nobody vouches for (`access/counted.ts`): a school of
   * a thousand with two boards each, all of whom come back several times in a minute.
   */
  personConnections: { default: 200, least: 1, most: 1_000_000 },
  personConnectsPerMinute: { default: 600, least: 1, most: 1_000_000 },
  addressConnections: { default: 4_000, least: 1, most: 1_000_000 },
  addressConnectsPerMinute: { default: 12_000, least: 1, most: 1_000_000 },
  /** Boards that are made in an hour: by one person, and from one address. */
  personBoardsPerHour: { default: 100, least: 1, most: 1_000_000 },
  addressBoardsPerHour: { default: 2_000, least: 1, most: 1_000_000 },
  /** How long a session token is good for; pages renew theirs. Seconds. */
  sessionSeconds: { default: 600, least: 1, most: 86_400 },
  /** How long somebody stays logged in. Seconds. */
  loginSeconds: { default: 7 * 86_400, least: 1, most: 366 * 86_400 },
  /** Wrong passwords for one link, or for making boards, from all addresses together, before the next one has to wait. */
  linkTries: { default: 50, least: 1, most: 1_000_000 },
  /** How far ahead a token of a host that embeds boards may end: a working day. Seconds. */
  hostTokenSeconds: { default: 12 * 3_600, least: 60, most: 366 * 86_400 },
  /** A board: bytes of its state, and elements on it. */
  boardBytes: { default: 128 * MIB, least: 64 * KIB, most: 1024 * MIB },
  boardElements: { default: 250_000, least: 1, most: 10_000_000 },
  /** One WebSocket message, bytes. */
  messageBytes: { default: LIMITS.messageBytes, least: 16 * KIB, most: 64 * MIB },
  /** Reading from one connection pauses when it sends more; nothing is refused. Twice and four times that at once. */
  messagesPerSecond: { default: 1_000, least: 1, most: 1_000_000 },
  bytesPerSecond: { default: 4 * MIB, least: KIB, most: 1024 * MIB },
  /** Presence has a pace of its own, as stock clients repeat what they hear of everybody. */
  presencePerSecond: { default: 2_000, least: 1, most: 1_000_000 },
  /** A connection that was held back for longer than this, and still sends too much, is closed. Seconds. */
  slowedSeconds: { default: 30, least: 1, most: 3_600 },
  /** How long a connection may stay without saying anything at all. Seconds. */
  firstMessageSeconds: { default: 10, least: 1, most: 3_600 },
  /** How long a client may take to say by HTTP what it wants. Seconds. */
  requestSeconds: { default: 30, least: 1, most: 3_600 },
  /** A room without connections is kept for this long. Seconds. */
  idleRoomSeconds: { default: 30, least: 0, most: 86_400 },
  /** For how long any past moment of a board can be made again; updates that a snapshot stands for are kept until then. Seconds. */
  historySeconds: { default: 30 * 86_400, least: 0, most: 366 * 86_400 },
  /** For how long a board in the trash can be brought back, before all of it is deleted. Seconds. */
  trashSeconds: { default: 30 * 86_400, least: 60, most: 366 * 86_400 },
  /** A board's log is merged past either of these, or when it has grown by a quarter if that is more. */
  compactUpdates: { default: 500, least: 1, most: 1_000_000 },
  compactBytes: { default: MIB, least: 1, most: 1024 * MIB },
  /** Snapshots are written in parts of this size, bytes: a commit waits for no more than one. */
  snapshotPartBytes: { default: 256 * KIB, least: KIB, most: 64 * MIB },
  /** Documents that the merging thread keeps open, measured by their states, in bytes; its heap, in MiB (a document is some ten times as large as its bytes); how long it stays without work. */
  warmBytes: { default: 4 * MIB, least: 0, most: 1024 * MIB },
  mergeHeapMib: { default: 2_048, least: 64, most: 65_536 },
  mergeIdleSeconds: { default: 60, least: 1, most: 86_400 },
  /** States kept for people who open a board, plain and compressed, bytes. */
  stateCacheBytes: { default: 64 * MIB, least: 0, most: 16_384 * MIB },
  /** One picture: bytes of its file, and pixels. */
  fileBytes: { default: 10 * MIB, least: KIB, most: 256 * MIB },
  filePixels: { default: 40_000_000, least: 1, most: 268_435_456 },
  /** Pictures of one board, and their bytes; of all boards together, MiB. */
  boardFiles: { default: 1_000, least: 0, most: 1_000_000 },
  boardFilesMib: { default: 1_024, least: 0, most: 8 * MIB },
  filesMib: { default: 16_384, least: 0, most: 8 * MIB },
  /** Pictures that are sent in a minute, by one person and from one address, and how long sending one may take. Seconds. */
  personFilesPerMinute: { default: 240, least: 1, most: 1_000_000 },
  addressFilesPerMinute: { default: 6_000, least: 1, most: 1_000_000 },
  fileSeconds: { default: 120, least: 1, most: 3_600 },
  /** For how long a picture is kept that its board doesn't show any more; never shorter than history. Seconds. */
  fileGraceSeconds: { default: 30 * 86_400, least: 0, most: 366 * 86_400 },
  /** How long drawing a board may take, milliseconds. */
  pictureMilliseconds: { default: 10_000, least: 1, most: 600_000 },
  /** Pictures that are kept for those who ask for them again, bytes. */
  pictureCacheBytes: { default: 32 * MIB, least: 0, most: 16_384 * MIB },
  /** The database grows no further than this, MiB. */
  databaseMib: { default: 8 * MIB, least: 1, most: 256 * MIB },
  /** How often a disk that failed is tried, and how long a commit may take before boards are read-only. Milliseconds. */
  probeMilliseconds: { default: 1_000, least: 10, most: 60_000 },
  stallMilliseconds: { default: 5_000, least: 10, most: 600_000 },
  /** How often what history doesn't need any more is looked for. Seconds. */
  pruneSeconds: { default: 3_600, least: 1, most: 86_400 },
} as const

export type LimitName = keyof typeof SETTABLE_LIMITS
export type Limits = Readonly<Record<LimitName, number>>

export const LIMIT_NAMES = Object.keys(SETTABLE_LIMITS) as LimitName[]
export const DEFAULT_LIMITS = Object.fromEntries(
  LIMIT_NAMES.map((name) => [name, SETTABLE_LIMITS[name].default]),
) as Limits

/** Numbers that only the server needs; what clients must know too is in `#board/limits.ts`. */
export const SERVER_LIMITS = {
  /** Buffered for one socket: past `soft` it is marked behind and gets no more broadcasts, past `hard` it is closed. Bytes. */
  softBufferBytes: MIB,
  hardBufferBytes: 8 * MIB,
  /** A socket that is behind and took nothing at all for this long is closed. */
  stuckMs: 30_000,
  /** Boards and big updates travel in messages of about this size, so that a slow line shows progress. */
  stateChunkBytes: 256 * KIB,
  /** A board is taken in for so long, and then others are seen to. */
  loadSliceMs: 8,
  /** Encoded in one go for those who open a board, bytes; and how many of these messages a room keeps for the next to want them. */
  answerBytes: 512 * KIB,
  pagesKept: 16,
  /** Time between two broadcasts of a busy server: half a frame of a screen, up to which ticks wait for more to write together; and the most. */
  tickUnseenMs: 8,
  tickMaxMs: 32,
  /** Pauses between broadcasts that a server didn't need are saved up to this. */
  tickSavedMs: 8,
  /** Over how long it is seen how busy the server is otherwise. */
  tickWindowMs: 200,
  /** How often sockets are looked after, and how long one may hear nothing (stock clients give up after 30 s). */
  heartbeatMs: 5_000,
  quietMs: 14_000,
  /** How long a socket may take to answer a ping when its identity is claimed anew, and otherwise. */
  probeMs: 2_000,
  deadMs: 45_000,
  /** With more people than `crowdFrom` on a board nobody is shown everybody, until there are no more than `crowdUntil`. */
  crowdFrom: 64,
  crowdUntil: 56,
  /** How many are shown then, and how many of them because they are the most active. */
  crowdShown: 64,
  crowdActive: 16,
  /** Into how many audiences they are sorted by where they look, and how often. */
  crowdAudiences: 8,
  crowdRegroupMs: 500,
  /** How much better somebody must be to take another's place: squares of distances, and activity. */
  crowdLoyalty: 0.6,
  /** When somebody who wrote in the name of another who is here is asked again: the other has been probed by then. */
  askAgainMs: 2_500,
  /** How much more than in a second a connection may send at once. */
  messagesBurst: 2,
  bytesBurst: 4,
  /** How fast a connection that was held back is forgiven: share of the time that goes by. */
  slowedForgiven: 0.25,
  /** How long somebody is asked to stay away, seconds. */
  waitFloodSeconds: 30,
  waitFullSeconds: 30,
  waitConnectSeconds: 10,
  /** How often HTTP requests that take too long are looked for. */
  requestCheckMs: 1_000,
  /** A board's links, what they may be called, and how long passwords and secrets that are shown may be. */
  boardLinks: 100,
  /** Sites that a board's owners list, and characters of one. */
  boardSites: 50,
  siteLength: 260,
  linkLabel: 60,
  passwordLength: 200,
  credentialLength: 200,
  /** Browsers that are logged in. */
  logins: 100_000,
  /** A host's token; and what tells people apart: who vouches for them, and their id there. */
  hostTokenLength: 4_096,
  principalLength: 500,
  /** Accounts that have a board, as far as its owners are shown them: those who opened it last. */
  boardAccounts: 200,
  /** Of an account: folders, what they may be called, and boards that are listed at once. */
  homeFolders: 200,
  folderName: 60,
  homePage: 200,
  /** Characters that are looked for in titles. */
  searchLength: 200,
  /** For how long somebody may be kept out: a year. */
  banMinutes: 365 * 24 * 60,
  /** How long two changes of one person may have to be apart. */
  slowSeconds: 600,
  /** A request's JSON, bytes. */
  bodyBytes: 16 * KIB,
  /** One that brings elements, bytes; and how many elements one request may read, make, change or delete. */
  elementsBytes: 8 * MIB,
  elementsAtOnce: 10_000,
  /** Of a board's history: named versions, what they may be called, and bytes of the log that are answered at once. */
  boardVersions: 100,
  versionName: 80,
  logBytes: 4 * MIB,
  /** So long after a change of a certificate's files they are read: they come one after the other. */
  certificateSettleMs: 200,
  /** Of the log that is gone through to undo what somebody did, bytes. */
  undoBytes: 64 * MIB,
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
  /** Presence from another server process that isn't renewed for this long is dropped. */
  staleMs: 35_000,
  /** Stopping: for the open commit, and then twice for sockets and parts to close. */
  stopMs: 2_500,
  goodbyeMs: 1_000,
  /** Pictures that are being received at once, each held in memory; proving that they can be decoded. */
  filesAtOnce: 16,
  decodeMs: 5_000,
  decodeHeapMib: 256,
  decodeQueue: 16,
  /** What of its pictures a picture of a board shows: bytes and pixels. */
  pictureFileBytes: 64 * MIB,
  pictureFilePixels: 100_000_000,
  /** Server-side pictures. */
  pictureHeapMib: 512,
  pictureSide: 8_192,
  picturePixels: 8_192 * 4_096,
  /** What a picture is shrunk to when nobody said how large it should be. */
  pictureNaturalSide: 4_096,
  pictureQueue: 16,
  /** How far off the end of a signed address may be, and how long what it asks for, characters. */
  pictureUrlSeconds: 366 * 86_400,
  pictureQueryLength: 4_096,
  /** Pages of a PDF. */
  documentLeaves: 500,
  /** A file that is put on a board, bytes; reading it, and how many may wait for that. */
  importBytes: 16 * MIB,
  importHeapMib: 512,
  importQueue: 8,
  /** Elements that a picture may be asked to show alone. */
  pictureElements: 1_000,
  /** Bytes of a board's state from which pictures are made. */
  pictureStateBytes: 64 * MIB,
} as const

/** Every number that both halves must agree on. What only the server needs is in server/limits.ts, what reading files needs in import-limits.ts. */
export const LIMITS = {
  /** Board and element ids. */
  boardId: /^[A-Za-z0-9_-]{10,64}$/,
  elementId: /^[A-Za-z0-9_-]{12,64}$/,
  /** A stroke longer than this goes on in a new record. */
  pointsPerStroke: 1_000,
  /** Groups within groups that an element may be in. */
  groupDepth: 16,
  /** Points of a line or connector. */
  pointsPerLine: 200,
  /** Encoded points of one stroke, bytes. */
  strokeBytes: 64 * 1024,
  /** What is found in the words of a programme, and a formula as it is set, bytes. */
  tokenBytes: 64 * 1024,
  typesetBytes: 64 * 1024,
  /** Rows and columns that one may give a table. */
  tableRows: 200,
  tableColumns: 50,
  /** UTF-16 units of one text element. */
  textLength: 16 * 1024,
  /** Pixels of a picture on either side, as browsers keep them. */
  imageSide: 32_767,
  /** A picture that is added: bytes of what is read; on its longer side and in bytes no more than this is sent, larger ones are drawn smaller. */
  imageInputBytes: 128 * 1024 * 1024,
  imageKeptSide: 2_560,
  imageKeptBytes: 6 * 1024 * 1024,
  /** UTF-16 units of all the pictures that a board's file brings along: it has to be read again. */
  boardFilePictures: 56 * 1024 * 1024,
  /** What a picture shows, in words, UTF-16 units. */
  altLength: 2_000,
  titleLength: 120,
  frameNameLength: 120,
  sectionNameLength: 120,
  /** Pages of a board, and layers, that are read. */
  sections: 200,
  /** UTF-16 units of an address that an element leads to. */
  linkLength: 2_048,
  /** About the bytes of one record or value that this version can't judge field by field, and how deep it may be nested. */
  recordBytes: 96 * 1024,
  valueDepth: 8,
  nameLength: 40,
  /** Of what somebody says beside their pointer, characters. */
  sayingLength: 64,
  /** Scene coordinates, scene units either side of 0. */
  coordinate: 10_000_000,
  /** Payload of one live message, bytes. */
  liveBytes: 4 * 1024,
  /** One person's encoded presence, bytes. */
  presenceBytes: 4 * 1024,
  /** Element ids carried in presence. */
  presenceSelection: 32,
  /** One WebSocket message from a client, bytes (an offline client returns with everything at once). */
  messageBytes: 8 * 1024 * 1024,
  /** A page that shows a board: UTF-16 units of a file that it hands in, and entries of a list. */
  embedFileLength: 64 * 1024 * 1024,
  embedListLength: 20_000,
  /** Zoom factor of the camera. */
  minZoom: 0.02,
  maxZoom: 32,
} as const

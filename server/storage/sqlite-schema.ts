import { StorageError } from './storage.ts'
import { transaction } from './sqlite-file.ts'
import type { Database } from './sqlite-file.ts'

/**
 * `log`: every update of a board, numbered without gaps; `quarantine` says why one was set aside.
 * `snapshots`: what stands for all updates up to `seq`, in `parts` of bounded size; `staged` until all parts are there and were compared, `garbage` when it may go.
 * AUTOINCREMENT: the id of a snapshot is never used twice, so what belongs to one can't be taken for another's.
 */
const TABLES = `
  CREATE TABLE boards (
    id TEXT PRIMARY KEY, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, seq INTEGER NOT NULL,
    epoch TEXT NOT NULL, lost INTEGER NOT NULL DEFAULT 0
  ) STRICT;
`
const LOG = `
  CREATE TABLE log (
    row INTEGER PRIMARY KEY, board TEXT NOT NULL REFERENCES boards (id), seq INTEGER NOT NULL, at INTEGER NOT NULL,
    crc INTEGER NOT NULL, quarantine TEXT, bytes BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX log_of_board ON log (board, seq);
  CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY AUTOINCREMENT, board TEXT NOT NULL REFERENCES boards (id), seq INTEGER NOT NULL,
    at INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('staged', 'live', 'quarantined', 'garbage'))
  ) STRICT;
  CREATE INDEX snapshots_of_board ON snapshots (board, state, seq);
  CREATE INDEX snapshots_by_state ON snapshots (state) WHERE state = 'garbage';
  CREATE TABLE parts (
    snapshot INTEGER NOT NULL REFERENCES snapshots (id), part INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (snapshot, part)
  ) STRICT;
  CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), bytes BLOB NOT NULL) STRICT;
`

/**
 * `files`: pictures of boards, each once, in `file_parts` of bounded size; `staged` until all parts are there, `garbage` when it may go.
 * `board_files`: which board has which; `seq` is that of the board when it was last looked for, `unused_since` when it wasn't there any more.
 */
const FILES = `
  CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL, type TEXT NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, size INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('staged', 'live', 'garbage'))
  ) STRICT;
  CREATE UNIQUE INDEX files_by_hash ON files (hash) WHERE state = 'live';
  CREATE INDEX files_by_state ON files (state) WHERE state = 'garbage';
  CREATE TABLE file_parts (
    file INTEGER NOT NULL REFERENCES files (id), part INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (file, part)
  ) STRICT;
  CREATE TABLE board_files (
    board TEXT NOT NULL REFERENCES boards (id), file INTEGER NOT NULL REFERENCES files (id),
    seq INTEGER NOT NULL DEFAULT -1, unused_since INTEGER, PRIMARY KEY (board, file)
  ) STRICT;
  CREATE INDEX boards_of_file ON board_files (file);
`

/** Who may do what on each board, what was changed of that, and what the server knows of itself. */
const ACCESS = `
  CREATE TABLE access (board TEXT PRIMARY KEY REFERENCES boards (id), value TEXT NOT NULL) STRICT;
  CREATE TABLE audit (id INTEGER PRIMARY KEY, board TEXT NOT NULL REFERENCES boards (id), entry TEXT NOT NULL) STRICT;
  CREATE INDEX audit_of_board ON audit (board, id);
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
`

/**
 * `authors`: who made what, each of a board once, under the name that they had last; `versions`: moments that have a name, whole, in `version_parts`
 * of bounded size, with the pictures that they show; `staged` until all parts are there, `garbage` when it may go.
 */
const PAST = `
  CREATE TABLE authors (
    id INTEGER PRIMARY KEY, board TEXT NOT NULL REFERENCES boards (id), principal TEXT NOT NULL, name TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX authors_of_board ON authors (board, principal);
  ALTER TABLE log ADD COLUMN author INTEGER REFERENCES authors (id);
  CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, board TEXT NOT NULL REFERENCES boards (id), seq INTEGER NOT NULL, at INTEGER NOT NULL,
    named_at INTEGER NOT NULL, name TEXT NOT NULL, by TEXT NOT NULL, files TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('staged', 'live', 'garbage'))
  ) STRICT;
  CREATE INDEX versions_of_board ON versions (board, state);
  CREATE TABLE version_parts (
    version INTEGER NOT NULL REFERENCES versions (id), part INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (version, part)
  ) STRICT;
`

/**
 * Of a board: what it was called when that was last noted, since when it is in the trash, and whether nothing of it counts any more and all of it goes.
 * `holdings`: what an account has of a board, `ways` the links that it came by, as JSON; `folders`: what accounts sort their boards into.
 */
const HOMES = `
  ALTER TABLE boards ADD COLUMN title TEXT NOT NULL DEFAULT '';
  ALTER TABLE boards ADD COLUMN trashed_at INTEGER;
  ALTER TABLE boards ADD COLUMN is_garbage INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX boards_in_trash ON boards (trashed_at) WHERE trashed_at IS NOT NULL;
  CREATE INDEX boards_to_go ON boards (id) WHERE is_garbage;
  CREATE TABLE folders (id TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL) STRICT;
  CREATE INDEX folders_of_account ON folders (account);
  CREATE TABLE holdings (
    account TEXT NOT NULL, board TEXT NOT NULL REFERENCES boards (id), ways TEXT NOT NULL, opened_at INTEGER NOT NULL,
    folder TEXT REFERENCES folders (id), starred INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account, board)
  ) STRICT;
  CREATE INDEX holders_of_board ON holdings (board);
  CREATE INDEX holdings_in_folder ON holdings (folder) WHERE folder IS NOT NULL;
`

/** Browsers that are logged in; `id` is the hash of what they show. */
const LOGINS = `
  CREATE TABLE logins (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, until INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
`

/** What somebody was called when they opened a board last: its owners see who has it. */
const HOLDERS = `ALTER TABLE holdings ADD COLUMN name TEXT NOT NULL DEFAULT ''`

/** Version 0 kept snapshots as rows of the log, and deleted the updates that they replaced. */
const FROM_0 = `
  ALTER TABLE boards ADD COLUMN epoch TEXT NOT NULL DEFAULT '';
  ALTER TABLE boards ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
  UPDATE boards SET epoch = lower(hex(randomblob(6)));
  DROP INDEX log_by_board;
  ALTER TABLE log RENAME TO log_0;
  ${LOG}
  INSERT INTO snapshots SELECT row, board, coalesce(
      (SELECT min(seq) - 1 FROM log_0 AS later WHERE later.board = log_0.board AND NOT later.is_snapshot), seq
    ), unixepoch() * 1000, 'live' FROM log_0 WHERE is_snapshot;
  INSERT INTO parts SELECT row, 0, crc, bytes FROM log_0 WHERE is_snapshot;
  INSERT INTO log SELECT row, board, seq, unixepoch() * 1000, crc, NULL, bytes FROM log_0 WHERE NOT is_snapshot;
  DROP TABLE log_0;
`

/** Raised with every change of the tables. */
export const SCHEMA_VERSION = 7

/** Makes the tables, or brings those of an older version up to date, whole or not at all. @throws {StorageError} for a newer version */
export function prepareSchema(database: Database): void {
  if (schemaVersion(database) === SCHEMA_VERSION) return
  transaction(database, 'BEGIN IMMEDIATE', () => {
    const version = schemaVersion(database)
    if (version > SCHEMA_VERSION)
      throw new StorageError('io', 'the boards were written by a newer version of Drawbridge')
    const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'log'").get() === undefined
    if (isEmpty) database.exec(`${TABLES}${LOG}`)
    else if (version < 1) database.exec(FROM_0)
    if (version < 2) database.exec(FILES)
    if (version < 3) database.exec(ACCESS)
    if (version < 4) database.exec(PAST)
    if (version < 5) database.exec(HOMES)
    if (version < 6) database.exec(LOGINS)
    if (version < 7) database.exec(HOLDERS)
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  })
}

export function schemaVersion(database: Database): number {
  const row = database.prepare('PRAGMA user_version').get() as { readonly user_version: number }
  return row.user_version
}

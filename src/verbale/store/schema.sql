-- A record: one SQLite file. What is given (reports, readings, corrections) is kept apart from
-- what follows from it (minutes, touches), so that the second can always be made again.
PRAGMA application_id = 1448231500;  -- "VRBL"
PRAGMA user_version = 1;

-- Small facts about the file: "stale" while the minutes lag behind the readings, "versions",
-- "reading" while some process reads into it, "own": the user's own files that it is made with.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Each `verbale read`, `forget` or `correct` that changed something.
CREATE TABLE reads (
  number INTEGER PRIMARY KEY,
  made TEXT NOT NULL,      -- when, UTC, ISO 8601
  what TEXT NOT NULL,      -- read, forget, correct
  note TEXT NOT NULL
);

-- A report as taken in and what was read in it: known again by the id that it came with and
-- its text. `id` is its name in the record, which differs where two texts came under one id.
CREATE TABLE reports (
  number INTEGER PRIMARY KEY,
  own TEXT NOT NULL,
  digest TEXT NOT NULL,    -- of the text
  id TEXT NOT NULL,
  input TEXT NOT NULL,     -- digest of text and metadata
  source TEXT NOT NULL,
  reader TEXT NOT NULL,    -- digest of the code, model and tables that read it
  read INTEGER NOT NULL REFERENCES reads (number),
  report BLOB NOT NULL,    -- Report as MessagePack, its text left out (see words)
  reading BLOB NOT NULL,   -- Reading as MessagePack, deflated, its report left out
  given BLOB,              -- digest of what the reading hangs on; NULL: not to be used again
  UNIQUE (own, digest)
);
CREATE INDEX reports_id ON reports (id);
CREATE INDEX reports_given ON reports (given);

-- What can be searched: the text of reports (kept here alone, their id being '#' and their
-- number), statements and events.
CREATE TABLE words (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (kind, id)
);
CREATE VIRTUAL TABLE search USING fts5 (
  title, body, content = 'words', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);
-- Whoever inserts words indexes them, all together: a trigger writes the index out row by row.
CREATE TRIGGER words_out AFTER DELETE ON words BEGIN
  INSERT INTO search (search, rowid, title, body)
  VALUES ('delete', old.number, old.title, old.body);
END;
CREATE TRIGGER words_on AFTER UPDATE OF title, body ON words BEGIN
  INSERT INTO search (search, rowid, title, body)
  VALUES ('delete', old.number, old.title, old.body);
  INSERT INTO search (rowid, title, body) VALUES (new.number, new.title, new.body);
END;

-- Passages that the model has read: digest of passage and model -> the parse.
CREATE TABLE passages (
  digest TEXT PRIMARY KEY,
  parse BLOB NOT NULL
);

-- The merged record: a row of CONTRACT each, as JSON, and what it is looked up by.
CREATE TABLE minutes (
  kind TEXT NOT NULL,      -- report, copy, party, event, statement, conflict, plan, channel
  id TEXT NOT NULL,
  sort TEXT NOT NULL,      -- the order of the export within a kind
  type TEXT,
  status TEXT,
  since TEXT,              -- the row's interval
  until TEXT,
  digest BLOB NOT NULL,    -- of all of this: an unchanged row is not written again
  row TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX minutes_sort ON minutes (kind, sort);
-- Choosing and counting rows without reading them.
CREATE INDEX minutes_look ON minutes (kind, type, status, since, until, sort, id);

-- Which rows touch which state, party, report, event or issue.
CREATE TABLE touches (
  role TEXT NOT NULL,
  value TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (role, value, kind, id)
) WITHOUT ROWID;
CREATE INDEX touches_row ON touches (kind, id);

-- What a person decided.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  author TEXT NOT NULL,
  made TEXT NOT NULL,
  field TEXT,
  value TEXT,
  other TEXT,
  reason TEXT
);

-- What each read changed in the events: for those who ask what is new.
CREATE TABLE changes (
  read INTEGER NOT NULL REFERENCES reads (number),
  event TEXT NOT NULL,
  change TEXT NOT NULL,    -- told, confirmed, took place, called off, changed, contradicted, gone
  fields TEXT NOT NULL,    -- JSON list of the fields that differ
  reports TEXT NOT NULL,   -- JSON list of the reports that did it
  PRIMARY KEY (read, event, change)
) WITHOUT ROWID;

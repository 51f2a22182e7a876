-- What the record remembers of how it was made (`verbale.record.shelves`), so that a new report
-- touches its neighbourhood alone. It follows from what is given, and can be made again.
CREATE TABLE IF NOT EXISTS cells (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (kind, id)
);
-- Who stands under which key; `place` numbers the index.
CREATE TABLE IF NOT EXISTS cards (
  place INTEGER NOT NULL,
  key NOT NULL,
  owner TEXT NOT NULL,
  PRIMARY KEY (place, key, owner)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS times (
  place INTEGER NOT NULL,
  key TEXT NOT NULL,
  first INTEGER NOT NULL,
  owner TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (place, key, first, owner)
) WITHOUT ROWID;
-- Reports that are not as they were when the minutes were made, as they were then (all but the
-- id is NULL where they were not in the record).
CREATE TABLE IF NOT EXISTS pending (
  id TEXT PRIMARY KEY,
  own TEXT,
  source TEXT,
  report BLOB,
  body TEXT,
  reading BLOB
);

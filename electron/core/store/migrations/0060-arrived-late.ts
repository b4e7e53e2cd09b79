// Format 60: files that were offered while a round was voted on; digests of what people said. Frozen once released; imports nothing.
export const version = 60;

export const sql = `
-- A file that could not be imported because a round was going on: its name, its size in bytes, who offered it and when. Its content is
-- not kept. state: waiting until somebody brings it in (taken) or lets it be (dropped).
CREATE TABLE late_file (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  round_id INTEGER NOT NULL REFERENCES round (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  size INTEGER NOT NULL CHECK (size BETWEEN 0 AND 9007199254740991),
  offered_by TEXT NOT NULL CHECK (length(offered_by) <= 200),
  offered_at TEXT NOT NULL CHECK (length(offered_at) = 24),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'dropped'))
) STRICT;
CREATE INDEX late_file_round ON late_file (round_id);

-- What people said, as it was last saved: 16 bytes per row of a table (of a long table 16 in all), in order of its key.
CREATE TABLE state_digest (
  table_name TEXT PRIMARY KEY CHECK (length(table_name) BETWEEN 1 AND 40),
  digests BLOB NOT NULL CHECK (length(digests) % 16 = 0)
) STRICT, WITHOUT ROWID;
`;

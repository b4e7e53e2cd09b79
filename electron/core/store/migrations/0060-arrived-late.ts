// Format 60: files that were offered while a round was voted on; digests of what people said; the order of answers in words, and what
// numbers are that do not add up to 1. Frozen once released; imports nothing.
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

-- Ordered answers that are written as words, from the lowest, position 0, to the highest.
CREATE TABLE log_order (
  log_id INTEGER NOT NULL REFERENCES prediction_log (id),
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 11),
  word TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 1000),
  PRIMARY KEY (log_id, position)
) STRICT, WITHOUT ROWID;

-- What a candidate's numbers for several answers are where they do not add up to 1: probabilities once they are scaled, or scores.
CREATE TABLE log_unnormalised (
  log_id INTEGER NOT NULL,
  candidate_id INTEGER NOT NULL,
  taken TEXT NOT NULL CHECK (taken IN ('scaled', 'scores')),
  PRIMARY KEY (log_id, candidate_id),
  FOREIGN KEY (log_id, candidate_id) REFERENCES log_candidate (log_id, candidate_id)
) STRICT, WITHOUT ROWID;
`;

// Format 20: prediction logs and explanations kept as evidence. Frozen once released; imports nothing.
// - A log is always wide: one case per place in its columns, whatever shape the file had.
// - What a column holds stands apart from what it is called and means, so that saying something else of it moves no BLOB.
// - `numbers` is float64 little-endian, one per case, NaN where the cell is no number. `codes` are unsigned little-endian
//   integers of 1, 2 or 4 bytes, one per case: 0 where the cell is missing, else one more than the code of its word.
// - Rows are never replaced by others of the same key, so that undo sees every change.
export const version = 20;

export const sql = `
CREATE TABLE prediction_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  source_id INTEGER NOT NULL REFERENCES source (id),
  kind TEXT NOT NULL CHECK (kind IN ('binary', 'multiclass', 'regression', 'ranking')),
  cases INTEGER NOT NULL CHECK (cases BETWEEN 1 AND 100000000),
  positive TEXT CHECK (length(positive) <= 1000),
  favourable TEXT CHECK (favourable IN ('positive', 'negative')),
  threshold REAL NOT NULL CHECK (threshold BETWEEN -1e300 AND 1e300),
  smallest INTEGER NOT NULL CHECK (smallest BETWEEN 1 AND 1000000),
  replicates INTEGER NOT NULL CHECK (replicates BETWEEN 100 AND 100000)
) STRICT;
CREATE INDEX prediction_log_source ON prediction_log (source_id);

-- reference: the group that the others of this column are compared with.
CREATE TABLE log_column (
  log_id INTEGER NOT NULL REFERENCES prediction_log (id),
  place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 9999),
  header TEXT NOT NULL CHECK (length(header) <= 1000),
  role TEXT NOT NULL CHECK (role IN ('label', 'weight', 'query', 'group', 'feature', 'score', 'prediction')),
  reference TEXT CHECK (length(reference) <= 10000),
  PRIMARY KEY (log_id, place)
) STRICT, WITHOUT ROWID;

-- checksum: CRC-32 of \`numbers\` and \`codes\`, one after the other.
CREATE TABLE log_values (
  log_id INTEGER NOT NULL,
  place INTEGER NOT NULL,
  checksum INTEGER NOT NULL CHECK (checksum BETWEEN 0 AND 4294967295),
  numbers BLOB CHECK (length(numbers) % 8 = 0),
  codes BLOB,
  PRIMARY KEY (log_id, place),
  FOREIGN KEY (log_id, place) REFERENCES log_column (log_id, place),
  CHECK (numbers IS NOT NULL OR codes IS NOT NULL)
) STRICT;

CREATE TABLE log_word (
  log_id INTEGER NOT NULL,
  place INTEGER NOT NULL,
  code INTEGER NOT NULL CHECK (code BETWEEN 0 AND 100000000),
  word TEXT NOT NULL CHECK (length(word) <= 10000),
  PRIMARY KEY (log_id, place, code),
  FOREIGN KEY (log_id, place) REFERENCES log_column (log_id, place)
) STRICT, WITHOUT ROWID;

-- Where a candidate's scores and decisions stand; threshold: its own, NULL for that of the log.
CREATE TABLE log_candidate (
  log_id INTEGER NOT NULL REFERENCES prediction_log (id),
  candidate_id INTEGER NOT NULL REFERENCES candidate (id),
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 9999),
  score_place INTEGER,
  prediction_place INTEGER,
  threshold REAL CHECK (threshold BETWEEN -1e300 AND 1e300),
  inverted INTEGER NOT NULL CHECK (inverted IN (0, 1)),
  PRIMARY KEY (log_id, candidate_id),
  FOREIGN KEY (log_id, score_place) REFERENCES log_column (log_id, place),
  FOREIGN KEY (log_id, prediction_place) REFERENCES log_column (log_id, place),
  CHECK (score_place IS NOT NULL OR prediction_place IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_candidate_of ON log_candidate (candidate_id);

-- What another tool said drives a candidate. cases: how many it looked at, NULL where it does not say.
CREATE TABLE explanation (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  candidate_id INTEGER NOT NULL REFERENCES candidate (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  kind TEXT NOT NULL CHECK (kind IN ('importance', 'attribution')),
  method TEXT NOT NULL CHECK (length(method) <= 200),
  cases INTEGER CHECK (cases BETWEEN 1 AND 100000000)
) STRICT;
CREATE INDEX explanation_of ON explanation (candidate_id);
CREATE INDEX explanation_source ON explanation (source_id);

CREATE TABLE explanation_feature (
  explanation_id INTEGER NOT NULL REFERENCES explanation (id),
  place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 9999),
  feature TEXT NOT NULL CHECK (length(feature) BETWEEN 1 AND 1000),
  value REAL NOT NULL CHECK (value BETWEEN -1e300 AND 1e300),
  spread REAL CHECK (spread BETWEEN 0 AND 1e300),
  PRIMARY KEY (explanation_id, place)
) STRICT, WITHOUT ROWID;
`;

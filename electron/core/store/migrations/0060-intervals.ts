// Format 60: intervals of measured values. Frozen once released; imports nothing.
// - A new table beside those of format 10, which an older Parley can then still show.
export const version = 60;
export const sql = `
-- Between which ends the truth behind a value lies (95 %), where they are not as far from it on either side: the largest gap between
-- groups, the ratio of four fifths. measured: the value it belongs to; it says nothing of another one that took its place.
-- high: NULL where nothing bounds it from above.
CREATE TABLE metric_interval (
  metric_id INTEGER NOT NULL REFERENCES metric (id),
  candidate_id INTEGER NOT NULL REFERENCES candidate (id),
  measured REAL NOT NULL CHECK (measured BETWEEN -1e300 AND 1e300),
  low REAL NOT NULL CHECK (low BETWEEN -1e300 AND measured),
  high REAL CHECK (high BETWEEN measured AND 1e300),
  PRIMARY KEY (metric_id, candidate_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX metric_interval_candidate ON metric_interval (candidate_id);
`;

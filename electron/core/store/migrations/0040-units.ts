// Format 40: what else is said of a prediction log. Frozen once released; imports nothing.
// - New tables beside those of format 20, which an older Parley can then still show.
// - A log without a row in a table says nothing of it.
export const version = 40;

export const sql = `
-- The largest gap between groups that people are willing to live with, of measures within 0 and 1.
CREATE TABLE log_tolerance (
  log_id INTEGER PRIMARY KEY REFERENCES prediction_log (id),
  tolerance REAL NOT NULL CHECK (tolerance BETWEEN 0 AND 1)
) STRICT;

-- The column of the unit of sampling: whose cases belong together. In log_column, which knew no such role, it stands as a feature.
CREATE TABLE log_unit (
  log_id INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  FOREIGN KEY (log_id, place) REFERENCES log_column (log_id, place)
) STRICT;
`;

// Format 50: proposals between roles, with or without a round; when the cases of a prediction log happened, how long each took and
// what it cost; logs of ordered answers, of ranges and of probabilities of answers; intervals of measured values. Frozen once
// released; imports nothing.
// - The table of format 30 took proposals within a round alone, and no Parley ever wrote to it. It makes way for one that fits, so
//   that there is one table of proposals and not a dead one beside it.
// - Roles, and what a proposal is about, are named by id without a foreign key: a proposal outlives them, as a record does.
// - In log_column, which knows no such roles, columns of times, costs, ends of ranges and probabilities stand as features.
export const version = 50;

export const sql = `
DROP TABLE proposal;

-- round_id: the round it was made in; NULL where there was none. from_role_id, to_role_id: NULL is the table as a whole.
-- change: canonical JSON, its shape by kind. said: the same in words, as it stood on the screen when it was made.
-- state lapsed: what it was about is gone, or a decision was recorded before anybody answered; then nobody is named.
-- counters: the proposal that this one answers. decision_id: the decision that an accepted condition has entered.
CREATE TABLE proposal (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  round_id INTEGER REFERENCES round (id),
  kind TEXT NOT NULL CHECK (kind IN ('outcome', 'bound', 'hold', 'condition', 'askWeight')),
  from_role_id INTEGER CHECK (from_role_id BETWEEN 1 AND 2147483647),
  to_role_id INTEGER CHECK (to_role_id BETWEEN 1 AND 2147483647),
  change TEXT NOT NULL CHECK (length(change) BETWEEN 2 AND 8000),
  said TEXT NOT NULL CHECK (length(said) BETWEEN 1 AND 2000),
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  made_by TEXT NOT NULL CHECK (length(made_by) BETWEEN 1 AND 200),
  made_at TEXT NOT NULL CHECK (length(made_at) = 24),
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'countered', 'declined', 'withdrawn', 'lapsed')),
  answer TEXT NOT NULL CHECK (length(answer) <= 2000),
  answered_by TEXT NOT NULL CHECK (length(answered_by) <= 200),
  answered_at TEXT CHECK (length(answered_at) = 24),
  counters INTEGER REFERENCES proposal (id),
  decision_id INTEGER REFERENCES decision (id),
  CHECK (from_role_id IS NOT to_role_id),
  CHECK ((state = 'open') = (answered_at IS NULL)),
  CHECK ((state IN ('open', 'lapsed')) = (length(answered_by) = 0)),
  CHECK (state NOT IN ('declined', 'countered') OR length(answer) > 0)
) STRICT;
CREATE INDEX proposal_round ON proposal (round_id);

-- The column that says when the cases happened.
CREATE TABLE log_time (
  log_id INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  FOREIGN KEY (log_id, place) REFERENCES log_column (log_id, place)
) STRICT;

-- The columns that say how long a candidate took for each case, and what the case cost with it.
CREATE TABLE log_spent (
  log_id INTEGER NOT NULL,
  candidate_id INTEGER NOT NULL,
  latency_place INTEGER,
  cost_place INTEGER,
  PRIMARY KEY (log_id, candidate_id),
  FOREIGN KEY (log_id, candidate_id) REFERENCES log_candidate (log_id, candidate_id),
  FOREIGN KEY (log_id, latency_place) REFERENCES log_column (log_id, place),
  FOREIGN KEY (log_id, cost_place) REFERENCES log_column (log_id, place),
  CHECK (latency_place IS NOT NULL OR cost_place IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- What was asked, where format 20 knew no such kind: there it stands as a number.
CREATE TABLE log_kind (
  log_id INTEGER PRIMARY KEY REFERENCES prediction_log (id),
  kind TEXT NOT NULL CHECK (kind IN ('ordinal', 'interval'))
) STRICT;

-- The share of cases that predicted ranges are to hold.
CREATE TABLE log_level (
  log_id INTEGER PRIMARY KEY REFERENCES prediction_log (id),
  level REAL NOT NULL CHECK (level > 0 AND level < 1)
) STRICT;

-- The columns of the two ends of a candidate's ranges.
CREATE TABLE log_range (
  log_id INTEGER NOT NULL,
  candidate_id INTEGER NOT NULL,
  low_place INTEGER NOT NULL,
  high_place INTEGER NOT NULL,
  PRIMARY KEY (log_id, candidate_id),
  FOREIGN KEY (log_id, candidate_id) REFERENCES log_candidate (log_id, candidate_id),
  FOREIGN KEY (log_id, low_place) REFERENCES log_column (log_id, place),
  FOREIGN KEY (log_id, high_place) REFERENCES log_column (log_id, place)
) STRICT, WITHOUT ROWID;

-- The column of the probability that a candidate gives one of several answers.
CREATE TABLE log_probability (
  log_id INTEGER NOT NULL,
  candidate_id INTEGER NOT NULL,
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 199),
  place INTEGER NOT NULL,
  answer TEXT NOT NULL CHECK (length(answer) <= 1000),
  PRIMARY KEY (log_id, candidate_id, position),
  FOREIGN KEY (log_id, candidate_id) REFERENCES log_candidate (log_id, candidate_id),
  FOREIGN KEY (log_id, place) REFERENCES log_column (log_id, place)
) STRICT, WITHOUT ROWID;
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

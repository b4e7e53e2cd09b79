// Format 30: rounds with sealed ballots, decisions, and the trail that chains what happened. Frozen once released; imports nothing.
// - What is recorded is only ever inserted; rows flip their state (draft → recorded → superseded, open → met), nothing else.
// - Candidates, roles, holds, metrics and requirements are named by id without a foreign key: a record outlives them, ids are never
//   reused, and undo, which may take a candidate away again, knows nothing of these tables.
// - Plain tables and indexes only, so that an older Parley can still show the file: at most one round is open because "going" is
//   unique, which says the same as a partial index would.
// - All text is NFC, all times are UTC in ISO form with milliseconds.
export const version = 30;

export const sql = `
-- Content kept for good, by the digest of what it says: deflated canonical JSON, or the bytes of a column.
CREATE TABLE frozen (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  kind TEXT NOT NULL CHECK (kind IN ('basis', 'ballot', 'results', 'decision', 'column', 'log')),
  bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 67108864)
) STRICT, WITHOUT ROWID;

-- quorum: opened ballots needed to decide. incumbent_counts: whether "do nothing" stands among the candidates.
CREATE TABLE meeting (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 400),
  owner TEXT NOT NULL CHECK (length(owner) BETWEEN 1 AND 200),
  facilitator TEXT NOT NULL CHECK (length(facilitator) BETWEEN 1 AND 200),
  quorum INTEGER NOT NULL CHECK (quorum BETWEEN 1 AND 12),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
  incumbent_counts INTEGER NOT NULL CHECK (incumbent_counts IN (0, 1))
) STRICT;

-- Who speaks for a role; several may share one, one may hold two.
CREATE TABLE seat (
  role_id INTEGER NOT NULL CHECK (role_id BETWEEN 1 AND 2147483647),
  person TEXT NOT NULL CHECK (length(person) BETWEEN 1 AND 200),
  built_a_candidate INTEGER NOT NULL CHECK (built_a_candidate IN (0, 1)),
  PRIMARY KEY (role_id, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE round (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 20),
  state TEXT NOT NULL CHECK (state IN ('open', 'revealing', 'revealed', 'abandoned')),
  going INTEGER UNIQUE CHECK (going = 1),
  rule TEXT NOT NULL CHECK (rule IN ('leastRegret', 'weightedMean')),
  basis TEXT NOT NULL REFERENCES frozen (sha256),
  results TEXT REFERENCES frozen (sha256),
  opened_at TEXT NOT NULL CHECK (length(opened_at) = 24),
  ended_at TEXT CHECK (length(ended_at) = 24),
  why TEXT NOT NULL CHECK (length(why) <= 2000),
  CHECK ((state IN ('open', 'revealing')) = (going IS NOT NULL)),
  CHECK ((state IN ('revealed', 'abandoned')) = (ended_at IS NOT NULL)),
  CHECK ((state = 'revealed') = (results IS NOT NULL)),
  CHECK (state <> 'abandoned' OR length(why) > 0)
) STRICT;

-- A row for every role of the round from its first moment; of the same size whatever is in it, random while empty.
-- times: how often it was submitted.
CREATE TABLE sealed_ballot (
  round_id INTEGER NOT NULL REFERENCES round (id),
  role_id INTEGER NOT NULL CHECK (role_id BETWEEN 1 AND 2147483647),
  state TEXT NOT NULL CHECK (state IN ('empty', 'sealed', 'opened', 'absent', 'void', 'abstained')),
  way TEXT NOT NULL CHECK (way IN ('none', 'here', 'file', 'live')),
  form_id BLOB NOT NULL CHECK (length(form_id) = 16),
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  nonce BLOB NOT NULL CHECK (length(nonce) = 12),
  box BLOB NOT NULL CHECK (length(box) = 32784),
  times INTEGER NOT NULL CHECK (times BETWEEN 0 AND 1000),
  ballot TEXT REFERENCES frozen (sha256),
  PRIMARY KEY (round_id, role_id),
  CHECK ((state = 'opened') = (ballot IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Opened ballots as plain rows: who moved how far is one SELECT.
CREATE TABLE round_weight (
  round_id INTEGER NOT NULL,
  role_id INTEGER NOT NULL,
  objective_id INTEGER NOT NULL CHECK (objective_id BETWEEN 1 AND 2147483647),
  weight REAL NOT NULL CHECK (weight BETWEEN 0 AND 1),
  PRIMARY KEY (round_id, role_id, objective_id),
  FOREIGN KEY (round_id, role_id) REFERENCES sealed_ballot (round_id, role_id)
) STRICT, WITHOUT ROWID;

-- change: canonical JSON, its shape by kind.
CREATE TABLE proposal (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  round_id INTEGER NOT NULL REFERENCES round (id),
  kind TEXT NOT NULL CHECK (kind IN ('outcome', 'bound', 'hold', 'condition', 'askWeight')),
  from_role_id INTEGER CHECK (from_role_id BETWEEN 1 AND 2147483647),
  to_role_id INTEGER NOT NULL CHECK (to_role_id BETWEEN 1 AND 2147483647),
  change TEXT NOT NULL CHECK (length(change) <= 8000),
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'countered', 'declined', 'withdrawn', 'lapsed')),
  answer TEXT NOT NULL CHECK (length(answer) <= 2000),
  counters INTEGER REFERENCES proposal (id)
) STRICT;
CREATE INDEX proposal_round ON proposal (round_id);

-- override: why not what the rule names, empty where it is. drafting: at most one draft, as "going" of rounds.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 1000),
  state TEXT NOT NULL CHECK (state IN ('draft', 'recorded', 'superseded')),
  drafting INTEGER UNIQUE CHECK (drafting = 1),
  kind TEXT NOT NULL CHECK (kind IN ('choose', 'keep', 'none', 'defer')),
  candidate_id INTEGER CHECK (candidate_id BETWEEN 1 AND 2147483647),
  fallback_id INTEGER CHECK (fallback_id BETWEEN 1 AND 2147483647),
  deploy TEXT NOT NULL CHECK (deploy IN ('now', 'after', 'never')),
  rationale TEXT NOT NULL CHECK (length(rationale) <= 8000),
  override TEXT NOT NULL CHECK (length(override) <= 4000),
  review_by TEXT CHECK (length(review_by) = 10),
  oversight TEXT NOT NULL CHECK (length(oversight) <= 400),
  frozen TEXT REFERENCES frozen (sha256),
  recorded_at TEXT CHECK (length(recorded_at) = 24),
  supersedes INTEGER REFERENCES decision (id),
  CHECK ((kind IN ('choose', 'keep')) = (candidate_id IS NOT NULL)),
  CHECK ((state = 'draft') = (drafting IS NOT NULL)),
  CHECK ((state = 'draft') = (frozen IS NULL)),
  CHECK ((state = 'draft') = (recorded_at IS NULL))
) STRICT;

CREATE TABLE decision_stance (
  decision_id INTEGER NOT NULL REFERENCES decision (id),
  role_id INTEGER NOT NULL CHECK (role_id BETWEEN 1 AND 2147483647),
  stance TEXT NOT NULL CHECK (stance IN ('open', 'supports', 'livesWith', 'objects', 'absent')),
  words TEXT NOT NULL CHECK (length(words) <= 4000),
  signed_by TEXT NOT NULL CHECK (length(signed_by) <= 200),
  signed_at TEXT CHECK (length(signed_at) = 24),
  PRIMARY KEY (decision_id, role_id),
  CHECK (stance <> 'objects' OR length(words) > 0),
  CHECK ((length(signed_by) > 0) = (signed_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- To be met before or after deployment, or a number to watch. expected: what the evidence promised, for later.
CREATE TABLE decision_condition (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  decision_id INTEGER NOT NULL REFERENCES decision (id),
  kind TEXT NOT NULL CHECK (kind IN ('before', 'after', 'watch')),
  what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 1000),
  owner TEXT NOT NULL CHECK (length(owner) BETWEEN 1 AND 200),
  due TEXT CHECK (length(due) = 10),
  hold_id INTEGER CHECK (hold_id BETWEEN 1 AND 2147483647),
  metric_id INTEGER CHECK (metric_id BETWEEN 1 AND 2147483647),
  comparator TEXT CHECK (comparator IN ('<=', '>=')),
  bound REAL CHECK (bound BETWEEN -1e300 AND 1e300),
  expected REAL CHECK (expected BETWEEN -1e300 AND 1e300),
  state TEXT NOT NULL CHECK (state IN ('open', 'met', 'failed', 'dropped')),
  closed_by TEXT NOT NULL CHECK (length(closed_by) <= 200),
  closed_at TEXT CHECK (length(closed_at) = 24),
  CHECK ((metric_id IS NULL) = (comparator IS NULL) AND (metric_id IS NULL) = (bound IS NULL)),
  CHECK ((state = 'open') = (closed_at IS NULL) AND (state = 'open') = (length(closed_by) = 0))
) STRICT;
CREATE INDEX decision_condition_of ON decision_condition (decision_id);

-- A role lets the chosen candidate pass although it breaks a must of that role.
CREATE TABLE decision_release (
  decision_id INTEGER NOT NULL REFERENCES decision (id),
  requirement_id INTEGER NOT NULL CHECK (requirement_id BETWEEN 1 AND 2147483647),
  role_id INTEGER NOT NULL CHECK (role_id BETWEEN 1 AND 2147483647),
  words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 2000),
  signed_by TEXT NOT NULL CHECK (length(signed_by) BETWEEN 1 AND 200),
  signed_at TEXT NOT NULL CHECK (length(signed_at) = 24),
  PRIMARY KEY (decision_id, requirement_id)
) STRICT, WITHOUT ROWID;

-- hash covers the entry and the one before it; body: canonical JSON.
CREATE TABLE trail (
  n INTEGER PRIMARY KEY CHECK (n BETWEEN 1 AND 100000),
  at TEXT NOT NULL CHECK (length(at) = 24),
  who TEXT NOT NULL CHECK (length(who) <= 200),
  what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 40),
  body TEXT NOT NULL CHECK (length(body) <= 20000),
  prev TEXT NOT NULL CHECK (length(prev) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
`;

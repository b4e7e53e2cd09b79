// Format 10, the first. Frozen once released; imports nothing.
// - Ids are never reused (AUTOINCREMENT) and fit 32 bits. The order of candidates is the order of their ids.
// - One BLOB per metric: `measured` is float64 little-endian, one per candidate in id order, NaN where missing;
//   `standard_errors` runs beside it, NaN where not stated, and is NULL where none is.
// - Foreign keys take no action: whoever deletes a row deletes what hangs on it, so that undo sees every change.
// - The result tables hold what the engine last computed; they follow from the rest.
export const version = 10;

export const sql = `
CREATE TABLE review (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL CHECK (length(uuid) = 36),
  title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  note TEXT NOT NULL CHECK (length(note) <= 8000),
  group_rule TEXT NOT NULL CHECK (group_rule IN ('leastRegret', 'weightedMean')),
  incumbent_id INTEGER REFERENCES candidate (id)
) STRICT;

CREATE TABLE revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL CHECK (revision BETWEEN 0 AND 9007199254740991),
  catalog_revision INTEGER NOT NULL CHECK (catalog_revision BETWEEN 0 AND 9007199254740991)
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  kind TEXT NOT NULL CHECK (kind IN ('file', 'paste', 'hand', 'sample')),
  name TEXT NOT NULL CHECK (length(name) <= 255),
  sha256 TEXT NOT NULL CHECK (length(sha256) IN (0, 64)),
  at TEXT NOT NULL CHECK (length(at) BETWEEN 20 AND 30)
) STRICT;

CREATE TABLE candidate (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200)
) STRICT;

CREATE TABLE candidate_tag (
  tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
  candidate_id INTEGER NOT NULL REFERENCES candidate (id),
  PRIMARY KEY (tag, candidate_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX candidate_tag_of ON candidate_tag (candidate_id);

CREATE TABLE attribute (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200)
) STRICT;

CREATE TABLE candidate_attribute (
  candidate_id INTEGER NOT NULL REFERENCES candidate (id),
  attribute_id INTEGER NOT NULL REFERENCES attribute (id),
  value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 10000),
  PRIMARY KEY (candidate_id, attribute_id)
) STRICT, WITHOUT ROWID;

-- What people wrote about a candidate; no row where nobody did.
CREATE TABLE candidate_note (
  candidate_id INTEGER PRIMARY KEY REFERENCES candidate (id),
  note TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 20000)
) STRICT;

CREATE TABLE candidate_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  candidate_id INTEGER NOT NULL REFERENCES candidate (id),
  title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  url TEXT NOT NULL CHECK (length(url) <= 2000 AND url LIKE 'https://_%'),
  UNIQUE (candidate_id, url)
) STRICT;

-- formula: how the values follow from those of other metrics; NULL where they are measured.
CREATE TABLE metric (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  unit TEXT NOT NULL CHECK (length(unit) <= 40),
  direction TEXT NOT NULL CHECK (direction IN ('max', 'min', 'target')),
  formula TEXT CHECK (length(formula) BETWEEN 1 AND 1000)
) STRICT;

-- checksum: CRC-32 of \`measured\` and \`standard_errors\`, one after the other; a flipped bit on a disk would otherwise be
-- another number.
CREATE TABLE metric_column (
  metric_id INTEGER PRIMARY KEY REFERENCES metric (id),
  checksum INTEGER NOT NULL CHECK (checksum BETWEEN 0 AND 4294967295),
  measured BLOB NOT NULL CHECK (length(measured) % 8 = 0),
  standard_errors BLOB CHECK (length(standard_errors) = length(measured))
) STRICT;

-- int32 little-endian, one per candidate in id order: the source of each value and its record there; 0 where there is none.
-- Or, where that is shorter, -1 and then runs: (source, how many candidates) beside (first record, its growth from one to the next).
CREATE TABLE metric_provenance (
  metric_id INTEGER PRIMARY KEY REFERENCES metric (id),
  source_ids BLOB NOT NULL CHECK (length(source_ids) % 4 = 0),
  source_rows BLOB NOT NULL CHECK (length(source_rows) = length(source_ids))
) STRICT;

-- What a source called the column that became the metric.
CREATE TABLE metric_source (
  metric_id INTEGER NOT NULL REFERENCES metric (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  header TEXT NOT NULL CHECK (length(header) <= 1000),
  PRIMARY KEY (metric_id, source_id)
) STRICT, WITHOUT ROWID;

-- Values that were replaced, all those of one metric and one change together: parallel arrays over \`candidate_ids\`.
CREATE TABLE metric_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  metric_id INTEGER NOT NULL REFERENCES metric (id),
  replaced_by INTEGER NOT NULL REFERENCES source (id),
  candidate_ids BLOB NOT NULL CHECK (length(candidate_ids) % 4 = 0),
  measured BLOB NOT NULL CHECK (length(measured) = 2 * length(candidate_ids)),
  standard_errors BLOB CHECK (length(standard_errors) = length(measured)),
  source_ids BLOB NOT NULL CHECK (length(source_ids) = length(candidate_ids)),
  source_rows BLOB NOT NULL CHECK (length(source_rows) = length(candidate_ids))
) STRICT;
CREATE INDEX metric_history_of ON metric_history (metric_id);

CREATE TABLE objective (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  metric_id INTEGER NOT NULL REFERENCES metric (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  direction TEXT NOT NULL CHECK (direction IN ('max', 'min', 'target')),
  shape TEXT NOT NULL CHECK (shape IN ('linear', 'log', 'target', 'piecewise')),
  worst REAL CHECK (worst BETWEEN -1e300 AND 1e300),
  best REAL CHECK (best BETWEEN -1e300 AND 1e300),
  target REAL CHECK (target BETWEEN -1e300 AND 1e300),
  below REAL CHECK (below > 0 AND below <= 1e300),
  above REAL CHECK (above > 0 AND above <= 1e300),
  missing TEXT NOT NULL CHECK (missing IN ('exclude', 'worst', 'median')),
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 100000),
  CHECK (shape = 'piecewise' OR (shape = 'target') = (direction = 'target')),
  CHECK ((shape = 'target') = (target IS NOT NULL AND below IS NOT NULL AND above IS NOT NULL)),
  CHECK ((shape IN ('linear', 'log')) = (worst IS NOT NULL)),
  CHECK ((shape IN ('linear', 'log')) = (best IS NOT NULL)),
  CHECK (shape <> 'log' OR (worst > 0 AND best > 0)),
  CHECK (direction <> 'max' OR worst < best),
  CHECK (direction <> 'min' OR worst > best)
) STRICT;
CREATE INDEX objective_metric ON objective (metric_id);

-- The corners of a piecewise value function.
CREATE TABLE objective_point (
  objective_id INTEGER NOT NULL REFERENCES objective (id),
  at REAL NOT NULL CHECK (at BETWEEN -1e300 AND 1e300),
  value REAL NOT NULL CHECK (value BETWEEN 0 AND 1),
  PRIMARY KEY (objective_id, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  colour TEXT NOT NULL CHECK (colour IN ('blue', 'amber', 'teal', 'purple', 'rose', 'olive', 'sky', 'brown')),
  influence REAL NOT NULL CHECK (influence BETWEEN 0 AND 100),
  rationale TEXT NOT NULL CHECK (length(rationale) <= 4000),
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 100000)
) STRICT;

CREATE TABLE ballot_weight (
  role_id INTEGER NOT NULL REFERENCES role (id),
  objective_id INTEGER NOT NULL REFERENCES objective (id),
  weight REAL NOT NULL CHECK (weight BETWEEN 0 AND 1),
  locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
  PRIMARY KEY (role_id, objective_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ballot_weight_objective ON ballot_weight (objective_id);

CREATE TABLE requirement (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  role_id INTEGER NOT NULL REFERENCES role (id),
  metric_id INTEGER NOT NULL REFERENCES metric (id),
  comparator TEXT NOT NULL CHECK (comparator IN ('<=', '>=')),
  bound REAL NOT NULL CHECK (bound BETWEEN -1e300 AND 1e300),
  strength TEXT NOT NULL CHECK (strength IN ('must', 'want')),
  reason TEXT NOT NULL CHECK (length(reason) <= 2000)
) STRICT;
CREATE INDEX requirement_role ON requirement (role_id);
CREATE INDEX requirement_metric ON requirement (metric_id);

CREATE TABLE hold (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  role_id INTEGER NOT NULL REFERENCES role (id),
  scope TEXT NOT NULL CHECK (scope IN ('all', 'tag', 'candidate')),
  tag TEXT CHECK (length(tag) BETWEEN 1 AND 200),
  candidate_id INTEGER REFERENCES candidate (id),
  until TEXT CHECK (length(until) = 10),
  condition TEXT NOT NULL CHECK (length(condition) <= 400),
  effect TEXT NOT NULL CHECK (effect IN ('blocks', 'warns')),
  reason TEXT NOT NULL CHECK (length(reason) <= 2000),
  cleared INTEGER NOT NULL CHECK (cleared IN (0, 1)),
  CHECK ((scope = 'tag') = (tag IS NOT NULL)),
  CHECK ((scope = 'candidate') = (candidate_id IS NOT NULL))
) STRICT;
CREATE INDEX hold_role ON hold (role_id);
CREATE INDEX hold_candidate ON hold (candidate_id);

-- What if: weights and bounds that count for nothing until the scenario is adopted.
CREATE TABLE scenario (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200)
) STRICT;

CREATE TABLE scenario_weight (
  scenario_id INTEGER NOT NULL REFERENCES scenario (id),
  role_id INTEGER NOT NULL REFERENCES role (id),
  objective_id INTEGER NOT NULL REFERENCES objective (id),
  weight REAL NOT NULL CHECK (weight BETWEEN 0 AND 1),
  locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
  PRIMARY KEY (scenario_id, role_id, objective_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX scenario_weight_role ON scenario_weight (role_id);
CREATE INDEX scenario_weight_objective ON scenario_weight (objective_id);

-- bound: NULL leaves the requirement out.
CREATE TABLE scenario_bound (
  scenario_id INTEGER NOT NULL REFERENCES scenario (id),
  requirement_id INTEGER NOT NULL REFERENCES requirement (id),
  bound REAL CHECK (bound BETWEEN -1e300 AND 1e300),
  PRIMARY KEY (scenario_id, requirement_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX scenario_bound_requirement ON scenario_bound (requirement_id);

CREATE TABLE result_run (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL CHECK (revision BETWEEN 0 AND 9007199254740991),
  engine_version TEXT NOT NULL CHECK (length(engine_version) <= 40),
  computed_at TEXT NOT NULL CHECK (length(computed_at) BETWEEN 20 AND 30),
  group_rule TEXT NOT NULL CHECK (group_rule IN ('leastRegret', 'weightedMean')),
  recommended_candidate_id INTEGER
) STRICT;

-- front: 1 is the Pareto front among feasible candidates, 0 means not compared; front_of_all leaves requirements aside.
CREATE TABLE result_candidate (
  candidate_id INTEGER PRIMARY KEY,
  feasible INTEGER NOT NULL CHECK (feasible IN (0, 1)),
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  front INTEGER NOT NULL CHECK (front >= 0),
  front_of_all INTEGER NOT NULL CHECK (front_of_all >= 0),
  unmet_wants INTEGER NOT NULL CHECK (unmet_wants >= 0)
) STRICT;

-- rank: 1 is best, ties share a rank, 0 means not ranked; score and regret are NULL where there is none.
CREATE TABLE result_role (
  role_id INTEGER NOT NULL,
  candidate_id INTEGER NOT NULL,
  score REAL,
  rank INTEGER NOT NULL CHECK (rank >= 0),
  regret REAL,
  PRIMARY KEY (role_id, candidate_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE result_group (
  rule TEXT NOT NULL CHECK (rule IN ('leastRegret', 'weightedMean')),
  candidate_id INTEGER NOT NULL,
  score REAL,
  rank INTEGER NOT NULL CHECK (rank >= 0),
  PRIMARY KEY (rule, candidate_id)
) STRICT, WITHOUT ROWID;
`;

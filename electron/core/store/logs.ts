// Prediction logs kept as evidence: descriptions as rows, columns as BLOBs.
import type {
  KeptCandidate,
  KeptLog,
  LogDescription,
  LogRoles,
  LogValues,
} from '../../../shared/domain/predictionLog.ts';
import type { Source } from '../../../shared/domain/catalog.ts';
import type { ReadableDb, WritableDb } from './handle.ts';
import { listCubes, removeCube, type CubeRow } from './cubes.ts';
import { checksumOf, packed, unpacked, type PackedValues } from './logValues.ts';

interface LogRow {
  id: number;
  name: string;
  source_id: number;
  kind: KeptLog['kind'];
  cases: number;
  positive: string | null;
  favourable: KeptLog['favourable'];
  threshold: number;
  smallest: number;
  tolerance: number | null;
  level: number | null;
  replicates: number;
  source_kind: Source['kind'];
  source_name: string;
  sha256: string;
  at: string;
}

interface CandidateRow {
  log_id: number;
  candidate_id: number;
  score_place: number | null;
  prediction_place: number | null;
  threshold: number | null;
  inverted: number;
  latency_place: number | null;
  cost_place: number | null;
  low_place: number | null;
  high_place: number | null;
  taken: KeptCandidate['unnormalised'] | null;
}

interface ProbabilityRow {
  log_id: number;
  candidate_id: number;
  place: number;
  answer: string;
}

const toCandidate = (row: CandidateRow, probabilities: readonly ProbabilityRow[]): KeptCandidate => ({
  candidateId: row.candidate_id,
  score: row.score_place,
  prediction: row.prediction_place,
  ...(row.latency_place === null ? {} : { latency: row.latency_place }),
  ...(row.cost_place === null ? {} : { cost: row.cost_place }),
  ...(row.low_place === null ? {} : { intervalLow: row.low_place, intervalHigh: row.high_place }),
  threshold: row.threshold,
  ...(probabilities.length === 0
    ? {}
    : { classProbabilities: probabilities.map(({ place, answer }) => ({ place, answer })) }),
  ...(row.taken == null ? {} : { unnormalised: row.taken }),
  inverted: row.inverted === 1,
});

/** Roles that format 20 knew, and those that came later: tables of their own name their columns, which stand there as features. */
type KeptRole = 'label' | 'weight' | 'query' | 'group' | 'feature' | 'score' | 'prediction';
const laterRoles = ['unit', 'time', 'latency', 'cost', 'intervalLow', 'intervalHigh', 'classProbability'] as const;
type LaterRole = (typeof laterRoles)[number];
const isLater = (role: KeptRole | LaterRole): role is LaterRole => (laterRoles as readonly string[]).includes(role);

/** Kinds that format 20 did not know: there they stand as numbers, which they are predicted as. */
const laterKinds = ['ordinal', 'interval'] as const;
type LaterKind = (typeof laterKinds)[number];
const isLaterKind = (kind: KeptLog['kind']): kind is LaterKind => (laterKinds as readonly string[]).includes(kind);

/** How one column is described. */
export interface ColumnRow {
  place: number;
  header: string;
  role: KeptRole | LaterRole;
  /** For a column of groups: the group that the others are compared with. */
  reference: string | null;
}

/** The columns of every log, in order of their places, as they are written in the file. */
export function listLogColumns(db: ReadableDb): Map<number, ColumnRow[]> {
  return Map.groupBy(
    db
      .read<[], ColumnRow & { log_id: number }>(
        `SELECT c.log_id, c.place, c.header, coalesce(later.role, c.role) AS role, c.reference
         FROM log_column c
         LEFT JOIN (
           SELECT log_id, place, 'unit' AS role FROM log_unit
           UNION SELECT log_id, place, 'time' FROM log_time
           UNION SELECT log_id, latency_place, 'latency' FROM log_spent WHERE latency_place IS NOT NULL
           UNION SELECT log_id, cost_place, 'cost' FROM log_spent WHERE cost_place IS NOT NULL
           UNION SELECT log_id, low_place, 'intervalLow' FROM log_range
           UNION SELECT log_id, high_place, 'intervalHigh' FROM log_range
           UNION SELECT log_id, place, 'classProbability' FROM log_probability
         ) later ON later.log_id = c.log_id AND later.place = c.place
         ORDER BY c.log_id, c.place`,
      )
      .all(),
    (row) => row.log_id,
  );
}

function rolesOf(columns: readonly ColumnRow[], cube: CubeRow | undefined): KeptLog['roles'] {
  const first = (wanted: ColumnRow['role']) => columns.find(({ role }) => role === wanted)?.place ?? null;
  const time = first('time');
  const weight = first('weight');
  const cells = cube && { counts: cube.counts_place, squares: cube.squares_place };
  return {
    label: first('label'),
    weight: weight === cells?.counts ? null : weight,
    query: first('query'),
    unit: first('unit'),
    ...(time === null ? {} : { time }),
    groups: columns.filter(({ role }) => role === 'group').map(({ place, reference }) => ({ place, reference })),
    features: columns
      .filter(({ role, place }) => role === 'feature' && place !== cells?.counts && place !== cells?.squares)
      .map(({ place }) => place),
    ...(cells === undefined ? {} : { cells }),
  };
}

/** In the order in which they were imported. */
export function listLogs(db: ReadableDb): KeptLog[] {
  const cubes = listCubes(db);
  const columns = listLogColumns(db);
  const candidates = Map.groupBy(
    db
      .read<[], CandidateRow>(
        `SELECT c.log_id, c.candidate_id, c.score_place, c.prediction_place, c.threshold, c.inverted, s.latency_place, s.cost_place,
           r.low_place, r.high_place, u.taken
         FROM log_candidate c
         LEFT JOIN log_spent s ON s.log_id = c.log_id AND s.candidate_id = c.candidate_id
         LEFT JOIN log_range r ON r.log_id = c.log_id AND r.candidate_id = c.candidate_id
         LEFT JOIN log_unnormalised u ON u.log_id = c.log_id AND u.candidate_id = c.candidate_id
         ORDER BY c.log_id, c.position, c.candidate_id`,
      )
      .all(),
    (row) => row.log_id,
  );
  const probabilities = Map.groupBy(
    db
      .read<[], ProbabilityRow>(
        `SELECT log_id, candidate_id, place, answer FROM log_probability ORDER BY log_id, candidate_id, position`,
      )
      .all(),
    (row) => `${row.log_id} ${row.candidate_id}`,
  );
  const orders = Map.groupBy(
    db.read<[], { log_id: number; word: string }>('SELECT log_id, word FROM log_order ORDER BY log_id, position').all(),
    (row) => row.log_id,
  );
  return db
    .read<[], LogRow>(
      `SELECT l.id, l.name, l.source_id, coalesce(k.kind, l.kind) AS kind, l.cases, l.positive, l.favourable, l.threshold, l.smallest,
         t.tolerance, v.level, l.replicates,
         s.kind AS source_kind, s.name AS source_name, s.sha256, s.at
       FROM prediction_log l JOIN source s ON s.id = l.source_id LEFT JOIN log_tolerance t ON t.log_id = l.id
       LEFT JOIN log_kind k ON k.log_id = l.id LEFT JOIN log_level v ON v.log_id = l.id
       ORDER BY l.id`,
    )
    .all()
    .map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      cases: row.cases,
      ...(cubes.has(row.id) ? { cube: { rows: cubes.get(row.id)!.rows, digest: cubes.get(row.id)!.digest } } : {}),
      positive: row.positive,
      favourable: row.favourable,
      threshold: row.threshold,
      smallest: row.smallest,
      ...(row.tolerance === null ? {} : { tolerance: row.tolerance }),
      ...(row.level === null ? {} : { level: row.level }),
      ...(orders.has(row.id) ? { order: orders.get(row.id)!.map(({ word }) => word) } : {}),
      replicates: row.replicates,
      source: { id: row.source_id, kind: row.source_kind, name: row.source_name, sha256: row.sha256, at: row.at },
      headers: (columns.get(row.id) ?? []).map(({ header }) => header),
      roles: rolesOf(columns.get(row.id) ?? [], cubes.get(row.id)),
      candidates: (candidates.get(row.id) ?? []).map((each) =>
        toCandidate(each, probabilities.get(`${row.id} ${each.candidate_id}`) ?? []),
      ),
    }));
}

/** The values of one column of a log that has it. O(cases). */
export function readLogValues(db: ReadableDb, logId: number, place: number): LogValues {
  const row = db
    .read<[number, number], PackedValues & { cases: number }>(
      `SELECT v.numbers, v.codes, l.cases FROM log_values v JOIN prediction_log l ON l.id = v.log_id
       WHERE v.log_id = ? AND v.place = ?`,
    )
    .get(logId, place);
  if (!row) throw new Error(`Log ${logId} has no values at place ${place}.`);
  return unpacked(row, row.cases, readLogWords(db, logId, place));
}

/** The words of one column in order of their codes, without its values; none where it holds numbers. */
export function readLogWords(db: ReadableDb, logId: number, place: number): string[] {
  return db
    .read<[number, number], { word: string }>('SELECT word FROM log_word WHERE log_id = ? AND place = ? ORDER BY code')
    .all(logId, place)
    .map(({ word }) => word);
}

type DescriptionParameters = {
  name: string;
  positive: string | null;
  favourable: string | null;
  threshold: number;
  smallest: number;
  replicates: number;
};

const descriptionParameters = (log: LogDescription): DescriptionParameters => ({
  name: log.name,
  positive: log.positive,
  favourable: log.favourable,
  threshold: log.threshold,
  smallest: log.smallest,
  replicates: log.replicates,
});

/**
 * A log with its columns, and without candidates, which are added next. Returns its id.
 * @param roles  of these columns; each has one.
 */
export function createLog(
  db: WritableDb,
  log: LogDescription & Pick<KeptLog, 'kind' | 'cases'> & { sourceId: number },
  roles: LogRoles,
  columns: readonly { header: string; values: LogValues }[],
): number {
  const { id } = db
    .write<[DescriptionParameters & { sourceId: number; kind: string; cases: number }]>(
      `INSERT INTO prediction_log (name, source_id, kind, cases, positive, favourable, threshold, smallest, replicates)
       VALUES (@name, @sourceId, @kind, @cases, @positive, @favourable, @threshold, @smallest, @replicates)`,
    )
    .run({
      ...descriptionParameters(log),
      sourceId: log.sourceId,
      kind: isLaterKind(log.kind) ? 'regression' : log.kind,
      cases: log.cases,
    });
  if (isLaterKind(log.kind))
    db.write<[number, string]>('INSERT INTO log_kind (log_id, kind) VALUES (?, ?)').run(id, log.kind);
  setTolerance(db, id, log.tolerance);
  setLevel(db, id, log.level);
  setOrder(db, id, log.order);
  const said = new Map<number | null, Pick<ColumnRow, 'role' | 'reference'>>();
  said.set(roles.label, { role: 'label', reference: null });
  said.set(roles.weight, { role: 'weight', reference: null });
  said.set(roles.query, { role: 'query', reference: null });
  said.set(roles.unit ?? null, { role: 'unit', reference: null });
  said.set(roles.time ?? null, { role: 'time', reference: null });
  for (const { place, reference } of roles.groups) said.set(place, { role: 'group', reference });
  for (const place of roles.features) said.set(place, { role: 'feature', reference: null });
  if (roles.cells) {
    said.set(roles.cells.squares, { role: 'feature', reference: null });
    // An older Parley reads cells as rows: weighed by their counts they have the same rates.
    said.set(roles.cells.counts, { role: roles.weight === null ? 'weight' : 'feature', reference: null });
  }
  for (const { score, prediction, latency = null, cost = null, ...candidate } of roles.candidates) {
    said.set(score, { role: 'score', reference: null });
    said.set(prediction, { role: 'prediction', reference: null });
    said.set(latency, { role: 'latency', reference: null });
    said.set(cost, { role: 'cost', reference: null });
    said.set(candidate.intervalLow ?? null, { role: 'intervalLow', reference: null });
    said.set(candidate.intervalHigh ?? null, { role: 'intervalHigh', reference: null });
    for (const { place } of candidate.classProbabilities ?? [])
      said.set(place, { role: 'classProbability', reference: null });
  }
  columns.forEach(({ header, values }, place) => {
    const is = said.get(place);
    if (!is) throw new Error(`The column at place ${place} has no role.`);
    addLogColumn(db, id, { place, header, ...is }, values);
  });
  return id;
}

export function describeLog(db: WritableDb, id: number, log: LogDescription): void {
  db.write<[DescriptionParameters & { id: number }]>(
    `UPDATE prediction_log SET name = @name, positive = @positive, favourable = @favourable, threshold = @threshold,
       smallest = @smallest, replicates = @replicates
     WHERE id = @id`,
  ).run({ ...descriptionParameters(log), id });
  setTolerance(db, id, log.tolerance);
  setLevel(db, id, log.level);
  setOrder(db, id, log.order);
}

function setLevel(db: WritableDb, id: number, level: number | undefined): void {
  if (level === undefined) {
    db.write<[number]>('DELETE FROM log_level WHERE log_id = ?').run(id);
    return;
  }
  db.write<[number, number]>(
    `INSERT INTO log_level (log_id, level) VALUES (?, ?) ON CONFLICT (log_id) DO UPDATE SET level = excluded.level`,
  ).run(id, level);
}

function setOrder(db: WritableDb, id: number, order: readonly string[] = []): void {
  db.write<[number]>('DELETE FROM log_order WHERE log_id = ?').run(id);
  order.forEach((word, position) => {
    db.write<[number, number, string]>('INSERT INTO log_order (log_id, position, word) VALUES (?, ?, ?)').run(
      id,
      position,
      word,
    );
  });
}

function setTolerance(db: WritableDb, id: number, tolerance: number | undefined): void {
  if (tolerance === undefined) {
    db.write<[number]>('DELETE FROM log_tolerance WHERE log_id = ?').run(id);
    return;
  }
  db.write<[number, number]>(
    `INSERT INTO log_tolerance (log_id, tolerance) VALUES (?, ?)
     ON CONFLICT (log_id) DO UPDATE SET tolerance = excluded.tolerance`,
  ).run(id, tolerance);
}

/** `place` must be the next one in the log. */
export function addLogColumn(db: WritableDb, logId: number, column: ColumnRow, values: LogValues): void {
  const { place, header, role, reference } = column;
  db.write<[{ logId: number; place: number; header: string; role: string; reference: string | null }]>(
    'INSERT INTO log_column (log_id, place, header, role, reference) VALUES (@logId, @place, @header, @role, @reference)',
  ).run({ logId, place, header, role: isLater(role) ? 'feature' : role, reference });
  if (role === 'unit')
    db.write<[number, number]>('INSERT INTO log_unit (log_id, place) VALUES (?, ?)').run(logId, place);
  if (role === 'time')
    db.write<[number, number]>('INSERT INTO log_time (log_id, place) VALUES (?, ?)').run(logId, place);
  const { numbers, codes } = packed(values);
  db.write<[PackedValues & { logId: number; place: number; checksum: number }]>(
    'INSERT INTO log_values (log_id, place, checksum, numbers, codes) VALUES (@logId, @place, @checksum, @numbers, @codes)',
  ).run({ logId, place, checksum: checksumOf({ numbers, codes }), numbers, codes });
  values.words?.names.forEach((word, code) => {
    db.write<[{ logId: number; place: number; code: number; word: string }]>(
      'INSERT INTO log_word (log_id, place, code, word) VALUES (@logId, @place, @code, @word)',
    ).run({ logId, place, code, word });
  });
}

export function setReference(db: WritableDb, logId: number, place: number, reference: string | null): void {
  db.write<[string | null, number, number]>('UPDATE log_column SET reference = ? WHERE log_id = ? AND place = ?').run(
    reference,
    logId,
    place,
  );
}

type CandidateParameters = {
  logId: number;
  candidateId: number;
  score: number | null;
  prediction: number | null;
  threshold: number | null;
  inverted: number;
};

/** Appends it to the candidates of the log. */
export function addLogCandidate(db: WritableDb, logId: number, candidate: KeptCandidate): void {
  db.write<[CandidateParameters]>(
    `INSERT INTO log_candidate (log_id, candidate_id, position, score_place, prediction_place, threshold, inverted)
     VALUES (@logId, @candidateId, (SELECT coalesce(max(position), -1) + 1 FROM log_candidate WHERE log_id = @logId),
       @score, @prediction, @threshold, @inverted)`,
  ).run({
    logId,
    candidateId: candidate.candidateId,
    score: candidate.score,
    prediction: candidate.prediction,
    threshold: candidate.threshold,
    inverted: candidate.inverted ? 1 : 0,
  });
  addRangesAndProbabilities(db, logId, candidate);
  if (candidate.unnormalised !== undefined)
    db.write<[number, number, string]>(
      'INSERT INTO log_unnormalised (log_id, candidate_id, taken) VALUES (?, ?, ?)',
    ).run(logId, candidate.candidateId, candidate.unnormalised);
  const { latency = null, cost = null } = candidate;
  if (latency === null && cost === null) return;
  db.write<[number, number, number | null, number | null]>(
    'INSERT INTO log_spent (log_id, candidate_id, latency_place, cost_place) VALUES (?, ?, ?, ?)',
  ).run(logId, candidate.candidateId, latency, cost);
}

function addRangesAndProbabilities(
  db: WritableDb,
  logId: number,
  { candidateId, intervalLow = null, intervalHigh = null, classProbabilities = [] }: KeptCandidate,
): void {
  if (intervalLow !== null && intervalHigh !== null)
    db.write<[number, number, number, number]>(
      'INSERT INTO log_range (log_id, candidate_id, low_place, high_place) VALUES (?, ?, ?, ?)',
    ).run(logId, candidateId, intervalLow, intervalHigh);
  classProbabilities.forEach(({ place, answer }, position) => {
    db.write<[{ logId: number; candidateId: number; position: number; place: number; answer: string }]>(
      `INSERT INTO log_probability (log_id, candidate_id, position, place, answer)
       VALUES (@logId, @candidateId, @position, @place, @answer)`,
    ).run({ logId, candidateId, position, place, answer });
  });
}

export function setInverted(db: WritableDb, logId: number, candidateId: number, inverted: boolean): void {
  db.write<[number, number, number]>('UPDATE log_candidate SET inverted = ? WHERE log_id = ? AND candidate_id = ?').run(
    inverted ? 1 : 0,
    logId,
    candidateId,
  );
}

/** @param threshold  null: that of the log. */
export function setThreshold(db: WritableDb, logId: number, candidateId: number, threshold: number | null): void {
  db.write<[number | null, number, number]>(
    'UPDATE log_candidate SET threshold = ? WHERE log_id = ? AND candidate_id = ?',
  ).run(threshold, logId, candidateId);
}

/** The source stays, because metrics that were measured on the log still come from it. */
export function removeLog(db: WritableDb, id: number): void {
  removeCube(db, id);
  db.write<[number]>('DELETE FROM log_spent WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_range WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_probability WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_unnormalised WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_order WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_candidate WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_time WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_unit WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_tolerance WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_kind WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_level WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_word WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_values WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM log_column WHERE log_id = ?').run(id);
  db.write<[number]>('DELETE FROM prediction_log WHERE id = ?').run(id);
}

/** Takes the candidate out of all logs; their columns stay as they were read. */
export function removeFromLogs(db: WritableDb, candidateId: number): void {
  db.write<[number]>('DELETE FROM log_spent WHERE candidate_id = ?').run(candidateId);
  db.write<[number]>('DELETE FROM log_range WHERE candidate_id = ?').run(candidateId);
  db.write<[number]>('DELETE FROM log_probability WHERE candidate_id = ?').run(candidateId);
  db.write<[number]>('DELETE FROM log_unnormalised WHERE candidate_id = ?').run(candidateId);
  db.write<[number]>('DELETE FROM log_candidate WHERE candidate_id = ?').run(candidateId);
}

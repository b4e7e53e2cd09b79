// The meeting, its seats and its decisions as rows. Of a recorded decision only its state ever changes.
import type {
  Condition,
  ConditionDefinition,
  ConditionState,
  Decision,
  DecisionFields,
  Meeting,
  Release,
  Seat,
  Stance,
} from '../../../shared/domain/decision.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

export function readMeeting(db: ReadableDb): Meeting | null {
  return db.read<[], Meeting>('SELECT question, owner, facilitator FROM meeting WHERE id = 1').get() ?? null;
}

/** What rounds need besides starts with one ballot, an hour, and the incumbent among the candidates. */
export function putMeeting(db: WritableDb, { question, owner, facilitator }: Meeting): void {
  db.write<[string, string, string]>(
    `INSERT INTO meeting (id, question, owner, facilitator, quorum, minutes, incumbent_counts) VALUES (1, ?, ?, ?, 1, 60, 1)
     ON CONFLICT (id) DO UPDATE SET question = excluded.question, owner = excluded.owner,
       facilitator = excluded.facilitator`,
  ).run(question, owner, facilitator);
}

export function listSeats(db: ReadableDb): Seat[] {
  return db
    .read<[], { role_id: number; person: string; built_a_candidate: number }>(
      'SELECT role_id, person, built_a_candidate FROM seat ORDER BY role_id, person',
    )
    .all()
    .map((row) => ({ roleId: row.role_id, person: row.person, builtACandidate: row.built_a_candidate === 1 }));
}

export function putSeats(db: WritableDb, seats: readonly Seat[]): void {
  db.write('DELETE FROM seat').run();
  for (const { roleId, person, builtACandidate } of seats) {
    db.write<[number, string, number]>('INSERT INTO seat (role_id, person, built_a_candidate) VALUES (?, ?, ?)').run(
      roleId,
      person,
      builtACandidate ? 1 : 0,
    );
  }
}

interface DecisionRow {
  id: number;
  number: number;
  state: Decision['state'];
  kind: Decision['kind'];
  candidate_id: number | null;
  fallback_id: number | null;
  deploy: Decision['deploy'];
  rationale: string;
  override: string;
  review_by: string | null;
  oversight: string;
  frozen: string | null;
  recorded_at: string | null;
  supersedes: number | null;
}

interface ConditionRow {
  id: number;
  decision_id: number;
  kind: Condition['kind'];
  what: string;
  owner: string;
  due: string | null;
  hold_id: number | null;
  metric_id: number | null;
  comparator: '<=' | '>=' | null;
  bound: number | null;
  expected: number | null;
  state: ConditionState;
  closed_by: string;
  closed_at: string | null;
}

const toCondition = (row: ConditionRow): Condition => ({
  id: row.id,
  kind: row.kind,
  what: row.what,
  owner: row.owner,
  due: row.due,
  holdId: row.hold_id,
  // The table's CHECK says that the three are there together.
  check: row.metric_id === null ? null : { metricId: row.metric_id, comparator: row.comparator!, bound: row.bound! },
  expected: row.expected,
  state: row.state,
  closedBy: row.closed_by,
  closedAt: row.closed_at,
});

/** All decisions in the order of their numbers, the draft last. */
export function listDecisions(db: ReadableDb): Decision[] {
  const stances = Map.groupBy(
    db
      .read<
        [],
        {
          decision_id: number;
          role_id: number;
          stance: Stance['stance'];
          words: string;
          signed_by: string;
          signed_at: string | null;
        }
      >(
        'SELECT decision_id, role_id, stance, words, signed_by, signed_at FROM decision_stance ORDER BY decision_id, role_id',
      )
      .all(),
    (row) => row.decision_id,
  );
  const conditions = Map.groupBy(
    db
      .read<[], ConditionRow>(
        `SELECT id, decision_id, kind, what, owner, due, hold_id, metric_id, comparator, bound, expected, state, closed_by,
           closed_at FROM decision_condition ORDER BY id`,
      )
      .all(),
    (row) => row.decision_id,
  );
  const releases = Map.groupBy(
    db
      .read<
        [],
        {
          decision_id: number;
          requirement_id: number;
          role_id: number;
          words: string;
          signed_by: string;
          signed_at: string;
        }
      >(
        `SELECT decision_id, requirement_id, role_id, words, signed_by, signed_at FROM decision_release
         ORDER BY decision_id, requirement_id`,
      )
      .all(),
    (row) => row.decision_id,
  );
  return db
    .read<[], DecisionRow>(
      `SELECT id, number, state, kind, candidate_id, fallback_id, deploy, rationale, override, review_by, oversight, frozen,
         recorded_at, supersedes FROM decision ORDER BY number`,
    )
    .all()
    .map((row) => ({
      id: row.id,
      number: row.number,
      state: row.state,
      kind: row.kind,
      candidateId: row.candidate_id,
      fallbackId: row.fallback_id,
      deploy: row.deploy,
      rationale: row.rationale,
      override: row.override,
      reviewBy: row.review_by,
      oversight: row.oversight,
      supersedes: row.supersedes,
      frozen: row.frozen,
      recordedAt: row.recorded_at,
      stances: (stances.get(row.id) ?? []).map((each) => ({
        roleId: each.role_id,
        stance: each.stance,
        words: each.words,
        signedBy: each.signed_by,
        signedAt: each.signed_at,
      })),
      conditions: (conditions.get(row.id) ?? []).map(toCondition),
      releases: (releases.get(row.id) ?? []).map((each) => ({
        requirementId: each.requirement_id,
        roleId: each.role_id,
        words: each.words,
        signedBy: each.signed_by,
        signedAt: each.signed_at,
      })),
    }));
}

/** Makes a draft, the next of the series; returns its id. */
export function createDraft(db: WritableDb, fields: DecisionFields, supersedes: number | null): number {
  return db
    .write<[FieldParameters & { supersedes: number | null }]>(
      `INSERT INTO decision (number, state, drafting, kind, candidate_id, fallback_id, deploy, rationale, override, review_by,
         oversight, supersedes)
       VALUES ((SELECT coalesce(max(number), 0) + 1 FROM decision), 'draft', 1, @kind, @candidateId, @fallbackId, @deploy,
         @rationale, @override, @reviewBy, @oversight, @supersedes)`,
    )
    .run({ ...fieldParameters(fields), supersedes }).id;
}

export function updateDraft(db: WritableDb, id: number, fields: DecisionFields): void {
  db.write<[FieldParameters & { id: number }]>(
    `UPDATE decision SET kind = @kind, candidate_id = @candidateId, fallback_id = @fallbackId, deploy = @deploy,
       rationale = @rationale, override = @override, review_by = @reviewBy, oversight = @oversight
     WHERE id = @id AND state = 'draft'`,
  ).run({ ...fieldParameters(fields), id });
}

type FieldParameters = Record<keyof DecisionFields, string | number | null>;

const fieldParameters = (fields: DecisionFields): FieldParameters => ({
  kind: fields.kind,
  candidateId: fields.candidateId,
  fallbackId: fields.fallbackId,
  deploy: fields.deploy,
  rationale: fields.rationale,
  override: fields.override,
  reviewBy: fields.reviewBy,
  oversight: fields.oversight,
});

/** Deletes the draft with its stances, conditions and releases. Conditions that were agreed on wait for the next one. */
export function removeDraft(db: WritableDb, id: number): void {
  db.write<[number]>('UPDATE proposal SET decision_id = NULL WHERE decision_id = ?').run(id);
  db.write<[number]>('DELETE FROM decision_stance WHERE decision_id = ?').run(id);
  db.write<[number]>('DELETE FROM decision_condition WHERE decision_id = ?').run(id);
  removeReleases(db, id);
  db.write<[number]>("DELETE FROM decision WHERE id = ? AND state = 'draft'").run(id);
}

/** Makes the draft a record, and marks the decision that it supersedes. */
export function markRecorded(
  db: WritableDb,
  { id, supersedes }: Pick<Decision, 'id' | 'supersedes'>,
  frozen: string,
  at: string,
): void {
  db.write<[string, string, number]>(
    "UPDATE decision SET state = 'recorded', drafting = NULL, frozen = ?, recorded_at = ? WHERE id = ?",
  ).run(frozen, at, id);
  if (supersedes !== null) {
    db.write<[number]>("UPDATE decision SET state = 'superseded' WHERE id = ?").run(supersedes);
  }
}

export function putStance(db: WritableDb, decisionId: number, stance: Stance): void {
  db.write<[Record<keyof Stance | 'decisionId', string | number | null>]>(
    `INSERT INTO decision_stance (decision_id, role_id, stance, words, signed_by, signed_at)
     VALUES (@decisionId, @roleId, @stance, @words, @signedBy, @signedAt)
     ON CONFLICT (decision_id, role_id) DO UPDATE SET stance = excluded.stance, words = excluded.words,
       signed_by = excluded.signed_by, signed_at = excluded.signed_at`,
  ).run({ ...stance, decisionId });
}

/** Deletes the stances of all roles but these: a role that was removed has none. */
export function keepStancesOf(db: WritableDb, decisionId: number, roleIds: readonly number[]): void {
  db.write<[number, string]>(
    'DELETE FROM decision_stance WHERE decision_id = ? AND role_id NOT IN (SELECT value FROM json_each(?))',
  ).run(decisionId, JSON.stringify(roleIds));
}

/** Adds a condition (`id` null) or changes one; returns its id. */
export function putCondition(
  db: WritableDb,
  decisionId: number,
  id: number | null,
  definition: ConditionDefinition,
): number {
  const parameters = {
    decisionId,
    kind: definition.kind,
    what: definition.what,
    owner: definition.owner,
    due: definition.due,
    holdId: definition.holdId,
    metricId: definition.check?.metricId ?? null,
    comparator: definition.check?.comparator ?? null,
    bound: definition.check?.bound ?? null,
    expected: definition.expected,
  };
  if (id === null) {
    return db
      .write<[typeof parameters]>(
        `INSERT INTO decision_condition (decision_id, kind, what, owner, due, hold_id, metric_id, comparator, bound, expected,
           state, closed_by)
         VALUES (@decisionId, @kind, @what, @owner, @due, @holdId, @metricId, @comparator, @bound, @expected, 'open', '')`,
      )
      .run(parameters).id;
  }
  db.write<[typeof parameters & { id: number }]>(
    `UPDATE decision_condition SET kind = @kind, what = @what, owner = @owner, due = @due, hold_id = @holdId,
       metric_id = @metricId, comparator = @comparator, bound = @bound, expected = @expected
     WHERE id = @id AND decision_id = @decisionId`,
  ).run({ ...parameters, id });
  return id;
}

export function removeCondition(db: WritableDb, id: number): void {
  db.write<[number]>('DELETE FROM decision_condition WHERE id = ?').run(id);
}

export function markClosed(
  db: WritableDb,
  closing: { id: number; state: ConditionState; by: string; at: string },
): void {
  db.write<[typeof closing]>(
    "UPDATE decision_condition SET state = @state, closed_by = @by, closed_at = @at WHERE id = @id AND state = 'open'",
  ).run(closing);
}

export function putRelease(db: WritableDb, decisionId: number, release: Release): void {
  db.write<[Record<keyof Release | 'decisionId', string | number>]>(
    `INSERT INTO decision_release (decision_id, requirement_id, role_id, words, signed_by, signed_at)
     VALUES (@decisionId, @requirementId, @roleId, @words, @signedBy, @signedAt)
     ON CONFLICT (decision_id, requirement_id) DO UPDATE SET words = excluded.words, signed_by = excluded.signed_by,
       signed_at = excluded.signed_at`,
  ).run({ ...release, decisionId });
}

export function removeRelease(db: WritableDb, decisionId: number, requirementId: number): void {
  db.write<[number, number]>('DELETE FROM decision_release WHERE decision_id = ? AND requirement_id = ?').run(
    decisionId,
    requirementId,
  );
}

function removeReleases(db: WritableDb, decisionId: number): void {
  db.write<[number]>('DELETE FROM decision_release WHERE decision_id = ?').run(decisionId);
}

/**
 * For a copy that becomes a review of its own: decisions and trail belong to the original and stay there. The question and
 * the people at the table are kept.
 */
export function forgetDecisions(db: WritableDb): void {
  for (const table of [
    'decision_release',
    'decision_condition',
    'decision_stance',
    'proposal',
    'decision',
    'round_weight',
    'sealed_ballot',
    'late_file',
    'round',
    'trail',
    'frozen',
  ]) {
    db.write(`DELETE FROM ${table}`).run();
  }
}

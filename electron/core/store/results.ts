// The engine's results as plain tables, for any program that reads SQLite. They follow from the rest of the review.
import type { Evaluation } from '../../../shared/engine/evaluation.ts';
import type { GroupRule } from '../../../shared/domain/review.ts';
import type { ReadableDb, SqlValue, WritableDb } from './handle.ts';

/** The revision that the result tables belong to, or null. */
export function resultsRevision(db: ReadableDb): number | null {
  return db.read<[], { revision: number }>('SELECT revision FROM result_run WHERE id = 1').get()?.revision ?? null;
}

interface ResultRun {
  revision: number;
  engineVersion: string;
  computedAt: string;
  groupRule: GroupRule;
}

type RunParameters = {
  revision: number;
  engineVersion: string;
  computedAt: string;
  groupRule: string;
  recommended: number | null;
};

const finiteOrNull = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);

/** Replaces all results; without an evaluation the tables are left empty. */
export function putResults(
  db: WritableDb,
  run: ResultRun,
  candidateIds: Int32Array,
  evaluation: Evaluation | null,
): void {
  db.write('DELETE FROM result_candidate').run();
  db.write('DELETE FROM result_role').run();
  db.write('DELETE FROM result_group').run();
  const recommended = evaluation ? (candidateIds[evaluation.recommended] ?? null) : null;
  db.write<[RunParameters]>(
    `INSERT INTO result_run (id, revision, engine_version, computed_at, group_rule, recommended_candidate_id)
     VALUES (1, @revision, @engineVersion, @computedAt, @groupRule, @recommended)
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, engine_version = excluded.engine_version,
       computed_at = excluded.computed_at, group_rule = excluded.group_rule,
       recommended_candidate_id = excluded.recommended_candidate_id`,
  ).run({
    revision: run.revision,
    engineVersion: run.engineVersion,
    computedAt: run.computedAt,
    groupRule: run.groupRule,
    recommended,
  });
  if (!evaluation) return;
  const { matrix, screening, fronts, frontsOfAll, roles, groups } = evaluation;
  const n = candidateIds.length;
  const candidate = 'INSERT INTO result_candidate (candidate_id, feasible, complete, front, front_of_all, unmet_wants)';
  insertRows(db, candidate, n, (i) => [
    candidateIds[i]!,
    screening.feasible[i]!,
    matrix.complete[i]!,
    fronts[i]!,
    frontsOfAll[i]!,
    screening.unmetWants[i]!,
  ]);
  // Tables without row ids are sorted by their keys, and inserting in that order is fastest.
  for (const { roleId, scores, ranks, regrets } of roles.toSorted((a, b) => a.roleId - b.roleId)) {
    insertRows(db, 'INSERT INTO result_role (role_id, candidate_id, score, rank, regret)', n, (i) => [
      roleId,
      candidateIds[i]!,
      finiteOrNull(scores[i]),
      ranks[i]!,
      finiteOrNull(regrets[i]),
    ]);
  }
  for (const { rule, scores, ranks } of Object.values(groups)) {
    insertRows(db, 'INSERT INTO result_group (rule, candidate_id, score, rank)', n, (i) => [
      rule,
      candidateIds[i]!,
      finiteOrNull(scores[i]),
      ranks[i]!,
    ]);
  }
}

/** Rows per statement: a small insertion spends most of its time on the call into SQLite. */
const atOnce = 100;

/** @param row  the values of row `i` of `n`, in the order of the columns that `insert` names. */
function insertRows(db: WritableDb, insert: string, n: number, row: (i: number) => SqlValue[]): void {
  for (let from = 0; from < n; from += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, n - from) }, (_, i) => row(from + i));
    const one = `(${(rows[0] ?? []).map(() => '?').join(', ')})`;
    db.write<SqlValue[]>(`${insert} VALUES ${rows.map(() => one).join(', ')}`).run(...rows.flat());
  }
}

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
  insertRows(db, 'result_candidate', candidateIds.length, {
    candidate_id: candidateIds,
    feasible: screening.feasible,
    complete: matrix.complete,
    front: fronts,
    front_of_all: frontsOfAll,
    unmet_wants: screening.unmetWants,
  });
  // Tables without row ids are sorted by their keys, and inserting in that order is fastest.
  for (const { roleId, scores, ranks, regrets } of roles.toSorted((a, b) => a.roleId - b.roleId)) {
    insertRows(db, 'result_role', candidateIds.length, {
      role_id: roleId,
      candidate_id: candidateIds,
      score: scores,
      rank: ranks,
      regret: regrets,
    });
  }
  for (const { rule, scores, ranks } of Object.values(groups)) {
    insertRows(db, 'result_group', candidateIds.length, {
      rule,
      candidate_id: candidateIds,
      score: scores,
      rank: ranks,
    });
  }
}

/** Rows per statement: a small insertion spends most of its time on the call into SQLite. */
const atOnce = 100;

/**
 * Inserts `n` rows by columns: a value for all rows, or one per row, of which those that are not finite become NULL.
 * One statement and one list of parameters serve all full batches, since this writes hundreds of thousands of rows. O(cells).
 */
function insertRows(
  db: WritableDb,
  table: string,
  n: number,
  columns: Record<string, number | string | ArrayLike<number>>,
): void {
  const names = Object.keys(columns);
  const width = names.length;
  const row = `(${names.map(() => '?').join(', ')})`;
  const statementFor = (rows: number) =>
    db.write<SqlValue[]>(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES ${Array<string>(rows).fill(row).join(', ')}`,
    );
  const full = n >= atOnce ? statementFor(atOnce) : null;
  const batch = Array<SqlValue>(width * atOnce).fill(null);
  for (let from = 0; from < n; from += atOnce) {
    const rows = Math.min(atOnce, n - from);
    Object.values(columns).forEach((values, column) => fillColumn(batch, values, from, rows, column, width));
    if (full && rows === atOnce) full.run(...batch);
    else statementFor(rows).run(...batch.slice(0, rows * width));
  }
}

/** Puts rows `from` … of a column into every `width`-th parameter from `column` on. */
function fillColumn(
  batch: SqlValue[],
  values: number | string | ArrayLike<number>,
  from: number,
  rows: number,
  column: number,
  width: number,
): void {
  if (typeof values === 'number' || typeof values === 'string') {
    for (let i = 0; i < rows; i += 1) batch[column + i * width] = values;
    return;
  }
  for (let i = 0; i < rows; i += 1) {
    const value = values[from + i]!;
    batch[column + i * width] = Number.isFinite(value) ? value : null;
  }
}

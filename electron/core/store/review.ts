// The review's own row, its revision, and the settings as a whole.
import type { GroupRule, Settings } from '../../../shared/domain/review.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ReadableDb, WritableDb } from './handle.ts';
import { incumbentCounts } from './incumbentCounts.ts';
import { listLogs } from './logs.ts';
import { listMetrics } from './metrics.ts';
import { listObjectives } from './objectives.ts';
import { listCountingRoles } from './roles.ts';
import { listScenarios } from './scenarios.ts';

interface ReviewRow {
  uuid: string;
  title: string;
  note: string;
  group_rule: GroupRule;
  incumbent_id: number | null;
}

type Review = Pick<Settings, 'id' | 'title' | 'note' | 'groupRule' | 'incumbentId'>;

const toReview = (row: ReviewRow): Review => ({
  id: row.uuid,
  title: row.title,
  note: row.note,
  groupRule: row.group_rule,
  incumbentId: row.incumbent_id,
});

/** Throws `damaged` where the file holds no review. */
export function readReview(db: ReadableDb): Review {
  const row = db
    .read<[], ReviewRow>('SELECT uuid, title, note, group_rule, incumbent_id FROM review WHERE id = 1')
    .get();
  if (!row) throw new ParleyError('damaged', 'The file holds no review.');
  return toReview(row);
}

/** A review without an incumbent: it has no candidates yet. */
export function createReview(db: WritableDb, review: Omit<Review, 'incumbentId'>): void {
  db.write<[{ id: string; title: string; note: string; groupRule: string }]>(
    'INSERT INTO review (id, uuid, title, note, group_rule) VALUES (1, @id, @title, @note, @groupRule)',
  ).run({ id: review.id, title: review.title, note: review.note, groupRule: review.groupRule });
  db.write('INSERT INTO revision (id, revision, catalog_revision) VALUES (1, 0, 0)').run();
}

export function setDescription(db: WritableDb, title: string, note: string): void {
  db.write<[string, string]>('UPDATE review SET title = ?, note = ? WHERE id = 1').run(title, note);
}

export function setGroupRule(db: WritableDb, rule: GroupRule): void {
  db.write<[string]>('UPDATE review SET group_rule = ? WHERE id = 1').run(rule);
}

/** null: no candidate is in use today. */
export function setIncumbent(db: WritableDb, candidateId: number | null): void {
  db.write<[number | null]>('UPDATE review SET incumbent_id = ? WHERE id = 1').run(candidateId);
}

/** Makes a copied file a review of its own. Its decisions belong to the original. */
export function setIdentity(db: WritableDb, id: string, title: string): void {
  db.write<[string, string]>('UPDATE review SET uuid = ?, title = ? WHERE id = 1').run(id, title);
}

interface Revision {
  revision: number;
  catalogRevision: number;
}

/** Throws `damaged` where the file holds none. */
export function readRevision(db: ReadableDb): Revision {
  const row = db
    .read<[], { revision: number; catalog_revision: number }>(
      'SELECT revision, catalog_revision FROM revision WHERE id = 1',
    )
    .get();
  if (!row) throw new ParleyError('damaged', 'The file holds no review.');
  return { revision: row.revision, catalogRevision: row.catalog_revision };
}

/** Counts one change. False when another process has counted one meanwhile. */
export function growRevision(db: WritableDb, from: number, catalog: boolean): boolean {
  return (
    db
      .write<[number, number]>(
        `UPDATE revision SET revision = revision + 1, catalog_revision = catalog_revision + ? WHERE id = 1 AND revision = ?`,
      )
      .run(catalog ? 1 : 0, from).changes === 1
  );
}

/** Everything but the measured values, for the engine: without roles that were left out of the round revealed last. */
export function readSettings(db: ReadableDb): Settings {
  return {
    ...readReview(db),
    ...readRevision(db),
    incumbentCounts: incumbentCounts(db),
    metrics: listMetrics(db),
    objectives: listObjectives(db),
    roles: listCountingRoles(db),
    scenarios: listScenarios(db),
    logs: listLogs(db),
  };
}

// Objectives as rows.
import type { Objective, ObjectiveDefinition, ValueFunction } from '../../../shared/domain/objective.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

interface ObjectiveRow {
  id: number;
  metric_id: number;
  name: string;
  direction: Objective['direction'];
  shape: ValueFunction['shape'];
  worst: number | null;
  best: number | null;
  target: number | null;
  below: number | null;
  above: number | null;
  missing: Objective['missing'];
  position: number;
}

// The table's CHECKs say which of the numbers are there for which shape.
function toValueFunction(row: ObjectiveRow): ValueFunction {
  return row.shape === 'target'
    ? { shape: 'target', target: row.target!, below: row.below!, above: row.above! }
    : { shape: row.shape, worst: row.worst!, best: row.best! };
}

const toObjective = (row: ObjectiveRow): Objective => ({
  id: row.id,
  metricId: row.metric_id,
  name: row.name,
  direction: row.direction,
  valueFunction: toValueFunction(row),
  missing: row.missing,
  position: row.position,
});

/** Everything of a definition but the metric, in the order of the columns. */
function toColumns({ name, direction, valueFunction: value, missing }: ObjectiveDefinition) {
  const numbers =
    value.shape === 'target'
      ? ([null, null, value.target, value.below, value.above] as const)
      : ([value.worst, value.best, null, null, null] as const);
  return [name, direction, value.shape, ...numbers, missing] as const;
}

/** In their order. */
export function listObjectives(db: ReadableDb): Objective[] {
  return db
    .read<[], ObjectiveRow>(
      `SELECT id, metric_id, name, direction, shape, worst, best, target, below, above, missing, position
       FROM objective ORDER BY position, id`,
    )
    .all()
    .map(toObjective);
}

/** Appends an objective; returns its id. */
export function createObjective(db: WritableDb, definition: ObjectiveDefinition): number {
  return db
    .write(
      `INSERT INTO objective (metric_id, name, direction, shape, worst, best, target, below, above, missing, position)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position) + 1, 0) FROM objective))`,
    )
    .run(definition.metricId, ...toColumns(definition)).id;
}

export function updateObjective(db: WritableDb, id: number, definition: ObjectiveDefinition): void {
  db.write(
    `UPDATE objective SET metric_id = ?, name = ?, direction = ?, shape = ?, worst = ?, best = ?, target = ?, below = ?,
       above = ?, missing = ? WHERE id = ?`,
  ).run(definition.metricId, ...toColumns(definition), id);
}

/** The objective alone; its weights must be gone already. */
export function removeObjective(db: WritableDb, id: number): void {
  db.write('DELETE FROM objective WHERE id = ?').run(id);
}

export function setObjectivePosition(db: WritableDb, id: number, position: number): void {
  db.write('UPDATE objective SET position = ? WHERE id = ?').run(position, id);
}

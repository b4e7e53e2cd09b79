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

interface PointRow {
  objective_id: number;
  at: number;
  value: number;
}

// The table's CHECKs say which of the numbers are there for which shape.
function toValueFunction(row: ObjectiveRow, points: readonly PointRow[]): ValueFunction {
  if (row.shape === 'piecewise') return { shape: row.shape, points: points.map(({ at, value }) => ({ at, value })) };
  if (row.shape === 'target') return { shape: row.shape, target: row.target!, below: row.below!, above: row.above! };
  return { shape: row.shape, worst: row.worst!, best: row.best! };
}

const toObjective = (row: ObjectiveRow, points: readonly PointRow[]): Objective => ({
  id: row.id,
  metricId: row.metric_id,
  name: row.name,
  direction: row.direction,
  valueFunction: toValueFunction(row, points),
  missing: row.missing,
  position: row.position,
});

type ObjectiveParameters = {
  metricId: number;
  name: string;
  direction: string;
  shape: string;
  worst: number | null;
  best: number | null;
  target: number | null;
  below: number | null;
  above: number | null;
  missing: string;
};

/** A definition without its points, which are rows of another table. */
function objectiveParameters(definition: ObjectiveDefinition): ObjectiveParameters {
  const { valueFunction: value } = definition;
  const anchored = value.shape === 'linear' || value.shape === 'log' ? value : null;
  const targeted = value.shape === 'target' ? value : null;
  return {
    metricId: definition.metricId,
    name: definition.name,
    direction: definition.direction,
    shape: value.shape,
    worst: anchored?.worst ?? null,
    best: anchored?.best ?? null,
    target: targeted?.target ?? null,
    below: targeted?.below ?? null,
    above: targeted?.above ?? null,
    missing: definition.missing,
  };
}

function putPoints(db: WritableDb, id: number, value: ValueFunction): void {
  const points = value.shape === 'piecewise' ? value.points : [];
  const kept = new Set(points.map(({ at }) => at));
  for (const { at } of listPoints(db).get(id) ?? []) {
    if (!kept.has(at))
      db.write<[number, number]>('DELETE FROM objective_point WHERE objective_id = ? AND at = ?').run(id, at);
  }
  for (const point of points) {
    db.write<[number, number, number]>(
      `INSERT INTO objective_point (objective_id, at, value) VALUES (?, ?, ?)
       ON CONFLICT (objective_id, at) DO UPDATE SET value = excluded.value`,
    ).run(id, point.at, point.value);
  }
}

const listPoints = (db: ReadableDb): Map<number, PointRow[]> =>
  Map.groupBy(
    db.read<[], PointRow>('SELECT objective_id, at, value FROM objective_point ORDER BY objective_id, at').all(),
    (row) => row.objective_id,
  );

/** In their order. */
export function listObjectives(db: ReadableDb): Objective[] {
  const points = listPoints(db);
  return db
    .read<[], ObjectiveRow>(
      `SELECT id, metric_id, name, direction, shape, worst, best, target, below, above, missing, position
       FROM objective ORDER BY position, id`,
    )
    .all()
    .map((row) => toObjective(row, points.get(row.id) ?? []));
}

/** Appends an objective; returns its id. */
export function createObjective(db: WritableDb, definition: ObjectiveDefinition): number {
  const { id } = db
    .write<[ObjectiveParameters]>(
      `INSERT INTO objective (metric_id, name, direction, shape, worst, best, target, below, above, missing, position)
       VALUES (@metricId, @name, @direction, @shape, @worst, @best, @target, @below, @above, @missing,
         (SELECT coalesce(max(position) + 1, 0) FROM objective))`,
    )
    .run(objectiveParameters(definition));
  putPoints(db, id, definition.valueFunction);
  return id;
}

export function updateObjective(db: WritableDb, id: number, definition: ObjectiveDefinition): void {
  db.write<[ObjectiveParameters & { id: number }]>(
    `UPDATE objective SET metric_id = @metricId, name = @name, direction = @direction, shape = @shape, worst = @worst,
       best = @best, target = @target, below = @below, above = @above, missing = @missing
     WHERE id = @id`,
  ).run({ ...objectiveParameters(definition), id });
  putPoints(db, id, definition.valueFunction);
}

/** Deletes the objective alone; its weights must have been deleted before. */
export function removeObjective(db: WritableDb, id: number): void {
  db.write<[number]>('DELETE FROM objective_point WHERE objective_id = ?').run(id);
  db.write<[number]>('DELETE FROM objective WHERE id = ?').run(id);
}

export function setObjectivePosition(db: WritableDb, id: number, position: number): void {
  db.write<[number, number]>('UPDATE objective SET position = ? WHERE id = ?').run(position, id);
}

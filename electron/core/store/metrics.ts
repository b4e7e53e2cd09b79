// Metrics as rows; their values are in columns.ts.
import type { Metric } from '../../../shared/domain/metric.ts';
import type { ReadableDb, WritableDb } from './handle.ts';
import { removeIntervalsOfMetric } from './intervals.ts';

type MetricParameters = { name: string; unit: string; direction: string; formula: string | null };

/** In order of creation. */
export function listMetrics(db: ReadableDb): Metric[] {
  return db.read<[], Metric>('SELECT id, name, unit, direction, formula FROM metric ORDER BY id').all();
}

/** Adds a metric and returns its id. The caller adds its column. */
export function createMetric(db: WritableDb, metric: Omit<Metric, 'id'>): number {
  return db
    .write<[MetricParameters]>(
      'INSERT INTO metric (name, unit, direction, formula) VALUES (@name, @unit, @direction, @formula)',
    )
    .run({ name: metric.name, unit: metric.unit, direction: metric.direction, formula: metric.formula }).id;
}

export function updateMetric(db: WritableDb, metric: Metric): void {
  db.write<[MetricParameters & { id: number }]>(
    'UPDATE metric SET name = @name, unit = @unit, direction = @direction, formula = @formula WHERE id = @id',
  ).run({
    id: metric.id,
    name: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    formula: metric.formula,
  });
}

/** With its values and their history. */
export function removeMetric(db: WritableDb, id: number): void {
  removeIntervalsOfMetric(db, id);
  db.write<[number]>('DELETE FROM metric_history WHERE metric_id = ?').run(id);
  db.write<[number]>('DELETE FROM metric_source WHERE metric_id = ?').run(id);
  db.write<[number]>('DELETE FROM metric_provenance WHERE metric_id = ?').run(id);
  db.write<[number]>('DELETE FROM metric_column WHERE metric_id = ?').run(id);
  db.write<[number]>('DELETE FROM metric WHERE id = ?').run(id);
}

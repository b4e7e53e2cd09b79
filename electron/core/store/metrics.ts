// Metrics as rows; their values are in columns.ts.
import type { Metric } from '../../../shared/domain/metric.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

/** In the order in which they were made. */
export function listMetrics(db: ReadableDb): Metric[] {
  return db.read<[], Metric>('SELECT id, name, unit, direction, formula FROM metric ORDER BY id').all();
}

/** Makes a metric; its column is the caller's to add. Returns its id. */
export function createMetric(db: WritableDb, metric: Omit<Metric, 'id'>): number {
  return db
    .write('INSERT INTO metric (name, unit, direction, formula) VALUES (?, ?, ?, ?)')
    .run(metric.name, metric.unit, metric.direction, metric.formula).id;
}

export function updateMetric(db: WritableDb, metric: Metric): void {
  db.write('UPDATE metric SET name = ?, unit = ?, direction = ?, formula = ? WHERE id = ?').run(
    metric.name,
    metric.unit,
    metric.direction,
    metric.formula,
    metric.id,
  );
}

/** With its values and their history. */
export function removeMetric(db: WritableDb, id: number): void {
  db.write('DELETE FROM metric_history WHERE metric_id = ?').run(id);
  db.write('DELETE FROM metric_source WHERE metric_id = ?').run(id);
  db.write('DELETE FROM metric_provenance WHERE metric_id = ?').run(id);
  db.write('DELETE FROM metric_column WHERE metric_id = ?').run(id);
  db.write('DELETE FROM metric WHERE id = ?').run(id);
}

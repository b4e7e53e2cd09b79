// Intervals of measured values: rows of their own, each with the value it belongs to. A value that takes its place leaves it behind.
import type { Interval, MetricColumn } from '../../../shared/domain/catalog.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

interface IntervalRow {
  metric_id: number;
  candidate_id: number;
  measured: number;
  low: number;
  high: number | null;
}

/** Puts the intervals beside the values they belong to. O(intervals + their columns). */
export function withIntervals(
  db: ReadableDb,
  columns: readonly MetricColumn[],
  candidateIds: Int32Array,
): MetricColumn[] {
  const rows = db
    .read<[], IntervalRow>('SELECT metric_id, candidate_id, measured, low, high FROM metric_interval')
    .all();
  if (rows.length === 0) return [...columns];
  const placeOf = new Map(Array.from(candidateIds, (id, place) => [id, place]));
  const byMetric = Map.groupBy(rows, ({ metric_id }) => metric_id);
  return columns.map((column) => {
    const standing = (byMetric.get(column.metricId) ?? []).flatMap((row) => {
      const place = placeOf.get(row.candidate_id) ?? -1;
      return column.measured[place] === row.measured ? [{ place, low: row.low, high: row.high ?? Infinity }] : [];
    });
    if (standing.length === 0) return column;
    const lows = new Float64Array(column.measured.length).fill(NaN);
    const highs = lows.slice();
    for (const { place, low, high } of standing) {
      lows[place] = low;
      highs[place] = high;
    }
    return { ...column, intervals: { lows, highs } };
  });
}

/** The interval of one value; null where none is stated of it. */
export function readInterval(db: ReadableDb, metricId: number, candidateId: number, measured: number): Interval | null {
  return (
    db
      .read<[number, number, number], Interval>(
        'SELECT low, high FROM metric_interval WHERE metric_id = ? AND candidate_id = ? AND measured = ?',
      )
      .get(metricId, candidateId, measured) ?? null
  );
}

/** Says what the interval of a value is; one that belonged to a former value is forgotten. */
export function putInterval(
  db: WritableDb,
  metricId: number,
  candidateId: number,
  measured: number,
  interval: Interval | null,
): void {
  if (interval === null) {
    db.write<[number, number]>('DELETE FROM metric_interval WHERE metric_id = ? AND candidate_id = ?').run(
      metricId,
      candidateId,
    );
    return;
  }
  db.write<[number, number, number, number, number | null]>(
    `INSERT INTO metric_interval (metric_id, candidate_id, measured, low, high) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (metric_id, candidate_id) DO UPDATE SET measured = excluded.measured, low = excluded.low, high = excluded.high`,
  ).run(metricId, candidateId, measured, interval.low, interval.high);
}

export function removeIntervalsOfMetric(db: WritableDb, metricId: number): void {
  db.write<[number]>('DELETE FROM metric_interval WHERE metric_id = ?').run(metricId);
}

export function removeIntervalsOfCandidate(db: WritableDb, candidateId: number): void {
  db.write<[number]>('DELETE FROM metric_interval WHERE candidate_id = ?').run(candidateId);
}

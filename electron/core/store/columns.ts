// The values of metrics, whole columns at a time, with the source and row of each value, and what was there before.
import { crc32 } from 'node:zlib';
import type { MetricColumn } from '../../../shared/domain/catalog.ts';
import { toBytes, toFloats, toInts } from './blobs.ts';
import type { ReadableDb, WritableDb } from './handle.ts';
import { packed, unpacked } from './provenance.ts';

/** One metric's values with their provenance; the arrays run over candidates in id order. */
export interface StoredColumn {
  metricId: number;
  /** NaN where missing. */
  measured: Float64Array;
  /** At least 0, NaN where not stated; null when none is. */
  standardErrors: Float64Array | null;
  /** 0 where the value has no source. */
  sourceIds: Int32Array;
  /** 1-based record in the source, 0 where it has none. */
  sourceRows: Int32Array;
}

/** All values, metrics in id order, without provenance and intervals: what the catalogue is made of. */
export function listMeasured(db: ReadableDb): MetricColumn[] {
  return db
    .read<[], Pick<ColumnRow, 'metric_id' | 'measured' | 'standard_errors'>>(
      'SELECT metric_id, measured, standard_errors FROM metric_column ORDER BY metric_id',
    )
    .all()
    .map((row) => ({
      metricId: row.metric_id,
      measured: toFloats(row.measured),
      standardErrors: row.standard_errors && toFloats(row.standard_errors),
    }));
}

interface ColumnRow {
  metric_id: number;
  measured: Buffer;
  standard_errors: Buffer | null;
  source_ids: Buffer;
  source_rows: Buffer;
}

function toColumn(row: ColumnRow): StoredColumn {
  const measured = toFloats(row.measured);
  const kept = { sourceIds: toInts(row.source_ids), sourceRows: toInts(row.source_rows) };
  return {
    metricId: row.metric_id,
    measured,
    ...unpacked(kept, measured.length),
    standardErrors: row.standard_errors && toFloats(row.standard_errors),
  };
}

export function getColumn(db: ReadableDb, metricId: number): StoredColumn | null {
  const row = db
    .read<[number], ColumnRow>(
      `SELECT c.metric_id, c.measured, c.standard_errors, p.source_ids, p.source_rows
       FROM metric_column c JOIN metric_provenance p ON p.metric_id = c.metric_id WHERE c.metric_id = ?`,
    )
    .get(metricId);
  return row ? toColumn(row) : null;
}

export function listColumns(db: ReadableDb): StoredColumn[] {
  return db
    .read<[], ColumnRow>(
      `SELECT c.metric_id, c.measured, c.standard_errors, p.source_ids, p.source_rows
       FROM metric_column c JOIN metric_provenance p ON p.metric_id = c.metric_id ORDER BY c.metric_id`,
    )
    .all()
    .map(toColumn);
}

const checksumOf = (measured: Uint8Array, standardErrors: Uint8Array | null): number =>
  standardErrors === null ? crc32(measured) : crc32(standardErrors, crc32(measured));

/** Whether the values of a row are not those that were written. */
export const isAltered = (row: {
  checksum: number;
  measured: Uint8Array;
  standard_errors: Uint8Array | null;
}): boolean => checksumOf(row.measured, row.standard_errors) !== row.checksum;

/** Metrics whose values are not those that were written. */
export function listAltered(db: ReadableDb): number[] {
  return db
    .read<[], Pick<ColumnRow, 'metric_id' | 'measured' | 'standard_errors'> & { checksum: number }>(
      'SELECT metric_id, checksum, measured, standard_errors FROM metric_column ORDER BY metric_id',
    )
    .all()
    .filter(isAltered)
    .map((row) => row.metric_id);
}

/** An empty column for so many candidates. */
export const emptyColumn = (metricId: number, candidates: number): StoredColumn => ({
  metricId,
  measured: new Float64Array(candidates).fill(NaN),
  standardErrors: null,
  sourceIds: new Int32Array(candidates),
  sourceRows: new Int32Array(candidates),
});

/** A copy with places for more candidates at the end, without values. */
export function grown(column: StoredColumn, candidates: number): StoredColumn {
  const copy = emptyColumn(column.metricId, candidates);
  copy.measured.set(column.measured);
  if (column.standardErrors) copy.standardErrors = widened(column.standardErrors, candidates);
  copy.sourceIds.set(column.sourceIds);
  copy.sourceRows.set(column.sourceRows);
  return copy;
}

const widened = (errors: Float64Array, candidates: number): Float64Array => {
  const copy = new Float64Array(candidates).fill(NaN);
  copy.set(errors);
  return copy;
};

/** A copy with only the candidates whose `keep` is 1. */
export function keepCandidates(column: StoredColumn, keep: Uint8Array): StoredColumn {
  const kept = (_: number, i: number) => keep[i] === 1;
  return {
    metricId: column.metricId,
    measured: column.measured.filter(kept),
    standardErrors: column.standardErrors && column.standardErrors.filter(kept),
    sourceIds: column.sourceIds.filter(kept),
    sourceRows: column.sourceRows.filter(kept),
  };
}

/** Writes a column, new or not. Standard errors are kept where at least one is stated. */
export function putColumn(db: WritableDb, column: StoredColumn): void {
  const measured = toBytes(column.measured);
  const stated = column.standardErrors?.some((error) => !Number.isNaN(error)) ? column.standardErrors : null;
  const standardErrors = stated && toBytes(stated);
  const provenance = packed(column);
  db.write<[{ metricId: number; checksum: number; measured: Uint8Array; standardErrors: Uint8Array | null }]>(
    `INSERT INTO metric_column (metric_id, checksum, measured, standard_errors)
     VALUES (@metricId, @checksum, @measured, @standardErrors)
     ON CONFLICT (metric_id) DO UPDATE SET checksum = excluded.checksum, measured = excluded.measured,
       standard_errors = excluded.standard_errors`,
  ).run({ metricId: column.metricId, checksum: checksumOf(measured, standardErrors), measured, standardErrors });
  db.write<[number, Uint8Array, Uint8Array]>(
    `INSERT INTO metric_provenance (metric_id, source_ids, source_rows) VALUES (?, ?, ?)
     ON CONFLICT (metric_id) DO UPDATE SET source_ids = excluded.source_ids, source_rows = excluded.source_rows`,
  ).run(column.metricId, toBytes(provenance.sourceIds), toBytes(provenance.sourceRows));
}

type HistoryParameters = {
  metricId: number;
  replacedBy: number;
  candidateIds: Uint8Array;
  measured: Uint8Array;
  standardErrors: Uint8Array | null;
  sourceIds: Uint8Array;
  sourceRows: Uint8Array;
};

/** Keeps the values that `replacedBy` is about to replace at these places of a column; the two arrays run in parallel. */
export function keepReplaced(
  db: WritableDb,
  before: StoredColumn,
  places: readonly number[],
  candidateIds: readonly number[],
  replacedBy: number,
): void {
  if (places.length === 0) return;
  const at = Int32Array.from(places);
  const errors = before.standardErrors;
  db.write<[HistoryParameters]>(
    `INSERT INTO metric_history
       (metric_id, replaced_by, candidate_ids, measured, standard_errors, source_ids, source_rows)
     VALUES (@metricId, @replacedBy, @candidateIds, @measured, @standardErrors, @sourceIds, @sourceRows)`,
  ).run({
    metricId: before.metricId,
    replacedBy,
    candidateIds: toBytes(Int32Array.from(candidateIds)),
    measured: toBytes(Float64Array.from(at, (i) => before.measured[i] ?? NaN)),
    standardErrors: errors && toBytes(Float64Array.from(at, (i) => errors[i] ?? NaN)),
    sourceIds: toBytes(at.map((i) => before.sourceIds[i] ?? 0)),
    sourceRows: toBytes(at.map((i) => before.sourceRows[i] ?? 0)),
  });
}

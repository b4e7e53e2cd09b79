// Reads the replaced values of one candidate. They are written in columns.ts, all of one change together.
import { toFloats, toInts } from './blobs.ts';
import type { ReadableDb } from './handle.ts';

export interface Replaced {
  metricId: number;
  /** The sources of the old value (0 where it had none) and of the new one. */
  sourceId: number;
  replacedBy: number;
  /** 1-based record in its source, 0 where it has none. */
  sourceRow: number;
  measured: number;
  /** NaN where not stated. */
  standardError: number;
}

interface HistoryRow {
  metric_id: number;
  replaced_by: number;
  measured: Buffer;
  standard_errors: Buffer | null;
  source_ids: Buffer;
  source_rows: Buffer;
}

/** Latest first. O(values ever replaced): the candidates of a change are one BLOB, and only changes that name this one are read whole. */
export function listReplaced(db: ReadableDb, candidateId: number): Replaced[] {
  const changes = db
    .read<[], { id: number; candidate_ids: Buffer }>('SELECT id, candidate_ids FROM metric_history ORDER BY id DESC')
    .all();
  const change = db.read<[number], HistoryRow>(
    `SELECT metric_id, replaced_by, measured, standard_errors, source_ids, source_rows
     FROM metric_history WHERE id = ?`,
  );
  return changes.flatMap(({ id, candidate_ids }) => {
    const place = toInts(candidate_ids).indexOf(candidateId);
    const row = place < 0 ? undefined : change.get(id);
    if (!row) return [];
    return [
      {
        metricId: row.metric_id,
        sourceId: toInts(row.source_ids)[place] ?? 0,
        replacedBy: row.replaced_by,
        sourceRow: toInts(row.source_rows)[place] ?? 0,
        measured: toFloats(row.measured)[place] ?? NaN,
        standardError: row.standard_errors ? (toFloats(row.standard_errors)[place] ?? NaN) : NaN,
      },
    ];
  });
}

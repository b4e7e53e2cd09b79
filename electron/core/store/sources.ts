// Where values came from.
import type { Source } from '../../../shared/domain/catalog.ts';
import { getColumn } from './columns.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

export type { Source };

export function getSource(db: ReadableDb, id: number): Source | null {
  return db.read<[number], Source>('SELECT id, kind, name, sha256, at FROM source WHERE id = ?').get(id) ?? null;
}

/** The names of the sources of a metric's values at these places of the catalogue, each once, latest first. */
export function sourceNames(db: ReadableDb, metricId: number, places: readonly number[]): string[] {
  const column = getColumn(db, metricId);
  const ids = new Set(places.map((place) => column?.sourceIds[place] ?? 0));
  const names = [...ids].sort((a, b) => b - a).flatMap((id) => getSource(db, id)?.name ?? []);
  return [...new Set(names)];
}

export function createSource(db: WritableDb, source: Omit<Source, 'id'>): number {
  return db
    .write<[{ kind: string; name: string; sha256: string; at: string }]>(
      'INSERT INTO source (kind, name, sha256, at) VALUES (@kind, @name, @sha256, @at)',
    )
    .run({ kind: source.kind, name: source.name, sha256: source.sha256, at: source.at }).id;
}

/** What the source called the column; '' where it had no name. */
export function getHeader(db: ReadableDb, metricId: number, sourceId: number): string {
  return (
    db
      .read<[number, number], { header: string }>(
        'SELECT header FROM metric_source WHERE metric_id = ? AND source_id = ?',
      )
      .get(metricId, sourceId)?.header ?? ''
  );
}

export function setHeader(db: WritableDb, metricId: number, sourceId: number, header: string): void {
  db.write<[number, number, string]>('INSERT INTO metric_source (metric_id, source_id, header) VALUES (?, ?, ?)').run(
    metricId,
    sourceId,
    header,
  );
}

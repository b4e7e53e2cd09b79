// Writes values of metrics into the review together with their source: an imported file, or a study of a log.
import type { Direction } from '../../../shared/domain/metric.ts';
import { keptError, replaces } from '../import/planning/changes.ts';
import { createCandidates, listCandidates } from '../store/catalog.ts';
import { emptyColumn, grown, keepReplaced, listColumns, putColumn, type StoredColumn } from '../store/columns.ts';
import type { WritableDb } from '../store/handle.ts';
import { createMetric, listMetrics } from '../store/metrics.ts';
import { createSource, setHeader, type Source } from '../store/sources.ts';
import { recompute } from './derived.ts';

/** The values of one metric, in the order of the candidates. They go to the metric of that name, or to a new one. */
interface MetricValues {
  name: string;
  unit: string;
  direction: Direction;
  /** What the source calls it, or how it was measured; for provenance. */
  header: string;
  /** NaN: no value is written. */
  measured: Float64Array;
  /** In the unit of the values; NaN where not stated, null when none is. */
  standardErrors: Float64Array | null;
}

interface Measurements<M extends MetricValues> {
  /** The candidates, each once; new ones are added to the review. */
  names: readonly string[];
  /** The 1-based record of each candidate in the source; null where each value summarises all records. */
  rows: Int32Array | null;
  metrics: readonly M[];
}

interface Written<M extends MetricValues> {
  sourceId: number;
  /** Ids of the candidates, in the order of the names. */
  ids: Int32Array;
  /** Metrics that are new in the review. */
  created: { metricId: number; metric: M }[];
  /** Values that were written. */
  cells: number;
}

/**
 * Writes the new values and keeps the old ones in the history. A candidate without a new value keeps its old one.
 * Called inside one change of the review. O(candidates × metrics), a BLOB per metric.
 */
export function writeMeasurements<M extends MetricValues>(
  db: WritableDb,
  { names, rows, metrics }: Measurements<M>,
  source: Omit<Source, 'id'>,
): Written<M> {
  const sourceId = createSource(db, source);
  const { places, ids } = placeCandidates(db, names);
  const origin = {
    sourceId,
    rows: rows ?? new Int32Array(names.length),
    sourceIds: new Int32Array(names.length).fill(sourceId),
  };
  const idByName = new Map(listMetrics(db).map(({ name, id }) => [name, id]));
  const columns = new Map(listColumns(db).map((column) => [column.metricId, column]));
  const grew = new Set<number>();
  const created: Written<M>['created'] = [];
  let cells = 0;
  for (const metric of metrics) {
    let metricId = idByName.get(metric.name);
    if (metricId === undefined) {
      metricId = createMetric(db, { ...metric, formula: null });
      created.push({ metricId, metric });
    }
    const before = columns.get(metricId) ?? emptyColumn(metricId, 0);
    const merged = merge(before, metric, origin, places, ids.length);
    const replacedIds = merged.replaced.map((place) => ids[place] ?? 0);
    keepReplaced(db, before, merged.replaced, replacedIds, sourceId);
    putColumn(db, merged.column);
    setHeader(db, metricId, sourceId, metric.header.slice(0, 1000));
    grew.add(metricId);
    cells += merged.cells;
  }
  for (const column of columns.values()) {
    if (!grew.has(column.metricId) && column.measured.length < ids.length) putColumn(db, grown(column, ids.length));
  }
  recompute(db, null);
  return { sourceId, ids: places.map((place) => ids[place]!), created, cells };
}

/** The place of each name in the catalogue, and all its ids; new candidates are appended. */
function placeCandidates(db: WritableDb, given: readonly string[]): { places: Int32Array; ids: Int32Array } {
  const { ids: former, names } = listCandidates(db);
  const known = new Map(names.map((name, place) => [name, place]));
  const fresh: string[] = [];
  const places = new Int32Array(given.length);
  given.forEach((name, i) => {
    // Looking in an empty map would still hash every name.
    const place = known.size === 0 ? undefined : known.get(name);
    places[i] = place ?? names.length + fresh.length;
    if (place === undefined) fresh.push(name);
  });
  const first = createCandidates(db, fresh);
  const ids = new Int32Array(former.length + fresh.length);
  ids.set(former);
  for (let i = 0; i < fresh.length; i += 1) ids[former.length + i] = first + i;
  return { places, ids };
}

/** Where values come from: the source, and the row of each candidate in it. */
interface Origin {
  sourceId: number;
  rows: Int32Array;
  /** The source's id once per candidate, for columns without missing values. */
  sourceIds: Int32Array;
}

/** The usual column of a first import: one value per candidate, in their order. Null where one is missing. */
function wholeColumn(metricId: number, values: Float64Array, { sourceIds, rows }: Origin): StoredColumn | null {
  for (let i = 0; i < values.length; i += 1) if (Number.isNaN(values[i])) return null;
  return { metricId, measured: values, standardErrors: null, sourceIds, sourceRows: rows };
}

function merge(
  before: StoredColumn,
  planned: MetricValues,
  origin: Origin,
  places: Int32Array,
  candidates: number,
): { column: StoredColumn; replaced: number[]; cells: number } {
  if (before.measured.length === 0 && candidates === places.length && planned.standardErrors === null) {
    const whole = wholeColumn(before.metricId, planned.measured, origin);
    if (whole !== null) return { column: whole, replaced: [], cells: candidates };
  }
  const column = grown(before, candidates);
  const { measured, sourceIds, sourceRows } = column;
  const replaced: number[] = [];
  let cells = 0;
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i]!;
    const value = planned.measured[i]!;
    if (Number.isNaN(value)) continue;
    let error = planned.standardErrors?.[i] ?? NaN;
    if (!Number.isNaN(measured[place])) {
      const old = { value: measured[place]!, error: column.standardErrors?.[place] ?? NaN };
      if (replaces(old, { value, error })) replaced.push(place);
      error = keptError(old, { value, error });
    }
    measured[place] = value;
    if (!Number.isNaN(error)) column.standardErrors ??= new Float64Array(candidates).fill(NaN);
    if (column.standardErrors) column.standardErrors[place] = error;
    sourceIds[place] = origin.sourceId;
    sourceRows[place] = origin.rows[i]!;
    cells += 1;
  }
  return { column, replaced, cells };
}

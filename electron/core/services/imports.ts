// Import of tables: read, check, accept. What is read waits in memory; what is accepted is written whole or not at all.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { TableMapping } from '../../../shared/contract/imports.ts';
import type { TaskHandlers } from './taskTypes.ts';
import { guessDirection } from '../import/directions.ts';
import { planImport, type ImportContent, type ImportPlan, type PlannedMetric } from '../import/plan.ts';
import { nameParts } from '../import/tokens.ts';
import { createCandidate, ensureAttribute, listCandidates, setAttribute } from '../store/catalog.ts';
import { emptyColumn, grown, keepReplaced, listColumns, putColumn, type Column } from '../store/columns.ts';
import type { WritableDb } from '../store/handle.ts';
import { createMetric, listMetrics } from '../store/metrics.ts';
import { createObjective } from '../store/objectives.ts';
import { readRevision, setIncumbent } from '../store/review.ts';
import { createSource, setHeader, type Source } from '../store/sources.ts';
import type { Workspace } from '../workspace.ts';
import { recompute } from './derived.ts';
import { proposeObjective } from './objectives.ts';

export const importTasks = {
  'imports.read': async (workspace, { fileName, kind, bytes, files, options }, { signal, progress }) => {
    const { table, preview } = await workspace.options.parse({ bytes, fileName, options, files }, signal, progress);
    const waiting = { table, kind: kind === 'paste' ? kind : ('file' as const), planned: null };
    return { ...preview, table: workspace.tables.add(waiting) };
  },
  'imports.check': (workspace, { review, table, mapping }) => plan(workspace, review, table, mapping).check,
  'imports.accept': (workspace, { review, table, mapping, objectives }, { signal, progress }) => {
    progress(0, 'checking');
    const waiting = workspace.tables.get(table);
    const { check, content } = plan(workspace, review, table, mapping);
    if (!content) {
      throw new ParleyError(
        'badInput',
        'The table was not imported: it has problems. Nothing was changed.',
        check.problems,
      );
    }
    if (signal.aborted) throw new ParleyError('cancelled', 'Stopped; nothing was imported.');
    progress(0.5, 'writing');
    const source = {
      kind: waiting.kind,
      name: waiting.table.fileName,
      sha256: waiting.table.sha256,
      at: workspace.options.now().toISOString(),
    };
    const written = workspace.change(review, 'change', 'import', (db) => writeImport(db, content, source, objectives));
    workspace.tables.drop(table);
    return written;
  },
  'imports.drop': (workspace, { table }) => {
    workspace.tables.drop(table);
    return null;
  },
} satisfies Partial<TaskHandlers>;

/** The plan of an import; accepting what has just been checked does not plan it again. */
function plan(workspace: Workspace, review: string, table: string, mapping: TableMapping): ImportPlan {
  const open = workspace.review(review);
  const waiting = workspace.tables.get(table);
  const { revision } = readRevision(open.readable);
  const key = JSON.stringify([review, revision, mapping]);
  if (waiting.planned?.key !== key) {
    const existing = { names: open.catalog().names, metrics: listMetrics(open.readable) };
    waiting.planned = { key, plan: planImport(waiting.table, mapping, existing) };
  }
  return waiting.planned.plan;
}

/**
 * Writes a checked import. Candidates are matched by name: those the review has get the new values, and what stood there is
 * kept in the history; a cell that is missing in the table leaves the review's value as it is. Others are appended.
 * O(candidates × metrics), a BLOB per metric.
 */
export function writeImport(
  db: WritableDb,
  content: ImportContent,
  source: Omit<Source, 'id'>,
  objectives: boolean,
): { candidates: number; metrics: number; cells: number } {
  const sourceId = createSource(db, source);
  const places = placeCandidates(db, content);
  const { ids } = listCandidates(db);
  const metrics = new Map(listMetrics(db).map((metric) => [metric.name, metric.id]));
  const columns = new Map(listColumns(db).map((column) => [column.metricId, column]));
  const grew = new Set<number>();
  let cells = 0;
  const fresh: number[] = [];
  for (const planned of content.metrics) {
    let metricId = metrics.get(planned.name);
    if (metricId === undefined) {
      metricId = createMetric(db, { ...planned, formula: null });
      if (directionIsKnown(planned)) fresh.push(metricId);
    }
    const before = columns.get(metricId) ?? emptyColumn(metricId, 0);
    const merged = merge(before, planned, content, places, ids.length, sourceId);
    const replacedIds = merged.replaced.map((place) => ids[place] ?? 0);
    keepReplaced(db, before, merged.replaced, replacedIds, sourceId);
    putColumn(db, merged.column);
    setHeader(db, metricId, sourceId, planned.header.slice(0, 1000));
    grew.add(metricId);
    cells += merged.cells;
  }
  for (const column of columns.values()) {
    if (!grew.has(column.metricId) && column.measured.length < ids.length) putColumn(db, grown(column, ids.length));
  }
  writeAttributes(db, content, places, ids);
  if (content.incumbent !== null) setIncumbent(db, ids[places[content.incumbent] ?? -1] ?? null);
  recompute(db, null);
  if (objectives) for (const metricId of fresh) createObjective(db, proposeObjective(db, metricId));
  return { candidates: content.rows.length, metrics: content.metrics.length, cells };
}

/** Whether the direction comes from the column's name, not from the assumption that more is better. */
const directionIsKnown = ({ name, header }: PlannedMetric) =>
  [header, name].some((text) => guessDirection(nameParts(text).tokens).because !== '');

/** The place in the catalogue of each row's candidate; appends the candidates that are new. */
function placeCandidates(db: WritableDb, content: ImportContent): Int32Array {
  const { names } = listCandidates(db);
  const known = new Map(names.map((name, place) => [name, place]));
  let next = names.length;
  return Int32Array.from(content.rows, ({ name }) => {
    const place = known.get(name);
    if (place !== undefined) return place;
    createCandidate(db, name);
    known.set(name, next);
    return next++;
  });
}

function merge(
  before: Column,
  planned: PlannedMetric,
  content: ImportContent,
  places: Int32Array,
  candidates: number,
  sourceId: number,
): { column: Column; replaced: number[]; cells: number } {
  const column = grown(before, candidates);
  const replaced: number[] = [];
  let cells = 0;
  places.forEach((place, i) => {
    const value = planned.values[i] ?? NaN;
    if (Number.isNaN(value)) return;
    const old = column.measured[place] ?? NaN;
    const oldError = column.standardErrors?.[place] ?? NaN;
    const stated = planned.standardErrors?.[i] ?? NaN;
    // The same value again, without a word about its error, is no reason to forget the error.
    const error = Number.isNaN(stated) && Object.is(old, value) ? oldError : stated;
    if (!Number.isNaN(old) && !(Object.is(old, value) && Object.is(oldError, error))) replaced.push(place);
    column.measured[place] = value;
    if (!Number.isNaN(error)) column.standardErrors ??= new Float64Array(candidates).fill(NaN);
    if (column.standardErrors) column.standardErrors[place] = error;
    column.sourceIds[place] = sourceId;
    column.sourceRows[place] = content.rows[i]?.row ?? 0;
    cells++;
  });
  return { column, replaced, cells };
}

function writeAttributes(db: WritableDb, content: ImportContent, places: Int32Array, ids: Int32Array): void {
  for (const { name, values } of content.attributes) {
    const attributeId = ensureAttribute(db, name);
    places.forEach((place, i) => {
      const value = values[i] ?? '';
      if (value !== '') setAttribute(db, ids[place] ?? 0, attributeId, value);
    });
  }
}

// Import of tables: read, check, accept. What is read waits in memory; what is accepted is written whole or not at all.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { TableMapping } from '../../../shared/contract/imports.ts';
import type { TaskHandlers } from './taskTypes.ts';
import { guessDirection } from '../import/naming/directions.ts';
import { keptError, replaces } from '../import/planning/changes.ts';
import { planImport, type ImportContent, type ImportPlan, type PlannedMetric } from '../import/planning/plan.ts';
import { withRemembered } from '../import/planning/remembered.ts';
import { nameParts } from '../import/naming/tokens.ts';
import { createCandidates, ensureAttribute, listCandidates, setAttribute, setTag } from '../store/catalog.ts';
import { emptyColumn, grown, keepReplaced, listColumns, putColumn, type Column } from '../store/columns.ts';
import type { WritableDb } from '../store/handle.ts';
import { createMetric, listMetrics } from '../store/metrics.ts';
import { createObjective, listObjectives } from '../store/objectives.ts';
import { readRevision, setIncumbent } from '../store/review.ts';
import { createRequirement, listRoles } from '../store/roles.ts';
import { createSource, setHeader, type Source } from '../store/sources.ts';
import type { Workspace } from '../installation/workspace.ts';
import { recompute } from './derived.ts';
import { proposeObjective } from './objectives.ts';

export const importTasks = {
  'imports.read': async (
    workspace,
    { fileName, kind, bytes, files, beside, options, window = null },
    { signal, progress },
  ) => {
    const request = { bytes, fileName, options, files, beside };
    const { table, preview } = await workspace.options.parse(request, signal, progress);
    const waiting = { table, kind: kind === 'paste' ? kind : ('file' as const), planned: null };
    const columns = withRemembered(preview.columns, workspace.columns.recall());
    return { ...preview, columns, table: workspace.tables.add(waiting, window) };
  },
  'imports.check': (workspace, { review, table, mapping }) => plan(workspace, review, table, mapping).check,
  'imports.accept': (
    workspace,
    { review, table, mapping, objectives, requirementsOf, answers = [] },
    { signal, progress },
  ) => {
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
      name: waiting.table.fileName.slice(0, longestSource).toWellFormed(),
      sha256: waiting.table.sha256,
      at: workspace.options.now().toISOString(),
    };
    const written = workspace.change(review, 'change', 'import', (db) => {
      const cells = writeImport(db, content, source, objectives === true);
      const made = typeof objectives === 'boolean' ? 0 : createObjectives(db, content, new Set(objectives));
      const bounds = requirementsOf == null ? 0 : createRequirements(db, content, requirementsOf, source.name);
      return { ...cells, objectives: cells.objectives + made, requirements: bounds };
    });
    workspace.columns.note(
      answers.map(({ column, answer }) => ({ header: waiting.table.columns[column]?.header ?? '', answer })),
    );
    workspace.tables.drop(table);
    return { ...written, changes: check.changes };
  },
  'imports.forget': (workspace, { header }) => workspace.columns.forget(header),
  'imports.drop': (workspace, { table }) => {
    workspace.tables.drop(table);
    return null;
  },
} satisfies Partial<TaskHandlers>;

/** A file's name may be this long by itself, and the part that was read comes behind it. */
const longestSource = 255;

/** The plan of an import; accepting what has just been checked does not plan it again. */
function plan(workspace: Workspace, review: string, table: string, mapping: TableMapping): ImportPlan {
  const open = workspace.review(review);
  const waiting = workspace.tables.get(table);
  const { revision } = readRevision(open.readable);
  const key = JSON.stringify([review, revision, mapping]);
  if (waiting.planned?.key !== key) {
    const existing = { ...open.catalog(), metrics: listMetrics(open.readable) };
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
): { candidates: number; metrics: number; cells: number; objectives: number } {
  const sourceId = createSource(db, source);
  const { places, ids } = placeCandidates(db, content);
  const rows = Int32Array.from(content.rows, ({ row }) => row);
  const origin = { sourceId, rows, sourceIds: new Int32Array(rows.length).fill(sourceId) };
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
    const merged = merge(before, planned, origin, places, ids.length);
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
  writeWords(db, content, places, ids);
  if (content.incumbent !== null) setIncumbent(db, ids[places[content.incumbent] ?? -1] ?? null);
  recompute(db, null);
  if (objectives) for (const metricId of fresh) createObjective(db, proposeObjective(db, metricId));
  const made = objectives ? fresh.length : 0;
  return { candidates: content.rows.length, metrics: content.metrics.length, cells, objectives: made };
}

/** Objectives of the metrics of these columns that have none yet. Returns how many. */
function createObjectives(db: WritableDb, content: ImportContent, columns: ReadonlySet<number>): number {
  const taken = new Set(listObjectives(db).map(({ metricId }) => metricId));
  const idOf = new Map(listMetrics(db).map(({ name, id }) => [name, id]));
  let made = 0;
  for (const { columnIndex, name } of content.metrics) {
    const id = idOf.get(name);
    if (id === undefined || !columns.has(columnIndex) || taken.has(id)) continue;
    createObjective(db, proposeObjective(db, id));
    made += 1;
  }
  return made;
}

/** The bounds that the source sets, as a role's `must` requirements; one that stands already is not made twice. */
function createRequirements(db: WritableDb, content: ImportContent, roleId: number, source: string): number {
  const role = listRoles(db).find(({ id }) => id === roleId);
  if (!role) throw new ParleyError('notFound', 'This role is no longer in the review. Choose another.');
  const idOf = new Map(listMetrics(db).map(({ name, id }) => [name, id]));
  let made = 0;
  for (const { name, atMost } of content.metrics) {
    const metricId = idOf.get(name);
    if (metricId === undefined || atMost === undefined) continue;
    const there = role.requirements.some(
      (one) => one.metricId === metricId && one.comparator === '<=' && one.bound === atMost && one.strength === 'must',
    );
    if (there) continue;
    const reason = `A constraint of ${source}.`.slice(0, 2000);
    createRequirement(db, { roleId, metricId, bound: atMost, reason, comparator: '<=', strength: 'must' });
    made += 1;
  }
  return made;
}

/** Whether the direction comes from the column's name, not from the assumption that more is better; a bound is no aim. */
const directionIsKnown = ({ name, header, atMost }: PlannedMetric) =>
  atMost === undefined && [header, name].some((text) => guessDirection(nameParts(text).tokens).because !== '');

/** The place in the catalogue of each row's candidate, and the ids there; appends the candidates that are new. */
function placeCandidates(db: WritableDb, content: ImportContent): { places: Int32Array; ids: Int32Array } {
  const { ids: former, names } = listCandidates(db);
  const known = new Map(names.map((name, place) => [name, place]));
  const fresh: string[] = [];
  const places = new Int32Array(content.rows.length);
  content.rows.forEach(({ name }, i) => {
    // An empty map need not be asked, which would take the hash of every name.
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

/** Where the values of an import come from: the source, and the row of each candidate in it. */
interface Origin {
  sourceId: number;
  rows: Int32Array;
  /** The id once per candidate, for columns in which no value is missing. */
  sourceIds: Int32Array;
}

/** The usual column of a first import: one value per candidate, in their order. Null where one is missing. */
function wholeColumn(metricId: number, values: Float64Array, { sourceIds, rows }: Origin): Column | null {
  for (let i = 0; i < values.length; i += 1) if (Number.isNaN(values[i])) return null;
  return { metricId, measured: values, standardErrors: null, sourceIds, sourceRows: rows };
}

function merge(
  before: Column,
  planned: PlannedMetric,
  origin: Origin,
  places: Int32Array,
  candidates: number,
): { column: Column; replaced: number[]; cells: number } {
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

/** Properties and tags. */
function writeWords(db: WritableDb, content: ImportContent, places: Int32Array, ids: Int32Array): void {
  for (const { name, values } of content.attributes) {
    const attributeId = ensureAttribute(db, name);
    places.forEach((place, i) => {
      const value = values[i] ?? '';
      if (value !== '') setAttribute(db, ids[place] ?? 0, attributeId, value);
    });
  }
  content.tags?.forEach((tags, i) => {
    for (const tag of tags) setTag(db, ids[places[i] ?? -1] ?? 0, tag, true);
  });
}

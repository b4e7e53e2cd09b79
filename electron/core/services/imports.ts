// Import of tables: read, check, accept. What is read waits in memory; what is accepted is written whole or not at all.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { In, Out } from '../../../shared/contract/contract.ts';
import type { ColumnPreview, ReadOptions, TableMapping } from '../../../shared/contract/imports.ts';
import { proposedObjectives } from '../../../shared/engine/objectiveProposal.ts';
import type { TaskHandlers } from './taskTypes.ts';
import { planImport, type ImportContent, type ImportPlan } from '../import/planning/plan.ts';
import type { Known } from '../import/planning/changes.ts';
import { withRemembered } from '../import/planning/remembered.ts';
import { addressText, readAddress } from '../connections/address.ts';
import type { TaskRun } from '../installation/tasks.ts';
import type { WaitingTable } from '../installation/parsedTables.ts';
import { ensureAttribute, listCandidates, setAttribute, setTag } from '../store/catalog.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { listMetrics } from '../store/metrics.ts';
import { createObjective, listObjectives } from '../store/objectives.ts';
import { addQuery, getQuery, placesFromQuery, type StoredQuery } from '../store/sourceQueries.ts';
import { sourceNames } from '../store/sources.ts';
import { readRevision, setIncumbent } from '../store/review.ts';
import { createRequirement, listRoles } from '../store/roles.ts';
import type { Source } from '../store/sources.ts';
import type { Workspace } from '../installation/workspace.ts';
import { removeCandidates } from './candidates.ts';
import { writeMeasurements } from './measurements.ts';
import { proposeObjective } from './objectives.ts';
import { askerOf } from './servers.ts';

export const importTasks = {
  'imports.read': async (
    workspace,
    { fileName, kind, bytes, upload, files, beside, options, server, window = null },
    { signal, progress },
  ) => {
    if (server !== undefined) return readServer(workspace, server, options, window, { signal, progress });
    const from = upload === undefined ? undefined : workspace.uploads.fileOf(upload, 'evidence');
    const request = { bytes, from, fileName, options, files, beside };
    const { table, preview } = await workspace.options.parse(request, signal, progress);
    const columns = withRemembered(preview.columns, workspace.columns.recall());
    const waiting = {
      table,
      kind: kind === 'paste' ? kind : ('file' as const),
      query: null,
      objectives: proposedObjectives(columns, preview.rows),
      planned: null,
    };
    return { ...preview, columns, table: workspace.tables.add(waiting, window) };
  },
  'imports.check': (workspace, { review, table, mapping }) => {
    const { check, content } = plan(workspace, review, table, mapping);
    const gone = goneFrom(workspace.review(review).readable, workspace.tables.get(table).query, content);
    return { ...check, gone: gone && { names: gone.slice(0, mostGone).map(({ name }) => name), count: gone.length } };
  },
  'imports.accept': (workspace, input, { client, signal, progress }) => {
    const { review, table, mapping, objectives, requirementsOf, answers = [], removeGone = false } = input;
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
    const written = workspace.change(review, client, 'imports.accept', input, (db) => {
      // Told by what is there before anything is written.
      const gone = removeGone ? (goneFrom(db, waiting.query, content) ?? []) : [];
      const { sourceId, ...cells } = writeImport(db, content, source);
      if (waiting.query !== null) {
        const uses = mapping.uses.map((use, i) => ({ header: waiting.table.columns[i]?.header ?? '', use }));
        addQuery(db, sourceId, { ...waiting.query, uses, rows: waiting.table.records.length });
      }
      if (gone.length > 0) {
        removeCandidates(
          db,
          gone.map(({ id }) => id),
        );
      }
      const chosen = objectives === true ? waiting.objectives : objectives === false ? [] : objectives;
      const made = createObjectives(db, content, new Set(chosen));
      const bounds = requirementsOf === null ? 0 : createRequirements(db, content, requirementsOf, source.name);
      return { ...cells, objectives: made, requirements: bounds, removed: gone.length };
    });
    const said = answers.map(({ column, answer }) => ({
      header: waiting.table.columns[column]?.header ?? '',
      answer,
    }));
    workspace.keepRecords(() => workspace.columns.note(said));
    workspace.tables.drop(table);
    return { ...written, changes: check.changes };
  },
  'imports.forget': (workspace, { header }) => workspace.columns.forget(header),
  'imports.drop': (workspace, { table }) => {
    workspace.tables.drop(table);
    workspace.surveys.drop(table);
    return null;
  },
} satisfies Partial<TaskHandlers>;

/** Most names of candidates that are gone from their source. */
const mostGone = 50;

/** Candidates that came from the same question to a server before, and that its answer has no longer; null: no server was asked. */
function goneFrom(
  db: ReadableDb,
  query: WaitingTable['query'],
  content: ImportContent | null,
): { id: number; name: string }[] | null {
  if (query === null || content === null) return null;
  const there = new Set(content.rows.map(({ name }) => name));
  const { ids, names } = listCandidates(db);
  return [...placesFromQuery(db, query)]
    .map((place) => ({ id: ids[place] ?? 0, name: names[place] ?? '' }))
    .filter(({ name }) => !there.has(name));
}

/** Asks a server: one of an address, or again what a source of a review was; its columns then become what they became before. */
async function readServer(
  workspace: Workspace,
  server: NonNullable<In<'imports.read'>['server']>,
  options: ReadOptions,
  window: string | null,
  { signal, progress }: Pick<TaskRun, 'signal' | 'progress'>,
): Promise<Out<'imports.read'>> {
  const before = 'source' in server ? getQuery(workspace.review(server.review).readable, server.source) : null;
  if ('source' in server && before === null) {
    throw new ParleyError(
      'notFound',
      'Nothing says any more how this source was asked. Import from the server once more.',
    );
  }
  const address = addressText(readAddress(before?.address ?? ('address' in server ? server.address : '')));
  const asked = { ...options, choices: { ...before?.choices, ...options.choices } };
  const order = { address, secret: workspace.connections.secretFor(address), options: asked, what: 'read' as const };
  const { table, preview } = await askerOf(workspace)(order, signal, progress);
  const remembered = withRemembered(preview.columns, workspace.columns.recall());
  const columns = before === null ? remembered : withUses(remembered, before.uses);
  // What nobody chose is kept as it was taken, so that the same is asked for next time.
  const taken = Object.fromEntries(preview.choices.map(({ key, chosen }) => [key, chosen]));
  const same = before !== null && Object.entries(before.choices).every(([key, chosen]) => taken[key] === chosen);
  const choices = same ? before.choices : taken;
  const waiting: WaitingTable = {
    table,
    kind: 'file',
    query: { address, choices },
    objectives: before === null ? proposedObjectives(columns, preview.rows) : [],
    planned: null,
  };
  const again = before === null ? {} : { askedBefore: before.at };
  return { ...preview, columns, ...again, table: workspace.tables.add(waiting, window) };
}

/** Columns as they were used before, and as the same measurements; those that are new are proposed as in any table. */
function withUses(columns: readonly ColumnPreview[], uses: StoredQuery['uses']): ColumnPreview[] {
  const byHeader = new Map(uses.map(({ header, use }) => [header, use]));
  return columns.map((column) => {
    const use = byHeader.get(column.header);
    if (use === undefined) return column;
    return {
      ...column,
      use: use.use === 'metric' ? { ...use, existing: 'update' as const } : use,
      asks: [],
      directed: true,
      because: 'As it was imported before.',
    };
  });
}

/** Longest name of a file; the part of it that was read is appended. */
const longestSource = 255;

/** The plan of an import; accepting what has just been checked does not plan it again. */
function plan(workspace: Workspace, review: string, table: string, mapping: TableMapping): ImportPlan {
  const open = workspace.review(review);
  const waiting = workspace.tables.get(table);
  const { revision } = readRevision(open.readable);
  const key = JSON.stringify([review, revision, mapping]);
  if (waiting.planned?.key !== key) {
    const existing: Known = {
      ...open.catalog(),
      metrics: listMetrics(open.readable),
      sourcesOf: (metricId, places) => sourceNames(open.readable, metricId, places),
    };
    waiting.planned = { key, plan: planImport(waiting.table, mapping, existing) };
  }
  return waiting.planned.plan;
}

/** Writes a checked import: values with their source, properties, tags, the incumbent. O(candidates × metrics). */
function writeImport(db: WritableDb, content: ImportContent, source: Omit<Source, 'id'>) {
  // A loop: `Int32Array.from` takes ten times as long.
  const rows = new Int32Array(content.rows.length);
  for (let i = 0; i < rows.length; i += 1) rows[i] = content.rows[i]!.row;
  const names = content.rows.map(({ name }) => name);
  const { sourceId, ids, cells } = writeMeasurements(db, { names, rows, metrics: content.metrics }, source);
  writeWords(db, content, ids);
  if (content.incumbent !== null) setIncumbent(db, ids[content.incumbent] ?? null);
  return {
    sourceId,
    candidates: content.rows.length,
    metrics: content.metrics.length,
    cells,
  };
}

/** Makes objectives for the metrics of these columns that have none yet. Returns how many. */
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

/**
 * Makes the bounds that the source sets a role's `must` requirements, except those that exist already.
 *
 * @param roleId undefined: nobody said, so the first role takes them. A trial that breaks its constraints must not be recommended
 *               just because nobody was asked.
 */
function createRequirements(
  db: WritableDb,
  content: ImportContent,
  roleId: number | undefined,
  source: string,
): number {
  if (content.metrics.every(({ atMost }) => atMost === undefined)) return 0;
  const roles = listRoles(db);
  const role = roleId === undefined ? roles[0] : roles.find(({ id }) => id === roleId);
  if (!role) {
    const what = roleId === undefined ? 'The review has no role' : 'This role is no longer in the review';
    throw new ParleyError('notFound', `${what}, and the constraints of the study need one. Add or choose a role.`);
  }
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
    createRequirement(db, { roleId: role.id, metricId, bound: atMost, reason, comparator: '<=', strength: 'must' });
    made += 1;
  }
  return made;
}

/** Writes properties and tags; `ids` are the candidates of the rows. */
function writeWords(db: WritableDb, content: ImportContent, ids: Int32Array): void {
  for (const { name, values } of content.attributes) {
    const attributeId = ensureAttribute(db, name);
    ids.forEach((id, i) => {
      const value = values[i] ?? '';
      if (value !== '') setAttribute(db, id, attributeId, value);
    });
  }
  content.tags?.forEach((tags, i) => {
    for (const tag of tags) setTag(db, ids[i]!, tag, true);
  });
}

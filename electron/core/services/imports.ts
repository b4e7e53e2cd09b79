// Import of tables: read, check, accept. What is read waits in memory; what is accepted is written whole or not at all.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { TableMapping } from '../../../shared/contract/imports.ts';
import { proposedObjectives } from '../../../shared/engine/objectiveProposal.ts';
import type { TaskHandlers } from './taskTypes.ts';
import { planImport, type ImportContent, type ImportPlan } from '../import/planning/plan.ts';
import type { Known } from '../import/planning/changes.ts';
import { withRemembered } from '../import/planning/remembered.ts';
import { ensureAttribute, setAttribute, setTag } from '../store/catalog.ts';
import type { WritableDb } from '../store/handle.ts';
import { listMetrics } from '../store/metrics.ts';
import { createObjective, listObjectives } from '../store/objectives.ts';
import { sourceNames } from '../store/sources.ts';
import { readRevision, setIncumbent } from '../store/review.ts';
import { createRequirement, listRoles } from '../store/roles.ts';
import type { Source } from '../store/sources.ts';
import type { Workspace } from '../installation/workspace.ts';
import { writeMeasurements } from './measurements.ts';
import { proposeObjective } from './objectives.ts';

export const importTasks = {
  'imports.read': async (
    workspace,
    { fileName, kind, bytes, upload, files, beside, options, window = null },
    { signal, progress },
  ) => {
    const from = upload === undefined ? undefined : workspace.uploads.fileOf(upload, 'evidence');
    const request = { bytes, from, fileName, options, files, beside };
    const { table, preview } = await workspace.options.parse(request, signal, progress);
    const columns = withRemembered(preview.columns, workspace.columns.recall());
    const waiting = {
      table,
      kind: kind === 'paste' ? kind : ('file' as const),
      objectives: proposedObjectives(columns, preview.rows),
      planned: null,
    };
    return { ...preview, columns, table: workspace.tables.add(waiting, window) };
  },
  'imports.check': (workspace, { review, table, mapping }) => plan(workspace, review, table, mapping).check,
  'imports.accept': (workspace, input, { client, signal, progress }) => {
    const { review, table, mapping, objectives, requirementsOf, answers = [] } = input;
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
      const cells = writeImport(db, content, source);
      const chosen = objectives === true ? waiting.objectives : objectives === false ? [] : objectives;
      const made = createObjectives(db, content, new Set(chosen));
      const bounds = requirementsOf === null ? 0 : createRequirements(db, content, requirementsOf, source.name);
      return { ...cells, objectives: made, requirements: bounds };
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
  const { ids, cells } = writeMeasurements(
    db,
    {
      names: content.rows.map(({ name }) => name),
      rows: Int32Array.from(content.rows, ({ row }) => row),
      metrics: content.metrics,
    },
    source,
  );
  writeWords(db, content, ids);
  if (content.incumbent !== null) setIncumbent(db, ids[content.incumbent] ?? null);
  return {
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

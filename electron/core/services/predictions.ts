// Prediction logs on the host's side: hands out columns of a table that was read, and writes the metrics measured on it.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { MeasuredMetric } from '../../../shared/contract/predictions.ts';
import { MOST_WORDS } from '../../../shared/contract/predictions.ts';
import { cellText } from '../import/columns.ts';
import type { ParsedColumn } from '../import/columns.ts';
import { cellKind } from '../import/numbers.ts';
import type { ImportContent } from '../import/plan.ts';
import type { WritableDb } from '../store/handle.ts';
import { listMetrics } from '../store/metrics.ts';
import { createObjective, listObjectives } from '../store/objectives.ts';
import { createRequirement, listRoles } from '../store/roles.ts';
import type { Source } from '../store/sources.ts';
import { writeImport } from './imports.ts';
import { proposeObjective } from './objectives.ts';
import type { TaskHandlers } from './taskTypes.ts';

export const predictionTasks = {
  'predictions.columns': (workspace, { table, columns }) => {
    const waiting = workspace.tables.get(table);
    return columns.map(({ index, words }) => {
      const column = waiting.table.columns[index];
      if (!column) throw new ParleyError('badInput', 'The table has no such column.');
      const most = { none: 0, few: MOST_WORDS, all: Infinity }[words];
      return { header: column.header, numbers: column.numbers, words: wordsOf(column, most) };
    });
  },
  'predictions.accept': (workspace, { review, table, metrics }) => {
    const waiting = workspace.tables.get(table);
    const source = {
      kind: waiting.kind,
      name: waiting.table.fileName,
      sha256: waiting.table.sha256,
      at: workspace.options.now().toISOString(),
    };
    const written = workspace.change(review, 'change', 'prediction log', (db) => writeMeasured(db, metrics, source));
    workspace.tables.drop(table);
    return written;
  },
} satisfies Partial<TaskHandlers>;

/** The different cells of a column; null when there are more than `most`. O(rows). */
function wordsOf(column: ParsedColumn, most: number): { codes: Int32Array; names: string[] } | null {
  if (column.distinct > most) return null;
  const codes = new Int32Array(column.kinds.length).fill(-1);
  // Numbers by value, so that 1 and 1.0 are one word and no million strings are made.
  const byNumber = new Map<number, number>();
  const byText = new Map<string, number>();
  const names: string[] = [];
  const codeOf = (text: string) => {
    let code = byText.get(text);
    if (code === undefined) {
      code = names.push(text) - 1;
      byText.set(text, code);
    }
    return code;
  };
  column.kinds.forEach((kind, row) => {
    if (kind === cellKind.missing) return;
    if (kind !== cellKind.number) {
      codes[row] = codeOf(cellText(column, row).trim());
      return;
    }
    const number = column.numbers[row] ?? NaN;
    let code = byNumber.get(number);
    if (code === undefined) {
      code = codeOf(String(number));
      byNumber.set(number, code);
    }
    codes[row] = code;
  });
  return { codes, names };
}

/** All or nothing: called inside one change of the review. */
function writeMeasured(db: WritableDb, metrics: readonly MeasuredMetric[], source: Omit<Source, 'id'>) {
  check(db, metrics);
  const candidates = [...new Set(metrics.flatMap(({ values }) => values.map(({ candidate }) => candidate)))];
  const content: ImportContent = {
    // A measure is made of all rows, so it has no row of its own.
    rows: candidates.map((name) => ({ name, row: 0 })),
    metrics: metrics.map(({ name, unit, direction, how, values }) => {
      const place = new Map(values.map((value) => [value.candidate, value]));
      const column = (of: 'value' | 'standardError') =>
        Float64Array.from(candidates, (candidate) => place.get(candidate)?.[of] ?? NaN);
      return {
        columnIndex: -1,
        header: how,
        name,
        unit,
        direction,
        values: column('value'),
        standardErrors: column('standardError'),
      };
    }),
    attributes: [],
    incumbent: null,
  };
  const written = writeImport(db, content, source, false);
  const idOf = new Map(listMetrics(db).map(({ name, id }) => [name, id]));
  const taken = new Set(listObjectives(db).map(({ metricId }) => metricId));
  let objectives = 0;
  let requirements = 0;
  for (const { name, objective, requirement } of metrics) {
    const metricId = idOf.get(name)!;
    if (objective && !taken.has(metricId)) {
      createObjective(db, proposeObjective(db, metricId));
      taken.add(metricId);
      objectives++;
    }
    if (requirement) {
      createRequirement(db, { ...requirement, metricId, reason: `Measured on ${source.name}.`.slice(0, 2000) });
      requirements++;
    }
  }
  return { ...written, objectives, requirements };
}

function check(db: WritableDb, metrics: readonly MeasuredMetric[]): void {
  const names = new Set<string>();
  for (const { name, values } of metrics) {
    if (names.has(name)) throw new ParleyError('badInput', `Two metrics would be called “${name}”.`);
    names.add(name);
    const own = new Set(values.map(({ candidate }) => candidate));
    if (own.size !== values.length) throw new ParleyError('badInput', `“${name}” has two values for one candidate.`);
  }
  const derived = listMetrics(db).find(({ name, formula }) => names.has(name) && formula !== null);
  if (derived) {
    throw new ParleyError(
      'refused',
      `“${derived.name}” is worked out by a formula, so it cannot be measured. Give the measure another name.`,
    );
  }
  const roles = new Set(listRoles(db).map(({ id }) => id));
  if (metrics.some(({ requirement }) => requirement && !roles.has(requirement.roleId))) {
    throw new ParleyError('notFound', 'One of these roles is no longer in the review.');
  }
}

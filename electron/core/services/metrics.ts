// Metrics: measured ones, and those computed by a formula.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Metric } from '../../../shared/domain/metric.ts';
import type { CommandHandlers, QueryHandlers } from './handlerTypes.ts';
import { countCandidates, listCandidates } from '../store/catalog.ts';
import { emptyColumn, putColumn } from '../store/columns.ts';
import type { ReadableDb } from '../store/handle.ts';
import { createMetric, listMetrics, removeMetric, updateMetric } from '../store/metrics.ts';
import { listObjectives } from '../store/objectives.ts';
import { listRoles } from '../store/roles.ts';
import { calculate, checkFormula, metricUsing, recompute, renameInFormulas } from './derived.ts';

/** How many candidates without a value are named. */
const shownFailures = 20;

export const metricQueries = {
  'metrics.tryFormula': (db, { id, formula }) => {
    const { ids } = listCandidates(db);
    const metric = id === null ? { id, name: null } : requireMetric(db, id);
    try {
      checkFormula(db, formula, metric);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      const measured = new Float64Array(ids.length).fill(NaN);
      return { measured, problem: error.message, failures: [], failureCount: 0 };
    }
    const { measured, failures } = calculate(db, formula, ids.length);
    const shown = [...failures.entries()].slice(0, shownFailures);
    return {
      measured,
      problem: null,
      failures: shown.map(([place, message]) => ({ candidateId: ids[place]!, message })),
      failureCount: failures.size,
    };
  },
} satisfies Partial<QueryHandlers>;

export const metricCommands = {
  'metrics.create': (db, { name, unit, direction }) => {
    refuseTaken(db, name, null);
    const id = createMetric(db, { name, unit, direction, formula: null });
    putColumn(db, emptyColumn(id, countCandidates(db)));
    return { id };
  },
  'metrics.createDerived': (db, { name, unit, direction, formula }) => {
    refuseTaken(db, name, null);
    checkFormula(db, formula, { id: null, name });
    const id = createMetric(db, { name, unit, direction, formula });
    putColumn(db, emptyColumn(id, countCandidates(db)));
    recompute(db, [id]);
    return { id };
  },
  'metrics.setFormula': (db, { id, formula }) => {
    const metric = requireMetric(db, id);
    if (metric.formula === null) {
      throw new ParleyError(
        'refused',
        `“${metric.name}” is measured, and a formula would replace its values. Add a derived metric instead.`,
      );
    }
    checkFormula(db, formula, metric);
    updateMetric(db, { ...metric, formula });
    recompute(db, [id]);
    return null;
  },
  'metrics.update': (db, { id, name, unit, direction }) => {
    const before = requireMetric(db, id);
    refuseTaken(db, name, id);
    updateMetric(db, { id, name, unit, direction, formula: before.formula });
    if (name !== before.name) renameInFormulas(db, before.name, name);
    return null;
  },
  'metrics.remove': (db, { id }) => {
    const { name } = requireMetric(db, id);
    const objective = listObjectives(db).find((each) => each.metricId === id);
    if (objective) {
      throw new ParleyError(
        'refused',
        `The objective “${objective.name}” rests on the metric “${name}”. Remove the objective first.`,
      );
    }
    const role = listRoles(db).find(({ requirements }) => requirements.some((each) => each.metricId === id));
    if (role) {
      throw new ParleyError(
        'refused',
        `A requirement of ${role.name} rests on the metric “${name}”. Remove the requirement first.`,
      );
    }
    const derived = metricUsing(db, name);
    if (derived) {
      throw new ParleyError(
        'refused',
        `“${derived.name}” is worked out from the metric “${name}”. Change its formula, or remove it first.`,
      );
    }
    removeMetric(db, id);
    return null;
  },
} satisfies Partial<CommandHandlers>;

export function requireMetric(db: ReadableDb, id: number): Metric {
  const metric = listMetrics(db).find((each) => each.id === id);
  if (!metric) throw new ParleyError('notFound', 'This metric is no longer in the review.');
  return metric;
}

function refuseTaken(db: ReadableDb, name: string, except: number | null): void {
  if (listMetrics(db).some((each) => each.name === name && each.id !== except)) {
    throw new ParleyError('refused', `There is already a metric named “${name}”.`);
  }
}

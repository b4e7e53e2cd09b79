// Derived metrics: what their formulas mention, in which order they follow from each other, and keeping their values current.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Provenance } from '../../../shared/domain/catalog.ts';
import { formula as formulaText, type Metric } from '../../../shared/domain/metric.ts';
import { evaluateFormula, type Outcome } from '../formula/evaluate.ts';
import { nearestName } from '../formula/nearest.ts';
import { readFormula, withNewName, type Formula } from '../formula/syntax.ts';
import { countCandidates } from '../store/catalog.ts';
import { emptyColumn, getColumn, putColumn } from '../store/columns.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { listMetrics, updateMetric } from '../store/metrics.ts';

/** A derived metric; `read` is null where its formula cannot be read, as in a file that was tampered with. */
interface Derived {
  metric: Metric;
  read: Formula | null;
  inputs: ReadonlySet<string>;
}

function listDerived(db: ReadableDb): Derived[] {
  return listMetrics(db).flatMap((metric) => {
    if (metric.formula === null) return [];
    const read = tryRead(metric.formula);
    return [{ metric, read, inputs: new Set(read?.mentions.map(({ name }) => name)) }];
  });
}

function tryRead(text: string): Formula | null {
  try {
    return readFormula(text);
  } catch (error) {
    if (error instanceof ParleyError) return null;
    throw error;
  }
}

/**
 * Refuses a formula that cannot be read, mentions what is not there, or leads back to its own metric.
 *
 * @param metric the metric it is for; a new one has no id yet, and perhaps no name.
 */
export function checkFormula(db: ReadableDb, text: string, metric: { id: number | null; name: string | null }): void {
  const { mentions } = readFormula(text);
  const names = listMetrics(db).map(({ name }) => name);
  for (const { name } of mentions) {
    if (names.includes(name)) continue;
    const nearest = nearestName(name, names);
    const hint = nearest === null ? 'Choose one from the list.' : `Did you mean “${nearest}”?`;
    throw new ParleyError('badInput', `There is no metric “${name}”. ${hint}`);
  }
  if (metric.id === null) return;
  const derived = new Map(listDerived(db).map((each) => [each.metric.name, each.inputs]));
  const seen = new Set<string>();
  const ahead = mentions.map(({ name }) => name);
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (name === metric.name) {
      throw new ParleyError(
        'refused',
        `“${metric.name}” would be worked out from itself, directly or through another formula. Take it out.`,
      );
    }
    if (seen.has(name)) continue;
    seen.add(name);
    ahead.push(...(derived.get(name) ?? []));
  }
}

/** Evaluates a checked formula on the current values. */
export function calculate(db: ReadableDb, text: string, candidates: number): Outcome {
  return outcomeOf(db, readFormula(text), candidates);
}

function outcomeOf(db: ReadableDb, read: Formula, candidates: number): Outcome {
  const ids = new Map(listMetrics(db).map(({ id, name }) => [name, id]));
  const inputs = new Map<string, Float64Array>();
  for (const { name } of read.mentions) {
    const values = getColumn(db, ids.get(name) ?? 0)?.measured;
    if (values) inputs.set(name, values);
  }
  return evaluateFormula(read.root, inputs, candidates);
}

/**
 * Brings derived values up to date, inside the transaction of the change that made them stale.
 *
 * @param changed the metrics whose values or formula have changed; null for all.
 * O(candidates × nodes of the formulas concerned).
 */
export function recompute(db: WritableDb, changed: readonly number[] | null): void {
  const derived = inOrder(listDerived(db));
  if (derived.length === 0) return;
  const stale = new Set(listMetrics(db).flatMap(({ id, name }) => (changed?.includes(id) === false ? [] : [name])));
  const candidates = countCandidates(db);
  for (const { metric, read, inputs } of derived) {
    if (!stale.has(metric.name) && ![...inputs].some((name) => stale.has(name))) continue;
    stale.add(metric.name);
    const column = emptyColumn(metric.id, candidates);
    if (read) column.measured = outcomeOf(db, read, candidates).measured;
    putColumn(db, column);
  }
}

/** In order of dependence: each metric after those its formula needs. Circular formulas, which no check lets pass, are left out. */
function inOrder(derived: readonly Derived[]): Derived[] {
  const waiting = new Map(derived.map((each) => [each.metric.name, each]));
  const order: Derived[] = [];
  for (let before = -1; before !== order.length;) {
    before = order.length;
    for (const each of waiting.values()) {
      if ([...each.inputs].some((name) => waiting.has(name))) continue;
      waiting.delete(each.metric.name);
      order.push(each);
    }
  }
  return order;
}

/** The first metric whose formula uses the metric of that name. */
export function metricUsing(db: ReadableDb, name: string): Metric | null {
  return listDerived(db).find(({ inputs }) => inputs.has(name))?.metric ?? null;
}

/** Renames a metric in every formula that uses it. */
export function renameInFormulas(db: WritableDb, from: string, to: string): void {
  for (const { metric, inputs } of listDerived(db)) {
    if (metric.formula === null || !inputs.has(from)) continue;
    const formula = withNewName(metric.formula, from, to);
    if (!formulaText.safeParse(formula).success) {
      throw new ParleyError(
        'refused',
        `The formula of “${metric.name}” would get longer than 1,000 characters with this name. Choose a shorter one.`,
      );
    }
    updateMetric(db, { ...metric, formula });
  }
}

/** How a value is derived from others; null where it is measured. */
export function explainCell(db: ReadableDb, metricId: number, place: number): Provenance['formula'] {
  const metrics = listMetrics(db);
  const text = metrics.find(({ id }) => id === metricId)?.formula ?? null;
  if (text === null) return null;
  const read = tryRead(text);
  if (!read) return { text, inputs: [], problem: 'The formula cannot be read. Write it anew.' };
  const here = new Map<string, Float64Array>();
  const inputs: NonNullable<Provenance['formula']>['inputs'] = [];
  for (const name of new Set(read.mentions.map((mention) => mention.name))) {
    const input = metrics.find((each) => each.name === name);
    if (!input) continue;
    const value = getColumn(db, input.id)?.measured[place] ?? NaN;
    here.set(name, Float64Array.of(value));
    inputs.push({ metricId: input.id, measured: Number.isNaN(value) ? null : value });
  }
  return { text, inputs, problem: evaluateFormula(read.root, here, 1).failures.get(0) ?? null };
}

// What an import would change in a review that has candidates already: shown before it is accepted, and again afterwards.
import type { ImportChanges } from '../../../../shared/contract/imports.ts';
import type { Catalog } from '../../../../shared/domain/catalog.ts';
import type { Metric } from '../../../../shared/domain/metric.ts';
import type { ImportContent, PlannedMetric } from './content.ts';

const mostMetrics = 200;
const mostExamples = 3;

export type Known = Pick<Catalog, 'names' | 'columns' | 'attributes' | 'tags' | 'candidateIds'> & {
  metrics: readonly Metric[];
  /** The names of what the values of a metric came from, for candidates at these places; each once, latest first. */
  sourcesOf: (metricId: number, places: readonly number[]) => string[];
};

interface MeasuredCell {
  /** NaN: none. */
  value: number;
  error: number;
}

/** The standard error to keep: the same value without an error is no reason to drop the error. */
export const keptError = (before: MeasuredCell, after: MeasuredCell): number =>
  Number.isNaN(after.error) && Object.is(before.value, after.value) ? before.error : after.error;

/** Whether a value that is stated again, perhaps with another standard error, replaces the one that is there. */
export const replaces = (before: MeasuredCell, after: MeasuredCell): boolean =>
  !Number.isNaN(before.value) &&
  !Number.isNaN(after.value) &&
  !(Object.is(before.value, after.value) && Object.is(before.error, keptError(before, after)));

/** Compares what would be written with what is there. O(cells of candidates that the review knows). */
export function changesOf(
  content: Pick<ImportContent, 'rows' | 'metrics' | 'attributes' | 'tags'>,
  known: Known,
): ImportChanges {
  if (known.names.length === 0) {
    return { fresh: content.rows.length, updated: 0, unchanged: 0, left: 0, replaced: 0, metrics: [], metricCount: 0 };
  }
  const placeOf = new Map(known.names.map((name, place) => [name, place]));
  const places = Int32Array.from(content.rows, ({ name }) => placeOf.get(name) ?? -1);
  const met = places.reduce((sum, place) => sum + (place >= 0 ? 1 : 0), 0);
  const none = { fresh: places.length - met, updated: 0, unchanged: 0, left: known.names.length - met, replaced: 0 };
  if (met === 0) return { ...none, metrics: [], metricCount: 0 };

  const touched = new Uint8Array(places.length);
  const idOf = new Map(known.metrics.map(({ name, id }) => [name, id]));
  const columns = new Map(known.columns.map((column) => [column.metricId, column]));
  const metrics = content.metrics
    .map((planned) => {
      const metricId = idOf.get(planned.name) ?? -1;
      return metricChange(planned, content.rows, places, columns.get(metricId), touched, (at) =>
        known.sourcesOf(metricId, at),
      );
    })
    .filter(({ changed, added }) => changed + added > 0);
  touchWords(content, known, places, touched);
  const updated = touched.reduce((sum, one) => sum + one, 0);
  return {
    ...none,
    updated,
    unchanged: met - updated,
    replaced: metrics.reduce((sum, { replaced }) => sum + replaced, 0),
    metrics: metrics.slice(0, mostMetrics),
    metricCount: metrics.length,
  };
}

function metricChange(
  { name, unit, measured, standardErrors }: PlannedMetric,
  rows: ImportContent['rows'],
  places: Int32Array,
  column: Known['columns'][number] | undefined,
  touched: Uint8Array,
  sourcesAt: (places: readonly number[]) => string[],
): ImportChanges['metrics'][number] {
  let changed = 0;
  let added = 0;
  /** Places whose value becomes another. */
  const replaced: number[] = [];
  const examples: ImportChanges['metrics'][number]['examples'] = [];
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i] ?? -1;
    const value = measured[i] ?? NaN;
    if (place < 0 || Number.isNaN(value)) continue;
    const from = column?.measured[place] ?? NaN;
    const before = { value: from, error: column?.standardErrors?.[place] ?? NaN };
    if (Number.isNaN(from)) added += 1;
    else if (replaces(before, { value, error: standardErrors?.[i] ?? NaN })) {
      changed += 1;
      if (!Object.is(from, value)) {
        replaced.push(place);
        noteExample(examples, { candidate: rows[i]?.name ?? '', from, to: value });
      }
    } else continue;
    touched[i] = 1;
  }
  const from = replaced.length === 0 ? [] : sourcesAt(replaced).slice(0, 3);
  return { name, unit, changed, added, replaced: replaced.length, from, examples };
}

/** Keeps an example where it is among the largest differences so far. */
function noteExample(
  examples: ImportChanges['metrics'][number]['examples'],
  one: ImportChanges['metrics'][number]['examples'][number],
): void {
  const difference = (each: typeof one) => Math.abs(each.to - each.from);
  const at = examples.findIndex((each) => difference(each) < difference(one));
  if (at < 0) examples.push(one);
  else examples.splice(at, 0, one);
  examples.splice(mostExamples);
}

/** Candidates whose properties in words or tags would change. */
function touchWords(
  { attributes, tags = [] }: Pick<ImportContent, 'attributes' | 'tags'>,
  known: Known,
  places: Int32Array,
  touched: Uint8Array,
): void {
  const byName = new Map(known.attributes.map(({ name, values }) => [name, values]));
  const tagged = new Map(known.tags.map(({ tag, candidateIds }) => [tag, new Set(candidateIds)]));
  places.forEach((place, i) => {
    if (place < 0 || touched[i] === 1) return;
    const id = known.candidateIds[place] ?? 0;
    const reworded = attributes.some(
      ({ name, values }) => values[i] !== '' && values[i] !== (byName.get(name)?.[place] ?? ''),
    );
    if (reworded || (tags[i] ?? []).some((tag) => tagged.get(tag)?.has(id) !== true)) touched[i] = 1;
  });
}

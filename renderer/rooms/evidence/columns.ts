// The columns of the evidence table: which there are, what each holds, what its header says and how wide it is.
import type { AttributeColumn, Catalog, MetricColumn as CatalogColumn } from '../../../shared/domain/catalog.ts';
import { digitsFor, formatInterval, formatNumber } from '../../../shared/domain/format.ts';
import type { Metric } from '../../../shared/domain/metric.ts';
import type { Objective } from '../../../shared/domain/objective.ts';
import { intervalAt } from '../../../shared/engine/statedDoubt.ts';

interface Place {
  /** Stable name of the column in this review; also what is remembered when it is hidden. */
  key: string;
  label: string;
  width: number;
}
interface NameColumn extends Place {
  kind: 'name';
  texts: readonly string[];
}
interface StandingColumn extends Place {
  kind: 'standing';
}
export interface MetricColumn extends Place {
  kind: 'metric';
  metric: Metric;
  /** The objective that rests on it, if any. */
  objective: Objective | null;
  measured: Float64Array;
  decimals: number;
  /** Beside the values; null when no candidate has one. */
  standardErrors: Float64Array | null;
  /** Between which ends the truth lies; left out when no candidate has such an interval. It is written instead of the error. */
  intervals?: CatalogColumn['intervals'];
  /** How both are written after the values; null where there is no room for them. */
  errors: { decimals: number; width: number } | null;
}
interface TextColumn extends Place {
  kind: 'attribute';
  attribute: AttributeColumn;
  texts: readonly string[];
}
export type Column = NameColumn | StandingColumn | MetricColumn | TextColumn;

const clamp = (low: number, value: number, high: number) => Math.min(high, Math.max(low, Math.ceil(value)));
/** Average advance of the 13 px table type, and that of its figures; widths are estimated, so that no cell has to be measured. */
const letter = 7;
const figure = 8;

/** The length that all but one in twenty texts keep to; reads a few hundred of them. */
function usualLength(texts: readonly string[]): number {
  const stride = Math.max(1, Math.floor(texts.length / 400));
  const lengths: number[] = [];
  for (let i = 0; i < texts.length; i += stride) lengths.push(texts[i]?.length ?? 0);
  lengths.sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.95)] ?? 0;
}

const widest = 200;

/** The digits a value is shown with: those of its column, and more where a small one would read as 0. */
export const digitsInCell = (value: number, decimals: number): number =>
  value !== 0 && Number(value.toFixed(decimals)) === 0 ? digitsFor(decimals, value) : decimals;

/** Letters of the longest number of a column. O(n). */
function widestNumber(values: Float64Array, decimals: number): number {
  let low = 0;
  let high = 0;
  // Of those that would read as 0 the smallest has the most digits.
  let small = Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
    if (value !== 0 && Math.abs(value) < Math.abs(small)) small = value;
  }
  const length = (value: number) => formatNumber(value, digitsInCell(value, decimals)).length;
  return Math.max(length(low), length(high), small === Infinity ? 0 : length(small));
}

/** "± 0.011" after each number, or "0.02 to 0.12": two digits of the usual error, and only where the column has the room. */
function errorsOf(
  { standardErrors, intervals }: Pick<CatalogColumn, 'standardErrors' | 'intervals'>,
  digits: number,
  decimals: number,
): MetricColumn['errors'] {
  if (intervals) {
    const ends = (of: Float64Array) => widestNumber(of.filter(Number.isFinite), decimals);
    const width = (ends(intervals.lows) + ends(intervals.highs)) * figure + 28;
    return { decimals, width };
  }
  if (standardErrors === null) return null;
  const stated = standardErrors.filter((error) => error > 0).sort();
  const usual = stated[Math.floor(stated.length / 2)] ?? 0;
  const wanted = usual === 0 ? decimals : Math.max(decimals, 1 - Math.floor(Math.log10(usual)));
  const shown = Math.min(wanted, decimals + 2, 8);
  const width = widestNumber(standardErrors, shown) * figure + 14;
  return digits * figure + width + 28 <= widest ? { decimals: shown, width } : null;
}

/** " 0.02 to 0.12" or " ± 0.011" after a value; '' where neither is stated. */
export function doubtText({ standardErrors, intervals, errors }: MetricColumn, index: number): string {
  const interval = intervalAt(intervals ? { intervals } : {}, index);
  if (errors === null) return '';
  if (interval !== null) return ` ${formatInterval(interval, errors.decimals, '')}`;
  const error = standardErrors?.[index] ?? NaN;
  return Number.isNaN(error) ? '' : ` ± ${formatNumber(error, errors.decimals)}`;
}

/** Of a head its longest word, and as much of two lines and of what is under them as 104 pixels hold: numbers decide. */
function headWidth(name: string, detail = ''): number {
  // A short name stays on one line.
  const word =
    name.length <= 9 ? name.length : name.split(/[\s_-]+/u).reduce((most, { length }) => Math.max(most, length), 0);
  const lines = Math.min(104, Math.max((name.length / 2 + 1) * 6.6 + 38, detail.length * 5.8 + 24));
  return Math.max(lines, Math.min(124, word * 6.9 + 40));
}

/** Under the name there is the unit, and the word that tells which way is better. */
const metricWidth = ({ name, unit }: Metric, content: number): number =>
  Math.ceil(Math.max(64, content + 26, headWidth(name, unit === '' ? '' : `higher · ${unit}`)));

interface Described {
  metrics: readonly Metric[];
  objectives: readonly Objective[];
  catalog: Catalog;
  decimals: ReadonlyMap<number, number>;
  incumbentId: number | null;
}

/** All columns in the order they are shown: name, standing, the metrics that objectives rest on, the others, words. */
export function columnsOf({ metrics, objectives, catalog, decimals, incumbentId }: Described): Column[] {
  const columns = new Map(catalog.columns.map((column) => [column.metricId, column]));
  const nothing = new Float64Array(catalog.candidateIds.length).fill(NaN);
  const byMetric = new Map(objectives.map((objective) => [objective.metricId, objective]));
  const place = (metric: Metric) => byMetric.get(metric.id)?.position ?? Infinity;
  const ordered = metrics.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));

  const besides = (catalog.tags.length > 0 ? 60 : 0) + (incumbentId === null ? 0 : 64);
  const name: Column = {
    kind: 'name',
    key: 'name',
    label: 'Candidate',
    texts: catalog.names,
    width: clamp(180, usualLength(catalog.names) * letter + 52, 340) + besides,
  };
  const standing: Column[] =
    objectives.length > 0 ? [{ kind: 'standing', key: 'standing', label: 'Standing', width: 146 }] : [];
  const measured = ordered.map((metric): Column => {
    const found = columns.get(metric.id) ?? { metricId: metric.id, measured: nothing, standardErrors: null };
    const { measured, standardErrors } = found;
    const digits = decimals.get(metric.id) ?? 0;
    const letters = widestNumber(measured, digits);
    const errors = errorsOf(found, letters, digits);
    return {
      kind: 'metric',
      key: `metric ${metric.id}`,
      label: metric.name,
      metric,
      objective: byMetric.get(metric.id) ?? null,
      measured,
      decimals: digits,
      standardErrors,
      ...(found.intervals && { intervals: found.intervals }),
      errors,
      width: metricWidth(metric, letters * figure + (errors?.width ?? 0)),
    };
  });
  const words = catalog.attributes.map((attribute): Column => ({
    kind: 'attribute',
    key: `attribute ${attribute.id}`,
    label: attribute.name,
    attribute,
    texts: attribute.values,
    width: clamp(72, Math.max(usualLength(attribute.values) * letter + 24, headWidth(attribute.name)), 220),
  }));
  return [name, ...standing, ...measured, ...words];
}

/** A column as wide as larger text needs it. @param text  times the normal size. */
export function widened(column: Column, text: number): Column {
  const width = Math.ceil(column.width * text);
  if (column.kind !== 'metric' || column.errors === null) return { ...column, width };
  return { ...column, width, errors: { ...column.errors, width: Math.ceil(column.errors.width * text) } };
}

/** How many values of metrics are missing altogether. O(candidates × metrics). */
export function countMissing(metrics: readonly Metric[], catalog: Catalog): number {
  const measuredByMetric = new Map(catalog.columns.map((column) => [column.metricId, column.measured]));
  let missing = 0;
  for (const metric of metrics) {
    const column = measuredByMetric.get(metric.id);
    if (!column) missing += catalog.candidateIds.length;
    else for (const value of column) if (Number.isNaN(value)) missing += 1;
  }
  return missing;
}

/** Left edges of the columns, and one more: the full width. */
export function edgesOf(columns: readonly Column[]): number[] {
  const edges = [0];
  for (const column of columns) edges.push(edges.at(-1)! + column.width);
  return edges;
}

/** A pixel or two of the space beside a number may be out of sight. */
const SLACK = 2;

interface Beyond {
  /** How many columns are not wholly in sight on either side. */
  left: number;
  right: number;
  /** Places of those of them that are seen in part: they are left blank, for 0.88 is no 0.884. */
  cut: ReadonlySet<number>;
}

/**
 * Which columns are out of sight. The first stays in sight; one that is wider than what is seen of the others counts by its nearer end.
 *
 * @param left  pixels the table is scrolled by; `width` pixels of it are seen, 0 before it is drawn.
 */
export function columnsBeyond(edges: readonly number[], left: number, width: number): Beyond {
  const cut = new Set<number>();
  const beyond = { left: 0, right: 0, cut };
  if (width === 0) return beyond;
  const from = left + (edges[1] ?? 0);
  const to = left + width;
  for (let place = 1; place < edges.length - 1; place += 1) {
    const [start, end] = [edges[place]!, edges[place + 1]!];
    const isSeen = end > from && start < to;
    const fits = end - start <= to - from;
    if (isSeen && !fits) continue;
    if (start < from - SLACK) beyond.left += 1;
    else if (end > to + SLACK) beyond.right += 1;
    else continue;
    if (isSeen) cut.add(place);
  }
  return beyond;
}

/** How far to scroll to bring columns into sight beyond one side, so that one begins right beside the first. */
export function sidewaysStep(edges: readonly number[], left: number, width: number, by: 1 | -1): number {
  const pinned = edges[1] ?? 0;
  const target = left + by * Math.max(120, (width - pinned) * 0.8);
  const starts = edges.slice(1, -1).map((start) => start - pinned);
  const near = starts.filter((start) => (by > 0 ? start > left && start <= target : start < left && start >= target));
  return (by > 0 ? near.at(-1) : near[0]) ?? Math.max(0, target);
}

/** First and one past the last column between two positions, with one to spare on both sides; column 0 stays in view anyway. */
export function columnsBetween(edges: readonly number[], from: number, to: number): [number, number] {
  let first = 1;
  while (first < edges.length - 1 && edges[first + 1]! < from) first += 1;
  let last = first;
  while (last < edges.length - 1 && edges[last]! <= to) last += 1;
  return [Math.max(1, first - 1), Math.min(edges.length - 1, last + 1)];
}

// How the engine's sentences write numbers and cite cells: digits follow the metric's column, and every number has its source.
import {
  decimalsFor,
  decimalsOfDifference,
  formatDifference,
  formatMeasure,
  formatNumber,
  shownTarget,
} from '../domain/format.ts';
import type { ReviewSnapshot } from '../domain/review.ts';

/** Why a model in use is not ranked, where the meeting agreed so. */
export const REFERENCE_REASON = 'stays for comparison: the meeting agreed that keeping it is no answer';

/** The cell of the evidence that a number was read from. */
export interface CitedCell {
  candidateId: number;
  metricId: number;
}

/** Words to be read aloud, and the cells they cite, each once, in the order of their mention. */
export interface Sentence {
  text: string;
  cells: readonly CitedCell[];
}

export interface Wording {
  /** "120 ms", with the digits of the metric's column. */
  measure(metricId: number, x: number): string;
  /** A size without sign and with at least two significant digits, "48 ms", "0.11 ms"; differences of percentages are percentage points. */
  difference(metricId: number, x: number): string;
  /** "17 ms" and "from 84 to 67 ms": the second number rounded outwards so that what is read aloud suffices, the first their difference. */
  target(metricId: number, from: number, to: number): { by: string; fromTo: string };
  cell(candidate: number, metricId: number): CitedCell;
}

/** Reads a column once for its digits. O(n) per metric mentioned. */
export function wordingOf({ settings, catalog }: ReviewSnapshot): Wording {
  const digits = new Map<number, number>();
  const digitsOf = (metricId: number) => {
    const known = digits.get(metricId);
    if (known !== undefined) return known;
    const column = catalog.columns.find((one) => one.metricId === metricId);
    const found = column ? decimalsFor(column.measured) : 0;
    digits.set(metricId, found);
    return found;
  };
  const unitOf = (metricId: number) => settings.metrics.find(({ id }) => id === metricId)?.unit ?? '';
  return {
    measure: (metricId, x) => formatMeasure(x, digitsFor(x, digitsOf(metricId)), unitOf(metricId)),
    difference: (metricId, x) => {
      const size = Math.abs(Number(x.toPrecision(12)));
      return formatMeasure(size, decimalsOfDifference(size, digitsOf(metricId)), pointsFor(unitOf(metricId)));
    },
    target: (metricId, from, to) => {
      const unit = unitOf(metricId);
      const shown = shownTarget(from, to);
      return {
        by: formatMeasure(Math.abs(shown.difference), shown.decimals, pointsFor(unit)),
        fromTo: `from ${formatNumber(shown.from, shown.decimals)} to ${formatMeasure(shown.to, shown.decimals, unit)}`,
      };
    },
    cell: (candidate, metricId) => ({ candidateId: catalog.candidateIds[candidate]!, metricId }),
  };
}

function pointsFor(unit: string): string {
  return unit === '%' ? 'percentage points' : unit;
}

/** The column's digits, or as many as it takes to show that the number is not 0. */
function digitsFor(x: number, column: number): number {
  return Number(x.toFixed(column)) === 0 && x !== 0 ? leading(x) : column;
}

/** A difference in value, signed: "+0.21", "−0.003"; two digits, or as many as it takes to show that it is not 0. */
export function worthText(x: number): string {
  // Without the noise of the last digits, so that 0.055 rounds as it reads.
  const worth = Number(x.toPrecision(12));
  return formatDifference(worth, worthDecimals(worth));
}

/** The decimals of a worth: two, or as many as it takes to show that it is not 0. */
export function worthDecimals(x: number): number {
  return Math.abs(x) >= 0.005 || x === 0 || !Number.isFinite(x) ? 2 : leading(x);
}

/** The place of the first digit after the point that is not 0. */
function leading(x: number): number {
  return Math.min(12, Math.max(0, -Math.floor(Math.log10(Math.abs(x)))));
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Each cell once, in the order of first mention. */
export function distinct(cells: readonly CitedCell[]): CitedCell[] {
  const seen = new Set<string>();
  return cells.filter(({ candidateId, metricId }) => {
    const key = `${candidateId}:${metricId}`;
    return !seen.has(key) && seen.add(key);
  });
}

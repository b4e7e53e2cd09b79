// What a row of the ranking says of noise: against the one above it, and against the first.
import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { PairVerdict } from '../../../shared/measures/compare/verdict.ts';
import { isWithinNoise, verdictSentence } from '../../../shared/measures/compare/verdictText.ts';
import { kindWords } from '../../parts/measures/kinds/index.ts';
import type { LogVerdicts } from '../../state/verdicts.ts';

/** A log of more cells than this is not fetched for the sake of marks. */
export const MOST_CELLS = 3e7;

type Verdicts = Pick<LogVerdicts, 'kind' | 'name' | 'between'>;

interface Ranked {
  /** Candidate indices as they stand in the ranking. */
  order: Int32Array;
  /** Per candidate its place in that order. */
  placeOf: Int32Array;
  /** 0 = not ranked. */
  ranks: Int32Array;
  catalog: Pick<Catalog, 'candidateIds' | 'names'>;
  verdicts: Verdicts;
}

/** The inverse of an order. O(n). */
export function placesIn(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  order.forEach((index, place) => (places[index] = place));
  return places;
}

/** "Accuracy on the log Visits within noise of Two-tower: 0.3 pt …", a line each for the one above and the first; '' where it is not. */
export function noiseAt({ order, placeOf, ranks, catalog, verdicts }: Ranked, index: number): string {
  const place = placeOf[index]!;
  if (ranks[index] === 0 || place === 0) return '';
  const others = new Set([order[place - 1]!, order[0]!]);
  const lines: string[] = [];
  for (const other of others) {
    const pair = verdicts.between(catalog.candidateIds[index]!, catalog.candidateIds[other]!);
    if (pair === null || !isWithinNoise(pair)) continue;
    lines.push(comparisonText(verdicts, pair, catalog.names[other] ?? ''));
  }
  return lines.join('\n');
}

/**
 * "Accuracy on the log Visits": the leading measure of the log, with the log's name. Beside objectives that measure something else it has to be
 * said which measure is meant, and on which cases.
 */
const measureOf = ({ kind, name }: Pick<Verdicts, 'kind' | 'name'>): string =>
  `${kindWords[kind].leading.words.name} on the log ${name}`;

/** "Accuracy on the log Visits within noise of Two-tower: 0.3 pt …", of two candidates of a log. */
export function comparisonText(verdicts: Pick<Verdicts, 'kind' | 'name'>, pair: PairVerdict, other: string): string {
  return verdictSentence(pair, other, measureOf(verdicts), kindWords[verdicts.kind].leadingIsShare);
}

/** Names of all that a candidate cannot be told from, with the measure; null where there are none. O(candidates). */
export function indistinguishable(
  { candidateIds, names }: Pick<Catalog, 'candidateIds' | 'names'>,
  verdicts: Verdicts,
  index: number,
): { measure: string; names: string[] } | null {
  const found: string[] = [];
  candidateIds.forEach((id, other) => {
    const pair = verdicts.between(candidateIds[index]!, id);
    if (pair !== null && isWithinNoise(pair)) found.push(names[other] ?? '');
  });
  return found.length === 0 ? null : { measure: measureOf(verdicts), names: found };
}

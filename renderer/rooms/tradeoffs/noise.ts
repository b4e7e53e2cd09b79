// What a row of the ranking says of noise: against the one above it, and against the first.
import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { LogNoise } from '../../state/noise.ts';
import { pairedText } from '../../parts/measures/noiseWords.ts';

/** A log of more cells than this is not fetched for the sake of marks. */
export const MOST_CELLS = 3e7;

interface Ranked {
  /** Candidate indices as they stand in the ranking. */
  order: Int32Array;
  /** Per candidate its place in that order. */
  placeOf: Int32Array;
  /** 0 = not ranked. */
  ranks: Int32Array;
  catalog: Pick<Catalog, 'candidateIds' | 'names'>;
  noise: Pick<LogNoise, 'between'>;
}

/** The inverse of an order. O(n). */
export function placesIn(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  order.forEach((index, place) => (places[index] = place));
  return places;
}

/** "Accuracy within noise of Two-tower: 0.3 pt …", a line each for the one above and the first; '' where it is not. */
export function noiseAt({ order, placeOf, ranks, catalog, noise }: Ranked, index: number): string {
  const place = placeOf[index]!;
  if (ranks[index] === 0 || place === 0) return '';
  const others = new Set([order[place - 1]!, order[0]!]);
  const lines: string[] = [];
  for (const other of others) {
    const found = noise.between(catalog.candidateIds[index]!, catalog.candidateIds[other]!);
    if (found === null || (found.pair.verdict !== 'noise' && found.pair.verdict !== 'same')) continue;
    lines.push(pairedText(found.pair, catalog.names[other] ?? '', found.measure, found.share));
  }
  return lines.join('\n');
}

/** Names of all that a candidate is within noise of, with the measure; null where there are none. O(candidates). */
export function alike(
  { candidateIds, names }: Pick<Catalog, 'candidateIds' | 'names'>,
  noise: Pick<LogNoise, 'between'>,
  index: number,
): { measure: string; names: string[] } | null {
  const found: string[] = [];
  let measure = '';
  candidateIds.forEach((id, other) => {
    const compared = noise.between(candidateIds[index]!, id);
    if (compared === null || (compared.pair.verdict !== 'noise' && compared.pair.verdict !== 'same')) return;
    measure = compared.measure;
    found.push(names[other] ?? '');
  });
  return found.length === 0 ? null : { measure, names: found };
}

// Whom new candidates are made from: who has scores, and which two make a likely cascade.
import type { Metric } from '../../../../shared/domain/metric.ts';
import type { KeptLog } from '../../../../shared/domain/predictionLog.ts';
import { proposeCombination } from '../../../../shared/measures/points/combine.ts';

/**
 * Places of the log's candidates that have scores of their own: one that decides by another's scores with its own threshold is
 * an operating point already, and has no other thresholds than that one.
 */
export function scoredPlaces({ candidates }: Pick<KeptLog, 'candidates'>): number[] {
  const first = new Map<number, number>();
  candidates.forEach(({ score, threshold }, place) => {
    if (score !== null && (!first.has(score) || threshold === null)) first.set(score, first.get(score) ?? place);
  });
  return [...first.values()].sort((a, b) => a - b);
}

/**
 * The cheapest with scores, and the dearest of the others, by the first metric that is paid per case and measured for both; by
 * any latency, where there is none. −1 where there is nobody.
 * @param indices  per candidate of the log its place in the catalogue.
 */
export function proposedPair(
  metrics: readonly Metric[],
  columns: ReadonlyMap<number, Float64Array>,
  indices: readonly number[],
  scored: readonly number[],
): { cheap: number; costly: number } {
  const paid = [
    ...metrics.filter(({ name, unit }) => proposeCombination(name, unit) === 'perRow'),
    ...metrics.filter(({ name }) => /latency|cost/i.test(name)),
  ];
  for (const { id } of paid) {
    const column = columns.get(id);
    const value = (place: number) => column?.[indices[place] ?? -1] ?? NaN;
    const known = indices.map((_, place) => place).filter((place) => !Number.isNaN(value(place)));
    const cheap = scored.filter((place) => known.includes(place)).sort((a, b) => value(a) - value(b))[0];
    const costly = known.filter((place) => place !== cheap).sort((a, b) => value(b) - value(a))[0];
    if (cheap !== undefined && costly !== undefined && value(costly) > value(cheap)) return { cheap, costly };
  }
  const cheap = scored[0] ?? -1;
  return { cheap, costly: indices.findIndex((_, place) => place !== cheap) };
}

// Objectives that measure one thing, so that whoever weighs both weighs it twice.
import type { Objective } from '../../../shared/domain/objective.ts';
import { doubleCounting, type DoubleReason } from '../../../shared/engine/objectiveProposal.ts';

const because: Record<DoubleReason, (a: string, b: string) => string> = {
  rateAndCount: (a, b) => `${a} and ${b} are one thing, once as a rate and once as a count.`,
  latencyAndThroughput: (a, b) =>
    `${a} and ${b} are one thing, once as the time it takes and once as how much is done in a time.`,
  sameOrder: (a, b) => `${a} and ${b} put the candidates in the same order, or very nearly.`,
  oppositeOrder: (a, b) => `${a} and ${b} put the candidates in exactly opposite orders, or very nearly.`,
};

export interface DoubledObjectives {
  pair: readonly [Objective, Objective];
  /** Why they are one thing, and what follows. */
  text: string;
}

/** The pairs of objectives that count one thing twice, in the order of the objectives. */
export function doubledObjectives(
  objectives: readonly Objective[],
  metricName: (metricId: number) => string,
  column: (metricId: number) => Float64Array,
): DoubledObjectives[] {
  const metrics = objectives.map(({ metricId }) => ({ name: metricName(metricId), values: column(metricId) }));
  return doubleCounting(metrics).map(({ a, b, why }) => {
    const pair = [objectives[a]!, objectives[b]!] as const;
    return { pair, text: `${because[why](pair[0].name, pair[1].name)} Whoever weighs both weighs it twice.` };
  });
}

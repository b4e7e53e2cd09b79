// Improvement targets in words: "17 ms lower p95 latency (from 84 to 67 ms)".
import type { Objective } from '../../../../shared/domain/objective.ts';
import type { Target } from '../../../../shared/engine/change/improvement.ts';
import type { Wording } from '../../../../shared/engine/wording.ts';

/**
 * What the measurement would have to be, rounded to the side that still suffices.
 * @param objective  of the target.
 */
export function targetText({ metricId, from, to }: Target, objective: Objective, wording: Wording): string {
  const { name } = objective;
  if (from === null) return `${name} measured as ${wording.measure(metricId, to)} or better (it is not measured yet)`;
  const { by, fromTo } = wording.target(metricId, from, to);
  return `${by} ${to < from ? 'lower' : 'higher'} ${name} (${fromTo})`;
}

/** The joint target as short as it can be: "p95 latency from 84 to 67 ms". */
export function shortTarget({ metricId, from, to }: Target, objective: Objective, wording: Wording): string {
  if (from === null) return `${objective.name} ${wording.measure(metricId, to)}`;
  return `${objective.name} ${wording.target(metricId, from, to).fromTo}`;
}

// What closing a gap costs, in sentences: from one bound to the next, what each role's best loses in its own units.
import type { Metric } from '../../../../shared/domain/metric.ts';
import type { GapLoss, GapStep, PriceOfGap } from '../../../../shared/engine/change/priceOfGap.ts';
import type { Metrics } from '../../../parts/wording/wording.ts';
import { formatBy, listText, measureText, valueText } from '../../../parts/wording/wording.ts';

export interface Named {
  metrics: Metrics;
  /** By the id of the objective; metrics that are none go by their own name. */
  objectives: ReadonlyMap<number, { readonly name: string }>;
  /** By place. */
  roles: readonly string[];
  candidates: readonly string[];
}

/** "1.20 € of Ad revenue"; "9 ms more p95 latency" where less is better. */
export function lossText({ metrics, objectives }: Pick<Named, 'metrics' | 'objectives'>, loss: GapLoss): string {
  const { metricId, objectiveId, before, after } = loss;
  const metric = metrics.metricById.get(metricId);
  const name = objectives.get(objectiveId)?.name ?? metric?.name ?? '';
  if (before === null || after === null) return `${name}, not measured`;
  const by = formatBy(metrics, metricId, after - before);
  const worse: Record<Metric['direction'], string> = {
    max: `${by} of ${name}`,
    min: `${by} more ${name}`,
    target: `${by} off ${name}`,
  };
  return worse[metric?.direction ?? 'max'];
}

/** The change that costs a role most; null where its best stays, or loses nothing by itself. */
export function heaviestLoss(losses: readonly GapLoss[]): GapLoss | null {
  return losses.find(({ worth }) => worth < 0) ?? null;
}

/** "costs Sales 1.20 € of Ad revenue and ML engineers 0.4 pt of Accuracy; Fair is first instead of Profitable". */
export function stepText(step: GapStep, before: GapStep, named: Named): string {
  const lost = step.roles.flatMap(({ losses }, k) => {
    const loss = heaviestLoss(losses);
    return loss === null ? [] : [`${named.roles[k] ?? ''} ${lossText(named, loss)}`];
  });
  const { candidates } = named;
  const first =
    step.winner !== before.winner && step.winner >= 0
      ? `${candidates[step.winner]} is first instead of ${candidates[before.winner] ?? 'nobody'}`
      : '';
  return [lost.length === 0 ? '' : `costs ${listText(lost, 12)}`, first].filter((part) => part !== '').join('; ');
}

/** What the whole way costs, for the sentence on top. */
export function priceSentence(price: PriceOfGap, named: Named): string {
  const [loosest] = price.steps;
  const strictest = price.steps.at(-1);
  const bound = (step: GapStep) => measureText(named.metrics, price.metricId, step.bound);
  if (!loosest || !strictest) return 'Nobody who passes everything else is measured on it.';
  const last = named.candidates[strictest.winner] ?? 'nobody';
  if (loosest === strictest) {
    return `Nothing: with the smallest gap, ${bound(strictest)}, ${last} is first, and every role has its best.`;
  }
  const total = strictest.roles.flatMap(({ lost }, k) =>
    lost !== null && lost > 0 ? [{ role: named.roles[k] ?? '', lost }] : [],
  );
  total.sort((a, b) => b.lost - a.lost);
  const most = total[0];
  const who =
    most === undefined ? 'it costs nobody anything' : `it costs ${most.role} most, ${valueText(most.lost)} in value`;
  return `All the way from ${bound(loosest)} to ${bound(strictest)}, ${who}; ${last} is first then.`;
}

// Which metrics are worth proposing as objectives: nothing twice, cost and time first, no range beyond what is possible.
import { kendallTau } from './agreement/kendallTau.ts';

/** Why two metrics say one thing. */
export type DoubleReason = 'rateAndCount' | 'latencyAndThroughput' | 'sameOrder';

const RATE = /^(rate|ratio|share|fraction|percent|percentage|pct|%)$/;
const COUNT = /^(count|counts|n|no|num|number|total|of|cases)$/;
const PER_TIME = /throughput|(^|[^a-z])(qps|rps|tps|fps)([^a-z]|$)|per[ _-]?(s|sec|second|minute|min|hour)([^a-z]|$)/i;
const TIME =
  /latenc|(response|step|inference|serving|run|wall)[ _-]?time|(^|[^a-z])(ms|s|sec|seconds)[ _-]?per[ _-]|duration/i;
const COST = /cost|price|spend|(^|[^a-z])(usd|eur|dollars?|euros?)([^a-z]|$)|[$€£]/i;

/** "pass_rate" → pass with a rate word; "Passed" → pass without one. */
function stemOf(name: string): { stem: string; rate: boolean } {
  const words = name
    .toLowerCase()
    .split(/[\s_.\-/()]+/)
    .filter(Boolean);
  const stem = words
    .filter((word) => !RATE.test(word) && !COUNT.test(word))
    .map((word) => word.replace(/(ed|es|(?<!s)s)$/, ''))
    .join(' ');
  return { stem, rate: words.some((word) => RATE.test(word)) };
}

/** Whether two names say the same thing twice: a rate and the count it is of, a time per item and the items per time. */
export function sameByName(a: string, b: string): Exclude<DoubleReason, 'sameOrder'> | null {
  const [one, other] = [stemOf(a), stemOf(b)];
  if (one.stem !== '' && one.stem === other.stem && one.rate !== other.rate) return 'rateAndCount';
  const flow = (name: string) => PER_TIME.test(name);
  const time = (name: string) => TIME.test(name) && !flow(name);
  return (flow(a) && time(b)) || (flow(b) && time(a)) ? 'latencyAndThroughput' : null;
}

/** Orders this much alike (or opposite) count one thing twice, as far as a table can show. */
const ALIKE = 0.999;
/** With fewer candidates measured on both, an equal order may be chance. */
const FEWEST = 6;

export interface Double {
  /** Places in the list asked about, the first of the list first. */
  a: number;
  b: number;
  why: DoubleReason;
}

/**
 * All pairs of metrics that count one thing twice: by their names, or because they order the candidates alike or exactly the
 * other way round (|τ-b| ≈ 1 over six or more candidates measured on both). O(metrics² · n log n).
 * @param metrics  `values` beside each other, NaN where missing.
 */
export function doubleCounting(metrics: readonly { name: string; values: Float64Array }[]): Double[] {
  const doubles: Double[] = [];
  metrics.forEach((one, a) => {
    for (let b = a + 1; b < metrics.length; b++) {
      const other = metrics[b]!;
      const why = sameByName(one.name, other.name) ?? (sameOrder(one.values, other.values) ? 'sameOrder' : null);
      if (why !== null) doubles.push({ a, b, why });
    }
  });
  return doubles;
}

function sameOrder(x: Float64Array, y: Float64Array): boolean {
  const known = Array.from(x.keys()).filter((i) => Number.isFinite(x[i]!) && Number.isFinite(y[i]!));
  if (known.length < FEWEST) return false;
  const pick = (column: Float64Array) => scaled(Float64Array.from(known, (i) => column[i]!));
  const tau = kendallTau(pick(x), pick(y));
  return tau !== null && Math.abs(tau) >= ALIKE;
}

/** On a scale of 0 to 1, since what is level is judged on that scale. */
function scaled(column: Float64Array): Float64Array {
  const [low, high] = [Math.min(...column), Math.max(...column)];
  return high > low ? column.map((x) => x / (high - low) - low / (high - low)) : column.fill(0);
}

/** The places left when of two names that say one thing only the telling one stays: the rate, and the time. */
export function withoutDoubles(names: readonly string[]): number[] {
  const better = (a: string, b: string) => stemOf(a).rate || (TIME.test(a) && PER_TIME.test(b) && !PER_TIME.test(a));
  return Array.from(names.keys()).filter(
    (place) =>
      !names.some((other, at) => {
        if (at === place || sameByName(names[place]!, other) === null) return false;
        return better(other, names[place]!);
      }),
  );
}

/** Is it what something costs, or how long it takes? Those are proposed before anything else but what the file itself states. */
export function isCostOrTime(name: string, unit = ''): boolean {
  return (
    COST.test(`${name} ${unit}`) || TIME.test(name) || /^(ns|µs|us|ms|s|min|h|hours?|minutes?|seconds?)$/i.test(unit)
  );
}

const SHARE =
  /accurac|(^|[^a-z])(auc|roc|f1|f-1|precision|recall|ndcg|mrr|map|iou|jaccard|brier|sensitivity|specificity|top-?\d+)([^a-z]|$)|probabilit|coverage|(^|[^a-z])(rate|share|fraction)([^a-z]|$)/i;

/**
 * What a metric can be at all, for ranges to stay within: 0 to 1 for a share, 0 to 100 for one in per cent; null where the
 * name and unit do not say, or the values themselves go beyond.
 * @param values  NaN where missing.
 */
export function possibleRange(
  name: string,
  unit: string,
  values: ArrayLike<number>,
): [low: number, high: number] | null {
  if (!SHARE.test(name) || PER_TIME.test(name)) return null;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (Number.isFinite(x)) [low, high] = [Math.min(low, x), Math.max(high, x)];
  }
  const most = unit === '%' || high > 1 ? 100 : 1;
  // A unit of its own, as in "requests per day", makes it no share.
  if ((unit !== '' && unit !== '%') || low < 0 || high > most) return null;
  return [0, most];
}

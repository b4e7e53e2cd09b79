// Which metrics are worth proposing as objectives: nothing twice, cost and time first, no range beyond what is possible.
import { midRanks } from './agreement/midRanks.ts';
import { pearson } from './agreement/pearson.ts';

/** Why two metrics say one thing. */
export type DoubleReason = 'rateAndCount' | 'latencyAndThroughput' | 'sameOrder' | 'oppositeOrder';

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
export function sameByName(
  a: string,
  b: string,
): Extract<DoubleReason, 'rateAndCount' | 'latencyAndThroughput'> | null {
  const [one, other] = [stemOf(a), stemOf(b)];
  if (one.stem !== '' && one.stem === other.stem && one.rate !== other.rate) return 'rateAndCount';
  const flow = (name: string) => PER_TIME.test(name);
  const time = (name: string) => TIME.test(name) && !flow(name);
  return (flow(a) && time(b)) || (flow(b) && time(a)) ? 'latencyAndThroughput' : null;
}

/**
 * Orders this much alike (or opposite) count one thing twice, as far as a table can show, by Spearman's rank correlation. Among few
 * candidates a single exchange of neighbours still is one that somebody may care about, so they must be in the same order; among many,
 * accuracy by the first answer and by the first five (0.995 over 1,454 image models) is one thing. A tighter bound there would never
 * be met by two metrics that are measured, only by one metric written twice.
 */
const ALIKE = { few: 0.999, many: 0.99 } as const;
const MANY = 30;
/** With fewer candidates measured on both, an equal order may be chance. */
const FEWEST = 6;
/** Of many candidates this many are looked at first, and all of them only where these come near. */
const SOME = 1000;
const NEARLY_ALIKE = 0.98;
/** A time and a throughput that are named so need no more than this to be one thing. */
const NEARLY_OPPOSITE = 0.9;

interface Double {
  /** Places in the list asked about, the first of the list first. */
  a: number;
  b: number;
  why: DoubleReason;
}

/**
 * All pairs of metrics that count one thing twice: by their names, or because they order the candidates alike or exactly the
 * other way round (|ρ| ≈ 1 over six or more candidates measured on both). O(n log n) for each pair
 * that a thousand candidates do not tell apart.
 * @param metrics  `values` beside each other, NaN where missing.
 */
export function doubleCounting(metrics: readonly { name: string; values: Float64Array }[]): Double[] {
  const doubles: Double[] = [];
  metrics.forEach((one, a) => {
    for (let b = a + 1; b < metrics.length; b++) {
      const other = metrics[b]!;
      const named = sameByName(one.name, other.name);
      const why =
        named === null || contradicted(named, one.values, other.values) ? sameOrder(one.values, other.values) : named;
      if (why !== null) doubles.push({ a, b, why });
    }
  });
  return doubles;
}

/**
 * A time per item and the items per time are one thing where each follows from the other. Under a load that is given, or with many
 * requests at once, they are two: then they are far from opposite orders. O(n log n).
 */
function contradicted(why: DoubleReason, x: Float64Array, y: Float64Array): boolean {
  const known = bothKnown(x, y);
  return why === 'latencyAndThroughput' && known.length > 1 && rankCorrelation(x, y, known) > -NEARLY_OPPOSITE;
}

const bothKnown = (x: Float64Array, y: Float64Array) =>
  Array.from(x.keys()).filter((i) => Number.isFinite(x[i]!) && Number.isFinite(y[i]!));

/** Spearman's, over some places; 0 where one of the two never differs. O(n log n). */
function rankCorrelation(x: Float64Array, y: Float64Array, places: readonly number[]): number {
  const all = new Uint8Array(places.length).fill(1);
  const ranks = (column: Float64Array) => midRanks(scaled(Float64Array.from(places, (i) => column[i]!)), all);
  const rho = pearson(ranks(x), ranks(y));
  return Number.isNaN(rho) ? 0 : rho;
}

function sameOrder(x: Float64Array, y: Float64Array): 'sameOrder' | 'oppositeOrder' | null {
  const known = bothKnown(x, y);
  if (known.length < FEWEST) return null;
  if (known.length > SOME) {
    const stride = Math.ceil(known.length / SOME);
    const some = known.filter((_, at) => at % stride === 0);
    if (Math.abs(rankCorrelation(x, y, some)) < NEARLY_ALIKE) return null;
  }
  const rho = rankCorrelation(x, y, known);
  const alike = known.length < MANY ? ALIKE.few : ALIKE.many;
  return Math.abs(rho) < alike ? null : rho > 0 ? 'sameOrder' : 'oppositeOrder';
}

/** On a scale of 0 to 1, since what is level is judged on that scale. */
function scaled(column: Float64Array): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (const x of column) [low, high] = [Math.min(low, x), Math.max(high, x)];
  return high > low ? column.map((x) => x / (high - low) - low / (high - low)) : column.fill(0);
}

/**
 * The places left when of two columns that say one thing only the telling one stays: the rate, and the time. Where the tool that wrote
 * the file states what both are, as a load test does, a time and a throughput were measured each on its own, and both stay.
 */
export function withoutDoubles(columns: readonly { header: string; stated?: boolean | undefined }[]): number[] {
  const better = (a: string, b: string) => stemOf(a).rate || (TIME.test(a) && PER_TIME.test(b) && !PER_TIME.test(a));
  return Array.from(columns.keys()).filter((place) => {
    const { header, stated } = columns[place]!;
    return !columns.some((other, at) => {
      const why = at === place ? null : sameByName(header, other.header);
      if (why === null || (why === 'latencyAndThroughput' && stated === true && other.stated === true)) return false;
      return better(other.header, header);
    });
  });
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

/** What is known about a column of a table before it is read, as far as it matters here. */
export interface ProposableColumn {
  /** 0-based place in the file. */
  index: number;
  header: string;
  use: { use: string; unit?: string; atMost?: number | undefined };
  /** False where the column's name does not say which way is better, so that the direction is only assumed. */
  directed?: boolean | undefined;
  /** True where the file itself says which way is better. */
  stated?: boolean | undefined;
  /** The header of the column that is the mean or sum of this one and others: beside it this one would count twice. */
  averagedIn?: string | undefined;
  /** How many different values there are, and how many rows have none. */
  distinct: number;
  missing: number;
}

/** More than these at once nobody weighs well. */
const MOST_PROPOSED = 6;
/** As many as this are proposed as they are, when the file has no more metrics. */
const ALL_UP_TO = 8;

/** Of columns that measure nearly the same, the one to compare by. */
const TYPICAL = /(^|[^a-z])(mean|avg|average|median|p95)([^a-z0-9]|$)/i;

/** Columns that measure nearly the same end alike: "p50_latency_ns" and "p99_latency_ns", "top1" and "top1_err". */
function familyOf(header: string, others: readonly string[]): string {
  const lower = header.toLowerCase();
  const stem = others.find((other) => lower !== other && lower.startsWith(`${other}_`));
  if (stem !== undefined) return stem;
  const words = lower.split(/[\s_.\-/]+/).filter(Boolean);
  return words.length > 2 ? words.slice(-2).join(' ') : lower;
}

/**
 * The columns whose metrics could be objectives: their names say which way is better, most rows have them, they differ between
 * rows, and they are no bound. What the file itself calls an objective is one, even where there is nothing to compare yet.
 */
export function possibleObjectives<C extends ProposableColumn>(columns: readonly C[], rows: number): C[] {
  const all = new Set(columns.map(({ header }) => header.toLowerCase()));
  // top1 and top1_err say the same thing twice.
  const mirrors = (header: string) => {
    const stem = /^(.+?)[_ ]err(or)?$/.exec(header.toLowerCase())?.[1];
    return stem !== undefined && all.has(stem);
  };
  return columns.filter(
    ({ use, header, distinct, missing, directed, stated, averagedIn }) =>
      use.use === 'metric' &&
      use.atMost === undefined &&
      averagedIn === undefined &&
      (stated === true ||
        (directed !== false && (distinct > 1 || rows === 1) && missing * 2 <= rows && !mirrors(header))),
  );
}

/**
 * The columns of a table that are proposed as objectives: nothing twice; of many at most six, one of each family, and before
 * others what the file states as an objective, then cost and time. The one rule for the page and the command line.
 *
 * @param rows  how many candidates the table has.
 * @returns     places in the file, in its order.
 */
export function proposedObjectives(columns: readonly ProposableColumn[], rows: number): number[] {
  const useful = possibleObjectives(columns, rows);
  const known = withoutDoubles(useful).map((place) => useful[place]!);
  if (known.length <= ALL_UP_TO && columns.filter(({ use }) => use.use === 'metric').length <= ALL_UP_TO) {
    return known.map(({ index }) => index);
  }
  const headers = known.map(({ header }) => header.toLowerCase());
  const families = Map.groupBy(known, ({ header }) => familyOf(header, headers));
  const best = [...families.values()].map((alike) => alike.find(({ header }) => TYPICAL.test(header)) ?? alike[0]!);
  const urgency = ({ header, use, stated }: ProposableColumn) =>
    stated === true ? 0 : isCostOrTime(header, use.unit ?? '') ? 1 : 2;
  return best
    .toSorted((a, b) => urgency(a) - urgency(b))
    .slice(0, MOST_PROPOSED)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}

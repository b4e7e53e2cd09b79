// Made-up logs whose truth is known, and how often what is said of them is right: in the tests with few, in the soak with many.
import type { Random } from '../../engine/certainty/random.ts';
import { normal } from '../../engine/certainty/distributions.ts';
import { randomFrom, uniform } from '../../engine/certainty/random.ts';
import { binomial } from '../bootstrap/binomial.ts';
import { areaInterval, areaOf, placements } from '../classification/areaInterval.ts';
import { scoreOrder } from '../classification/scoreSteps.ts';
import { startComparison } from '../compare/verdict.ts';
import { finish } from '../../engine/certainty/run.ts';
import type { Cell } from '../gaps/cells.ts';
import { LEVEL } from '../gaps/cells.ts';
import { casesNeeded } from '../gaps/casesNeeded.ts';
import { effectiveCells } from './effectiveCells.ts';
import { countedEvidence, unitEvidence } from '../gaps/evidence.ts';
import { fourFifths } from '../gaps/fourFifths.ts';
import type { GapOutcome } from '../gaps/gapVerdict.ts';
import { judgeGaps } from '../gaps/gapVerdict.ts';
import type { UnitCounts } from '../gaps/unitRates.ts';
import { unitInterval, unitRates } from '../gaps/unitRates.ts';

/** Groups with their cases and true rates. */
interface World {
  name: string;
  sizes: readonly number[];
  rates: readonly number[];
}

const even = (k: number, of: number) => Array.from({ length: k }, () => of);
const world = (sizes: readonly number[], rates: readonly number[] | number): World => {
  const all = typeof rates === 'number' ? even(sizes.length, rates) : rates;
  const tidied = (list: readonly number[]) => list.map((rate) => Number(rate.toFixed(6)));
  const text = (list: readonly number[]) => (new Set(list).size === 1 ? `${list[0]!}` : tidied(list).join(' '));
  const of = new Set(sizes).size === 1 ? `${sizes.length} × ${sizes[0]!}` : sizes.join(' ');
  return { name: `${of} at ${text(all)}`, sizes, rates: all };
};

const uneven = [1000, 1000, 500, 200, 12];
const twelveUneven = [10, 18, 35, 66, 123, 231, 433, 811, 1520, 2848, 5337, 10_000];

/** No group differs: 2 to 12 groups, sizes of 10 to 10,000, rates of 0.01 to 0.5. */
export const parityWorlds: readonly World[] = [
  world(even(2, 50), 0.1),
  world(even(2, 200), 0.5),
  world([2000, 10], 0.01),
  ...[0.01, 0.1, 0.5].flatMap((rate) => [
    world(even(5, 200), rate),
    world(uneven, rate),
    world(even(12, 30), rate),
    world(twelveUneven, rate),
  ]),
];

/**
 * Some group differs, with the power that was found for the test that judges it when it was chosen: Fisher's of two groups, the range
 * of normals where every group has enough cases, the test given margins else.
 */
export const gapWorlds: readonly (World & { power: number })[] = [
  { ...world(even(2, 200), [0.1, 0.2]), power: 0.78 },
  { ...world(even(5, 100), [0.3, 0.3, 0.3, 0.3, 0.5]), power: 0.86 },
  { ...world(even(5, 100), [0.25, 0.35, 0.35, 0.35, 0.45]), power: 0.67 },
  { ...world(even(12, 100), [...even(11, 0.3), 0.52]), power: 0.91 },
  {
    ...world(
      even(12, 100),
      Array.from({ length: 12 }, (_, g) => (22 + 2 * g) / 100),
    ),
    power: 0.89,
  },
  { ...world([1000, 1000, 500, 200, 40], [0.02, 0.02, 0.02, 0.02, 0.125]), power: 0.8 },
];

/** Of as many cases as are said to show a gap of the tolerance, two groups that far apart and the others between them. */
export const enoughWorlds: readonly World[] = [
  [2, 0.3, 0.1],
  [2, 0.1, 0.1],
  [5, 0.3, 0.1],
  [12, 0.3, 0.2],
].map(([k, rate, tolerance]) => {
  const { toSeeGap } = casesNeeded(k!, rate!, tolerance!);
  return world(even(k!, toSeeGap), [rate! - tolerance! / 2, ...even(k! - 2, rate!), rate! + tolerance! / 2]);
});

/** Of which the interval of the largest gap is checked. */
export const intervalWorlds: readonly World[] = [
  world(even(2, 200), 0.3),
  world(even(5, 200), 0.3),
  world(even(12, 100), 0.3),
  world([1000, 1000, 500, 200, 30], 0.1),
  world(even(2, 200), [0.25, 0.35]),
  world(even(5, 200), [0.2, 0.25, 0.3, 0.35, 0.4]),
  world([1000, 1000, 500, 200, 30], [0.1, 0.1, 0.1, 0.1, 0.3]),
  world(even(12, 100), [...even(11, 0.3), 0.5]),
  world(even(5, 200), [0.03, 0.01, 0.02, 0.02, 0.02]),
];

/** At parity: the rule is not broken. */
export const fourFifthsWorlds: readonly World[] = [
  world(even(2, 200), 0.1),
  world(uneven, 0.1),
  world(uneven, 0.01),
  world([2000, 1], 0.1),
  world(even(12, 100), 0.1),
];

/** At a ratio of exactly four fifths, which the score test holds about as often as its level says. */
export const exactlyFourFifths: readonly World[] = [
  world(even(2, 200), [0.5, 0.4]),
  world(even(2, 50), [0.3, 0.24]),
  world([30, 2000], [0.1, 0.08]),
  world(even(6, 200), [0.3, 0.3, 0.3, 0.24, 0.24, 0.24]),
];

/** Where the rule is broken, with the power that was found for the gated score test when it was chosen. */
export const brokenWorlds: readonly (World & { power: number })[] = [
  { ...world(even(2, 200), [0.5, 0.3]), power: 0.74 },
  { ...world(even(2, 1000), [0.1, 0.06]), power: 0.57 },
];

/** Groups that are alike, of rows whose weights are log-normal; `tied`: twice as large for three in ten of the positive ones. */
export interface WeightWorld {
  name: string;
  sizes: readonly number[];
  rate: number;
  spread: number;
  tied: boolean;
}

export const weightWorlds: readonly WeightWorld[] = [
  { name: '2 × 200', sizes: even(2, 200), rate: 0.1, spread: 0.7, tied: true },
  { name: '2 × 200', sizes: even(2, 200), rate: 0.5, spread: 1.2, tied: false },
  { name: '1000 1000 500 200 60', sizes: [1000, 1000, 500, 200, 60], rate: 0.1, spread: 0.7, tied: true },
  { name: '12 × 100', sizes: even(12, 100), rate: 0.3, spread: 0.4, tied: false },
];

/** How often a gap is found where there is none, of groups that have the effective cases to decide. */
export function weightFigures({ sizes, rate, spread: sd, tied }: WeightWorld, logs: number, seed: number): number {
  const random = randomFrom(seed, 16);
  const group = sizes.flatMap((size, g) => even(size, g));
  let found = 0;
  for (let log = 0; log < logs; log++) {
    const positive = group.map(() => uniform(random) < rate);
    const weights = positive.map(
      (own) => Math.exp(sd * normal(random)) * (tied && own && uniform(random) < 0.3 ? 2 : 1),
    );
    const cells = effectiveCells(
      {
        rows: group.length,
        weight: (row) => weights[row]!,
        counts: (row) => positive[row]!,
        group: (row) => group[row]!,
      },
      sizes.length,
    );
    const evidence = countedEvidence(
      cells,
      cells.map((cell) => cell.rate),
    );
    const [verdict] = judgeGaps([{ parts: [evidence], tolerance: 0.1 }], { smallest: 30, rows: sizes });
    if (verdict!.adjusted <= LEVEL) found++;
  }
  return found / logs;
}

const drawn = (random: Random, { sizes, rates }: World): Cell[] =>
  sizes.map((cases, g) => ({ cases, count: binomial(random, cases, rates[g]!) }));

/** The largest share that chance alone gives, three standard errors above the level, of so many logs. */
export const boundOf = (level: number, logs: number): number => level + 3 * Math.sqrt((level * (1 - level)) / logs);

interface GapFigures {
  /** Share of logs in which a gap is found, and in which the interval holds the true largest one. */
  found: number;
  covered: number;
  outcomes: Record<GapOutcome, number>;
}

/** Every group decides, however small. @param tolerance  what "none larger than" is said of. */
export function gapFigures(of: World, logs: number, seed: number, tolerance = 0.1): GapFigures {
  const random = randomFrom(seed, 11);
  const truth = Math.max(...of.rates) - Math.min(...of.rates);
  const outcomes = { gap: 0, smallGap: 0, noGap: 0, unclear: 0, none: 0 };
  let found = 0;
  let covered = 0;
  for (let log = 0; log < logs; log++) {
    const cells = drawn(random, of);
    const [verdict] = judgeGaps([{ parts: [countedEvidence(cells)], tolerance }], { smallest: 1, rows: of.sizes });
    outcomes[verdict!.outcome] += 1 / logs;
    if (verdict!.adjusted <= LEVEL) found++;
    if (verdict!.lo <= truth + 1e-12 && truth <= verdict!.hi + 1e-12) covered++;
  }
  return { found: found / logs, covered: covered / logs, outcomes };
}

/** Share of logs in which the rule of four fifths is said to be broken, and kept. */
export function fourFifthsFigures(of: World, logs: number, seed: number): { broken: number; kept: number } {
  const random = randomFrom(seed, 12);
  let [broken, kept] = [0, 0];
  for (let log = 0; log < logs; log++) {
    const { outcome } = fourFifths(drawn(random, of));
    if (outcome === 'broken') broken++;
    if (outcome === 'kept') kept++;
  }
  return { broken: broken / logs, kept: kept / logs };
}

/** Units with rows that agree: a rate of its own for each, of the beta distribution with this intra-class correlation. */
interface UnitWorld {
  name: string;
  /** Rows of every unit. */
  sizes: readonly number[];
  rate: number;
  correlation: number;
  groups: number;
  /** Whether units belong to one group each, or have rows of all. */
  between: boolean;
}

const spread = (count: number, from: number, to: number) =>
  Array.from({ length: count }, (_, k) => Math.round(from + ((to - from) * k) / (count - 1)));

export const unitWorlds: readonly UnitWorld[] = [
  { name: '40 × 25', sizes: even(40, 25), rate: 0.8, correlation: 0.2, groups: 1, between: true },
  { name: '20 × 25', sizes: even(20, 25), rate: 0.95, correlation: 0.1, groups: 1, between: true },
  { name: '40 of 2 to 120', sizes: spread(40, 2, 120), rate: 0.8, correlation: 0.2, groups: 1, between: true },
  { name: '60 × 20, 2 groups', sizes: even(60, 20), rate: 0.3, correlation: 0.2, groups: 2, between: true },
  { name: '80 × 12, 4 groups', sizes: even(80, 12), rate: 0.3, correlation: 0.1, groups: 4, between: true },
  { name: '40 × 24, 3 groups within', sizes: even(40, 24), rate: 0.3, correlation: 0.2, groups: 3, between: false },
];

function drawnUnits(random: Random, { sizes, rate, correlation, groups, between }: UnitWorld): UnitCounts {
  const units = sizes.length;
  const cases = new Float64Array(units * groups);
  const counts = new Float64Array(units * groups);
  const weight = (1 - correlation) / correlation;
  sizes.forEach((size, u) => {
    const own = beta(random, rate * weight, (1 - rate) * weight);
    for (let g = 0; g < groups; g++) {
      if (between && u % groups !== g) continue;
      const rows = between ? size : Math.floor(size / groups);
      cases[u * groups + g] = rows;
      counts[u * groups + g] = binomial(random, rows, own);
    }
  });
  return { units, groups, cases, counts };
}

/** Jöhnk (1964), Metrika 8:5–15, where both shapes are small; else from two gamma numbers. */
function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
}

/** Marsaglia & Tsang (2000), ACM TOMS 26(3):363–372. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * uniform(random) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(uniform(random)) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** How often the interval of the first group's rate holds it, and how often groups that are alike are told apart. */
export function unitFigures(of: UnitWorld, logs: number, seed: number): { covered: number; found: number } {
  const random = randomFrom(seed, 13);
  let [covered, found] = [0, 0];
  for (let log = 0; log < logs; log++) {
    const counts = drawnUnits(random, of);
    const rates = unitRates(counts);
    const [lo, hi] = unitInterval(rates, 0);
    if (lo <= of.rate && of.rate <= hi) covered++;
    if (of.groups < 2) continue;
    const cases = Array.from({ length: of.groups }, () => 1000);
    const [verdict] = judgeGaps([{ parts: [unitEvidence(rates, cases)], tolerance: 0.1 }], {
      smallest: 30,
      rows: cases,
    });
    if (verdict!.outcome === 'gap' || verdict!.outcome === 'smallGap') found++;
  }
  return { covered: covered / logs, found: found / logs };
}

/** Scores of either answer, normal, the positive ones higher by so much. */
interface AreaWorld {
  positives: number;
  negatives: number;
  shift: number;
  /** How much wider the positive scores are. */
  wider: number;
}

export const areaWorlds: readonly AreaWorld[] = [
  { positives: 15, negatives: 285, shift: 2, wider: 1 },
  { positives: 15, negatives: 285, shift: 3, wider: 1 },
  { positives: 6, negatives: 294, shift: 1.5, wider: 1 },
  { positives: 30, negatives: 30, shift: 3, wider: 1 },
  { positives: 50, negatives: 950, shift: 1.5, wider: 1 },
  { positives: 15, negatives: 285, shift: 2, wider: 2 },
];

/** How often the interval of the area holds it. */
export function areaFigures({ positives, negatives, shift, wider }: AreaWorld, logs: number, seed: number): number {
  const random = randomFrom(seed, 14);
  const labels = Uint8Array.from({ length: positives + negatives }, (_, row) => (row < positives ? 1 : 0));
  const truth = normalBelow(shift / Math.sqrt(1 + wider * wider));
  let covered = 0;
  for (let log = 0; log < logs; log++) {
    const scores = Float64Array.from(labels, (label) =>
      label === 1 ? shift + wider * normal(random) : normal(random),
    );
    const { lo, hi } = areaInterval(areaOf(labels, placements(labels, scores, scoreOrder(scores))));
    if (lo <= truth && truth <= hi) covered++;
  }
  return covered / logs;
}

/** By its series; good enough for a truth that is compared with shares of logs. */
function normalBelow(z: number): number {
  let sum = z;
  for (let k = 1, term = z; k < 60; k++) {
    term *= (-z * z) / (2 * k);
    sum += term / (2 * k + 1);
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}

/** Share of logs in which any two of so many equally good candidates are told apart. */
export function equalsFigures(candidates: number, cases: number, logs: number, seed: number): number {
  const random = randomFrom(seed, 15);
  let apart = 0;
  for (let log = 0; log < logs; log++) {
    // Candidates that share half of what makes a case hard.
    const hard = Float64Array.from({ length: cases }, () => normal(random));
    const right = Array.from({ length: candidates }, () =>
      Uint8Array.from(hard, (own) => (0.7 * own + 0.7 * normal(random) < 0.83 ? 1 : 0)),
    );
    const pairs = finish(
      startComparison({
        candidates,
        cases,
        weights: null,
        rightness: true,
        better: 'larger',
        of: (c) => right[c]!,
      }),
    )!;
    if (pairs.some(({ verdict }) => verdict === 'higher' || verdict === 'lower')) apart++;
  }
  return apart / logs;
}

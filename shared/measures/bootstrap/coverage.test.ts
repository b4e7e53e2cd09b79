// Whether 95 % intervals hold the truth 95 % of the time: hundreds of logs drawn from a world whose truth is known.
//
// The band that coverage must lie in: 0.95, less an allowance of 0.02 for logs of this size (bootstrap intervals of a hundred skewed
// errors hold the truth some 1 to 2 % too seldom: DiCiccio & Efron 1996, Stat. Sci. 11(3):189–228), and three standard errors of
// the simulation to either side. The interval of a gap between groups begins at 0 unless there is more than chance, so it may hold
// the truth more often than it says, also where the gap is a quarter of its standard error.
import { beforeAll, describe, expect, it } from 'vitest';
import { uniform, randomFrom } from '../../engine/certainty/random.ts';
import { normal } from '../../engine/certainty/distributions.ts';
import { finish } from '../../engine/certainty/run.ts';
import { atThreshold } from '../classification/confusion.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import { binaryStudy } from '../study/kinds/binary.ts';
import { rankingStudy } from '../study/kinds/ranking.ts';
import { regressionStudy } from '../study/kinds/regression.ts';
import type { Finding } from '../study/study.ts';
import { normalCumulative } from './normal.ts';

const LOGS = 300;
const REPLICATES = 300;
const ALLOWANCE = 0.02;
const simulationError = Math.sqrt((0.95 * 0.05) / LOGS);
const band = { from: 0.95 - ALLOWANCE - 3 * simulationError, to: 0.95 + 3 * simulationError };

/** How often the interval held the truth, and how often one of half its width about the estimate would have. */
interface Coverage {
  held: number;
  half: number;
}
type Method = 'BCa' | 'percentile';
const coverage = new Map<string, Coverage>();

function count(what: string, method: Method, truth: number, { measure, interval }: Finding): void {
  if (measure.value === null || interval?.reason !== null) throw new Error(`${what} has no interval`);
  const found = coverage.get(`${what} ${method}`) ?? { held: 0, half: 0 };
  const { lo, hi } = interval;
  const middle = measure.value;
  found.held += lo <= truth && truth <= hi ? 1 / LOGS : 0;
  found.half += (lo + middle) / 2 <= truth && truth <= (hi + middle) / 2 ? 1 / LOGS : 0;
  coverage.set(`${what} ${method}`, found);
}
const common = { weights: null, left: { noLabel: 0, noPrediction: 0, noWeight: 0 } };

/** Half of the rows are positive; a sum over the normal densities of either. */
const brierTruth = (() => {
  let sum = 0;
  for (let x = -8; x <= 9; x += 0.001) {
    const score = 1 / (1 + Math.exp(-x));
    const density = (middle: number) => Math.exp(-((x - middle) ** 2) / 2) / Math.sqrt(2 * Math.PI);
    sum += 0.0005 * (density(1) * (1 - score) ** 2 + density(0) * score ** 2);
  }
  return sum;
})();

/** Two groups with 80 % and 20 % of positive labels; scores are normal about 1 and about 0, decided at ½. */
function twoAnswers(seed: number, method: Method): void {
  const rows = 300;
  const random = randomFrom(seed, 21);
  const codes = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const labels = Uint8Array.from(codes, (group) => (uniform(random) < (group === 0 ? 0.8 : 0.2) ? 1 : 0));
  const raw = Float64Array.from(labels, (label) => label + normal(random));
  const group: GroupColumn = { name: 'group', groups: ['a', 'b'], codes };
  const log = {
    ...common,
    rows,
    at: new Int32Array(rows),
    labels,
    groups: [group],
    candidates: [{ name: 'm', scores: raw.map((x) => 1 / (1 + Math.exp(-x))), predicted: atThreshold(raw, 0.5) }],
  };
  const options = {
    replicates: REPLICATES,
    seed,
    method,
    stratified: false,
    favourable: 'positive',
    smallest: 30,
    tolerance: 0.05,
  } as const;
  const [found] = finish(binaryStudy(log, [group], { ...options, references: [-1] }))!.candidates;
  const right = normalCumulative(0.5);
  count('accuracy', method, right, found!.measures.accuracy);
  count('ROC AUC', method, normalCumulative(Math.SQRT1_2), found!.measures.rocAuc);
  count('Brier score', method, brierTruth, found!.measures.brier);
  // Selected: 0.8 of the right and 0.2 of the wrong rate, or the other way round.
  const gap = 0.6 * (2 * right - 1);
  count('demographic parity', method, gap, found!.columns[0]!.gaps.demographicParityDifference);
}

/** Errors of exponential size: skewed, as errors are. Their mean is 1 in one group and a quarter of a standard error more in the other. */
function numbers(seed: number, method: Method): void {
  const rows = 120;
  const more = Math.sqrt(2 / 60) / 4;
  const random = randomFrom(seed, 22);
  const codes = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const group: GroupColumn = { name: 'group', groups: ['a', 'b'], codes };
  const labels = Float64Array.from({ length: rows }, () => 10 * uniform(random));
  const predicted = labels.map(
    (label, i) => label + Math.log(uniform(random)) * (uniform(random) < 0.5 ? 1 : -1) * (1 + more * codes[i]!),
  );
  const log = {
    ...common,
    rows,
    at: new Int32Array(rows),
    labels,
    groups: [group],
    candidates: [{ name: 'm', predicted }],
  };
  const options = { replicates: REPLICATES, seed, method, smallest: 30, tolerance: 0.05 };
  const [found] = finish(regressionStudy(log, [group], options))!.candidates;
  count('MAE', method, 1 + more / 2, found!.measures.mae);
  count('small MAE gap', method, more, found!.columns[0]!.gaps.mae);
}

/** One relevant item of six, at place p with a chance of p of 21: its NDCG is 1 / log₂(p + 1). */
function lists(seed: number, method: Method): void {
  const queryCount = 80;
  const random = randomFrom(seed, 23);
  const places = [1, 2, 3, 4, 5, 6];
  const queries = Int32Array.from({ length: 6 * queryCount }, (_, i) => Math.floor(i / 6));
  const relevance = new Float64Array(6 * queryCount);
  for (let q = 0; q < queryCount; q++) {
    const u = 21 * uniform(random);
    relevance[6 * q + places.findIndex((p) => u < (p * (p + 1)) / 2)] = 1;
  }
  const scores = Float64Array.from(relevance, (_, i) => -(i % 6));
  const log = {
    ...common,
    rows: relevance.length,
    at: new Int32Array(relevance.length),
    groups: [],
    mixed: [],
    queries,
    queryCount,
    firstAt: new Int32Array(queryCount),
    relevance,
    candidates: [{ name: 'm', scores }],
  };
  const [found] = finish(
    rankingStudy(log, [], { replicates: REPLICATES, seed, method, smallest: 30, tolerance: 0.05 }),
  )!.candidates;
  const truth = places.reduce((sum, p) => sum + p / 21 / Math.log2(p + 1), 0);
  count('NDCG', method, truth, found!.measures['ndcg@10']);
}

describe(`intervals over ${LOGS} logs of known truth`, () => {
  beforeAll(() => {
    for (let seed = 1; seed <= LOGS; seed++) {
      for (const method of ['BCa', 'percentile'] as const) {
        twoAnswers(seed, method);
        numbers(seed, method);
        lists(seed, method);
      }
    }
  });

  it.each(
    ['accuracy', 'ROC AUC', 'Brier score', 'demographic parity', 'MAE', 'small MAE gap', 'NDCG'].flatMap((what) => [
      [what, 'BCa'],
      [what, 'percentile'],
    ]),
  )('of %s, %s: hold the truth as often as they say', (what, method) => {
    const { held, half } = coverage.get(`${what} ${method}`)!;
    expect(held).toBeGreaterThan(band.from);
    expect(held).toBeLessThan(what === 'small MAE gap' ? 1 : band.to);
    // Intervals of half the width fall out of the band: the test can fail.
    expect(half).toBeLessThan(band.from);
  });
});

// Logs whose rows come in units of sampling: intervals, group whiskers and pairs against leaving out each unit by hand, and simulated
// logs whose truth is known.
import { describe, expect, it } from 'vitest';
import { normal } from '../../engine/certainty/distributions.ts';
import { randomFrom, uniform } from '../../engine/certainty/random.ts';
import { finish } from '../../engine/certainty/run.ts';
import type { Interval } from '../bootstrap/interval.ts';
import { binaryMeasures } from '../classification/binary.ts';
import { studentQuantile } from '../compare/student.ts';
import { wilson } from '../fairness/wilson.ts';
import type { PredictionLog } from '../log/predictionLog.ts';
import { binaryStudy } from './kinds/binary.ts';
import { regressionStudy } from './kinds/regression.ts';

const options = {
  replicates: 200,
  seed: 1,
  method: 'BCa' as const,
  stratified: false,
  favourable: 'positive' as const,
  smallest: 5,
  tolerance: 0.05,
  references: [-1],
};

/** Users with as many rows each; how hard a user's rows are is shared by them, and by all candidates. */
function drawnLog(users: number, each: number, candidates: number, seed: number, weighed = false): PredictionLog {
  const random = randomFrom(seed, 30);
  const rows = users * each;
  const units = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / each));
  const labels = Uint8Array.from({ length: rows }, () => (uniform(random) < 0.5 ? 1 : 0));
  const log: PredictionLog = {
    rows,
    at: Int32Array.from({ length: rows }, (_, row) => row),
    left: { noLabel: 0, noPrediction: 0, noWeight: 0 },
    weights: weighed ? Float64Array.from({ length: rows }, () => 0.5 + uniform(random)) : null,
    units,
    labels,
    groups: [{ name: 'half', groups: ['even', 'odd'], codes: units.map((user) => user % 2) }],
    candidates: Array.from({ length: candidates }, (_, c) => {
      const own = Float64Array.from({ length: users }, () => normal(random));
      const scores = Float64Array.from(labels, (label, row) => {
        const sign = label === 1 ? 1 : -1;
        const z = sign * (1 + 0.8 * own[units[row]!]!) + normal(random);
        return 1 / (1 + Math.exp(-z));
      });
      return { name: `m${c}`, scores, predicted: Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)) };
    }),
  };
  return log;
}

const study = (log: PredictionLog) => finish(binaryStudy(log, log.groups, options))!;
const intervalOf = (found: unknown): Interval => {
  expect(found).toMatchObject({ reason: null });
  return found as Interval;
};

/** Measures without one unit after another, from scratch. */
function byHand(log: PredictionLog, users: number, id: 'f1' | 'logLoss' | 'averagePrecision' | 'ece' | 'accuracy') {
  const measured = (keep: (row: number) => boolean) => {
    const rows = Array.from(log.labels.keys()).filter(keep);
    const { scores, predicted } = log.candidates[0]!;
    return binaryMeasures({
      labels: Uint8Array.from(rows, (row) => log.labels[row]!),
      predicted: Uint8Array.from(rows, (row) => predicted[row]!),
      scores: Float64Array.from(rows, (row) => scores![row]!),
      weights: log.weights && Float64Array.from(rows, (row) => log.weights![row]!),
    })[id].value!;
  };
  const whole = measured(() => true);
  let squares = 0;
  for (let user = 0; user < users; user++) squares += (measured((row) => log.units![row] !== user) - whole) ** 2;
  return { whole, error: Math.sqrt(((users - 1) / users) * squares) };
}

describe('a log of users with several rows each', () => {
  it.each([false, true])('has the intervals of leaving out each user (weights: %s)', (weighed) => {
    const log = drawnLog(12, 6, 1, 3, weighed);
    const { measures } = study(log).candidates[0]!;
    const effective = (() => {
      const own = new Float64Array(12);
      log.units!.forEach((unit, row) => (own[unit]! += log.weights?.[row] ?? 1));
      return own.reduce((sum, each) => sum + each) ** 2 / own.reduce((sum, each) => sum + each * each, 0);
    })();
    for (const id of ['f1', 'logLoss', 'averagePrecision', 'ece'] as const) {
      const { whole, error } = byHand(log, 12, id);
      const { lo, hi, standardError, method } = intervalOf(measures[id].interval);
      const half = studentQuantile(0.05, effective - 1) * error;
      expect(method).toBe('jackknife');
      expect(standardError).toBeCloseTo(error, 10);
      expect(lo).toBeCloseTo(Math.max(0, whole - half), 10);
      expect(hi).toBeCloseTo(id === 'logLoss' ? whole + half : Math.min(1, whole + half), 10);
    }
    const { whole, error } = byHand(log, 12, 'accuracy');
    const [lo, hi] = wilson(whole, (whole * (1 - whole)) / error ** 2, studentQuantile(0.05, effective - 1));
    const found = intervalOf(measures.accuracy.interval);
    expect([found.lo, found.hi]).toEqual([expect.closeTo(lo, 10), expect.closeTo(hi, 10)]);
  });

  it('has wider whiskers than rows one by one would have, in groups too', () => {
    const log = drawnLog(40, 25, 1, 4);
    const alone = study({ ...log, units: null }).candidates[0]!;
    const inUnits = study(log).candidates[0]!;
    const width = (found: unknown) => {
      const { lo, hi } = intervalOf(found);
      return hi - lo;
    };
    for (const id of ['accuracy', 'rocAuc', 'brier'] as const)
      expect(width(inUnits.measures[id].interval)).toBeGreaterThan(1.3 * width(alone.measures[id].interval));
    for (const g of [0, 1])
      expect(width(inUnits.columns[0]!.groups[g]!.measures.accuracy.interval)).toBeGreaterThan(
        1.3 * width(alone.columns[0]!.groups[g]!.measures.accuracy.interval),
      );
  });

  it('says why one user alone tells nothing', () => {
    const log = drawnLog(1, 30, 1, 5);
    expect(study(log).candidates[0]!.measures.accuracy.interval).toMatchObject({
      reason: expect.stringContaining('fewer than two units') as string,
    });
  });

  it('holds the truth where intervals by row do not, and tells equal candidates apart no more often than it may', () => {
    const logs = 300;
    // The truth: of far more users than any log has.
    const truth = binaryMeasures({
      ...drawnLog(40_000, 25, 1, 99).candidates[0]!,
      ...labelsOf(drawnLog(40_000, 25, 1, 99)),
    });
    let [byUnit, byRow, areas, apart] = [0, 0, 0, 0];
    for (let k = 0; k < logs; k++) {
      const log = drawnLog(40, 25, 2, 1000 + k);
      const found = study({ ...log, groups: [] });
      const { accuracy, rocAuc } = found.candidates[0]!.measures;
      const holds = ({ lo, hi }: Interval, value: number) => lo <= value && value <= hi;
      if (holds(intervalOf(accuracy.interval), truth.accuracy.value!)) byUnit++;
      if (holds(intervalOf(rocAuc.interval), truth.rocAuc.value!)) areas++;
      const [lo, hi] = wilson(accuracy.measure.value!, log.rows);
      if (lo <= truth.accuracy.value! && truth.accuracy.value! <= hi) byRow++;
      if (found.pairs[0]!.verdict !== 'noise') apart++;
    }
    expect(byUnit / logs).toBeGreaterThan(0.9);
    expect(areas / logs).toBeGreaterThan(0.9);
    expect(byRow / logs).toBeLessThan(0.8);
    // .05 and three standard errors.
    expect(apart / logs).toBeLessThan(0.088);
  });
});

const labelsOf = ({ labels, weights }: PredictionLog) => ({ labels, weights });

describe('predicted numbers of users with several rows each', () => {
  it('have errors from leaving out each user', () => {
    const { rows, units, groups, at, left, labels, candidates } = drawnLog(15, 8, 2, 6);
    const log = {
      rows,
      at,
      left,
      groups,
      units: units!,
      weights: null,
      labels: Float64Array.from(labels),
      candidates: candidates.map(({ name, scores }) => ({ name, predicted: scores! })),
    };
    const found = finish(regressionStudy(log, groups, options))!;
    const mae = (skip: number) => {
      let [sum, count] = [0, 0];
      log.labels.forEach((label, row) => {
        if (units![row] === skip) return;
        sum += Math.abs(label - log.candidates[0]!.predicted[row]!);
        count++;
      });
      return sum / count;
    };
    const whole = mae(-1);
    const squares = Array.from({ length: 15 }, (_, user) => (mae(user) - whole) ** 2).reduce((sum, each) => sum + each);
    const { interval } = found.candidates[0]!.measures.mae;
    expect(intervalOf(interval).standardError).toBeCloseTo(Math.sqrt((14 / 15) * squares), 10);
    expect(intervalOf(interval).method).toBe('jackknife');
  });
});

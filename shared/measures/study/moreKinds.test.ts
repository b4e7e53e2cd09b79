// Probabilities of several answers, ordered answers and ranges: against golden numbers, by hand, and what is refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogColumn, LogRoles } from '../../domain/predictionLog.ts';
import { intervalLog } from '../log/intervalLog.ts';
import { multiclassLog } from '../log/multiclassLog.ts';
import { ordinalLog } from '../log/ordinalLog.ts';
import { LogProblem } from '../log/usableRows.ts';
import { wideLog } from '../log/wideLog.ts';
import { csvColumns } from '../testing/csvColumns.ts';
import { expectClose, readFixture } from '../testing/golden.ts';
import { intervalStudy } from './kinds/interval.ts';
import { multiclassStudy } from './kinds/multiclass.ts';
import { ordinalStudy } from './kinds/ordinal.ts';

const options = { replicates: 200, seed: 1, method: 'BCa' as const, smallest: 30, tolerance: 0.05 };
const nothing = { row: null, model: null, query: null, groups: [], features: [] };

function finish<T>(run: { done: number; total: number; advance: (count: number) => void; result: () => T }): T {
  while (run.done < run.total) run.advance(64);
  return run.result();
}
const csv = (columns: Record<string, readonly (string | number)[]>): LogColumn[] => {
  const names = Object.keys(columns);
  const rows = columns[names[0]!]!.map((_, i) => names.map((name) => columns[name]![i]).join());
  return csvColumns([names.join(), ...rows].join('\n'));
};

type Numbers = Record<string, number | null>;
interface Golden {
  three: Answers;
  six: Answers;
  ordinal: { label: number[]; weight: number[]; near: number[]; shrunk: number[]; golden: Record<string, Weighings> };
  interval: {
    label: number[];
    weight: number[];
    candidates: Record<string, { low: number[]; high: number[] }>;
    golden: Record<string, Record<string, Numbers>>;
  };
}
type Weighings = Record<'plain' | 'weighted', Numbers>;
interface Answers {
  answers: string[];
  label: string[];
  weight: number[];
  probabilities: number[][];
  golden: Weighings;
}
const golden = readFixture<Golden>('log_kinds');

describe('probabilities of several answers', () => {
  function rolesOf({ answers }: Pick<Answers, 'answers'>, weight: number | null): LogRoles {
    const classProbabilities = answers.map((answer, k) => ({ place: 2 + k, answer }));
    return {
      ...nothing,
      label: 0,
      weight,
      candidates: [{ name: 'a', score: null, prediction: null, classProbabilities }],
    };
  }
  const columnsOf = ({ answers, label, weight, probabilities }: Answers) =>
    csv({ y: label, w: weight, ...Object.fromEntries(answers.map((answer, k) => [answer, probabilities[k]!])) });

  it.each(['three', 'six'] as const)('of %s answers are what scikit-learn and numpy say, weighted or not', (which) => {
    for (const weighing of ['plain', 'weighted'] as const) {
      const wide = wideLog(columnsOf(golden[which]), rolesOf(golden[which], weighing === 'plain' ? null : 1));
      const log = multiclassLog(wide.columns, wide.roles);
      const study = finish(multiclassStudy(log, [], options));
      const { measures, reliability, answers } = study.candidates[0]!;
      const all = measures as Record<string, (typeof measures)['accuracy']>;
      for (const [id, value] of Object.entries(golden[which].golden[weighing])) {
        expectClose(all[id]!.measure, value, `${which} ${weighing} ${id}`);
        if (value === null) continue;
        // Noise alone makes a calibration error, and more of it in a sample: there all samples may lie above the measure.
        if (!/ece/i.test(id)) expect(all[id]!.interval?.reason, id).toBeNull();
      }
      expect(reliability!.weight.reduce((sum, w) => sum + w, 0)).toBeCloseTo(
        weighing === 'plain' ? log.rows : golden[which].weight.reduce((sum, w) => sum + w, 0),
        9,
      );
      expect(answers!.map(({ answer }) => answer)).toEqual(golden[which].answers);
    }
  });

  it('take a tie for the mean over its orders, and a largest probability that several share', () => {
    const columns = csv({
      y: ['a', 'b', 'c', 'd'],
      w: [1, 1, 1, 1],
      a: [1, 1, 1, 1],
      b: [1, 1, 1, 1],
      c: [1, 1, 1, 1],
      d: [1, 1, 1, 1],
    });
    const wide = wideLog(columns, rolesOf({ answers: ['a', 'b', 'c', 'd'] }, null));
    const log = multiclassLog(wide.columns, wide.roles);
    // Numbers that add up to 4 are divided by it, and that is said.
    expect(log.candidates[0]!.probabilities!.uneven).toEqual({ rows: 4, least: 1, most: 4 });
    const { measures } = finish(multiclassStudy(log, [], options)).candidates[0]!;
    expect(measures.top1.measure.value).toBeCloseTo(0.25, 15);
    expect(measures.top3.measure.value).toBeCloseTo(0.75, 15);
    expect(measures.top5.measure).toEqual({ value: null, reason: 'There are only 4 answers.' });
    expect(measures.logLoss.measure.value).toBeCloseTo(Math.log(4), 14);
    expect(measures.brier.measure.value).toBeCloseTo(0.75, 14);
    expect(measures.ece.measure.value).toBeCloseTo(0, 14);
  });

  it('are read as shares of a hundred where they add up to 100, and from lists in one cell', () => {
    const percent = csv({ y: ['a', 'b'], w: [1, 1], a: [80, 30], b: [20, 70] });
    const wide = wideLog(percent, rolesOf({ answers: ['a', 'b'] }, null));
    const log = multiclassLog(wide.columns, wide.roles);
    expect(Array.from(log.candidates[0]!.probabilities!.values)).toEqual([0.8, 0.2, 0.3, 0.7]);
    expect(log.candidates[0]!.probabilities!.uneven.rows).toBe(0);
    const lists: LogColumn[] = [
      ...csv({ y: ['a', 'b', 'b'], w: [1, 1, 1] }),
      {
        header: 'probs',
        numbers: new Float64Array(3).fill(NaN),
        words: { codes: Int32Array.of(0, 1, 2), names: ['[0.9, 0.1]', '(0.2 0.8)', '0.5;0.5'] },
      },
    ];
    const classProbabilities = ['a', 'b'].map((answer, item) => ({ place: 2, answer, item }));
    const candidates = [{ name: 'm', score: null, prediction: null, classProbabilities }];
    const listed = wideLog(lists, { ...nothing, label: 0, weight: null, candidates });
    const read = multiclassLog(listed.columns, listed.roles);
    expect(Array.from(read.candidates[0]!.probabilities!.values)).toEqual([0.9, 0.1, 0.2, 0.8, 0.5, 0.5]);
    // Of two equal ones the first is what it is taken to answer.
    expect(Array.from(read.candidates[0]!.predicted)).toEqual([0, 1, 0]);
  });

  it('are ranked alike as scores of any scale, and nothing else is measured of those', () => {
    const { three } = golden;
    const asScores = (of: number[]) => of.map((probability) => 10 * Math.log(probability + 0.01) - 3);
    const wide = wideLog(columnsOf(three), rolesOf(three, null));
    const scored = wideLog(columnsOf({ ...three, probabilities: three.probabilities.map(asScores) }), {
      ...rolesOf(three, null),
      candidates: rolesOf(three, null).candidates.map((each) => ({ ...each, unnormalised: 'scores' as const })),
    });
    const [given, scores] = [wide, scored].map(
      ({ columns, roles }) => finish(multiclassStudy(multiclassLog(columns, roles), [], options)).candidates[0]!,
    );
    for (const id of ['top1', 'accuracy', 'macroF1'] as const) {
      expect(scores!.measures[id].measure.value, id).toBe(given!.measures[id].measure.value);
      expect(scores!.measures[id].interval, id).toEqual(given!.measures[id].interval);
    }
    for (const id of ['logLoss', 'brier', 'ece', 'classwiseEce'] as const) {
      expect(given!.measures[id].measure.value, id).not.toBeNull();
      expect(scores!.measures[id].measure, id).toEqual({
        value: null,
        reason: 'a gives scores, which are no probabilities.',
      });
    }
    expect(scores!.measures.top3.measure).toEqual({ value: null, reason: 'There are only 3 answers.' });
    expect([scores!.answers, scores!.reliability]).toEqual([null, null]);
  });

  it('are undefined with the reason where an answer has none, and refused where they are none', () => {
    const some = csv({ y: ['a', 'b', 'c'], w: [1, 1, 1], a: [0.5, 0.5, 0.5], b: [0.5, 0.5, 0.5] });
    const wide = wideLog(some, rolesOf({ answers: ['a', 'b'] }, null));
    const { measures, answers } = finish(multiclassStudy(multiclassLog(wide.columns, wide.roles), [], options))
      .candidates[0]!;
    expect(measures.logLoss.measure).toEqual({ value: null, reason: 'a gives no probability of “c”.' });
    expect(answers).toBeNull();
    const wrong = csv({ y: ['a', 'b'], w: [1, 1], a: [-0.5, 0.5], b: [0.5, 0.5] });
    const read = wideLog(wrong, rolesOf({ answers: ['a', 'b'] }, null));
    expect(() => multiclassLog(read.columns, read.roles)).toThrow(/holds -0.5, which is no probability/);
  });
});

describe('ordered answers', () => {
  const { label, weight, near, shrunk } = golden.ordinal;
  const columns = csv({ y: label, w: weight, near, shrunk });
  const rolesOf = (w: number | null): LogRoles => ({
    ...nothing,
    label: 0,
    weight: w,
    candidates: ['near', 'shrunk'].map((name, c) => ({ name, score: null, prediction: 2 + c })),
  });
  it.each(['plain', 'weighted'] as const)('are what scikit-learn says, %s', (weighing) => {
    const study = finish(ordinalStudy(ordinalLog(columns, rolesOf(weighing === 'plain' ? null : 1)), [], options));
    for (const { name, measures } of study.candidates) {
      const all = measures as Record<string, (typeof measures)['mae']>;
      for (const [id, value] of Object.entries(golden.ordinal.golden[name]![weighing])) {
        expectClose(all[id]!.measure, value, `${name} ${weighing} ${id}`);
        expect(all[id]!.interval?.reason, id).toBeNull();
      }
    }
    expect(study.pairs[0]!.verdict).not.toBe('unknown');
    expect(study.candidates[0]!.confusions!.classes).toEqual(['1', '2', '3', '4', '5']);
  });
  it('are measured alike in words whose order was said', () => {
    const order = ['poor', 'fair', 'good', 'very good', 'excellent'];
    const inWords = (numbers: readonly number[]) => numbers.map((number) => order[number - 1]!);
    const written = csv({ y: inWords(label), w: weight, near: inWords(near), shrunk: inWords(shrunk) });
    const study = finish(ordinalStudy(ordinalLog(written, rolesOf(1), order), [], options));
    const ofNumbers = finish(ordinalStudy(ordinalLog(columns, rolesOf(1)), [], options));
    study.candidates.forEach(({ measures, confusions }, c) => {
      expect(measures).toEqual(ofNumbers.candidates[c]!.measures);
      expect(confusions!.classes).toEqual(order);
    });
  });
  it('have the kappa of the written-out matrix of agreement by chance', () => {
    const answer = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(answer, answer), { minLength: 2, maxLength: 30 }), (pairs) => {
        const n = pairs.length;
        let observed = 0;
        let expected = 0;
        for (const [y, p] of pairs) {
          observed += (y - p) ** 2 / n;
          for (const [, other] of pairs) expected += (y - other) ** 2 / (n * n);
        }
        const log = ordinalLog(csv({ y: pairs.map(([y]) => y), a: pairs.map(([, p]) => p) }), {
          ...nothing,
          label: 0,
          weight: null,
          candidates: [{ name: 'a', score: null, prediction: 1 }],
        });
        const { value } = finish(ordinalStudy(log, [], { ...options, replicates: 100 })).candidates[0]!.measures
          .quadraticKappa.measure;
        if (expected === 0) expect(value).toBeNull();
        else expect(value).toBeCloseTo(1 - observed / expected, 9);
      }),
      { numRuns: 40 },
    );
  });
  it('are refused where an answer is between two of them, and not where a step was never used', () => {
    const half = csv({ y: [1, 2, 3], a: [1, 2.5, 3] });
    const roles = { ...nothing, label: 0, weight: null, candidates: [{ name: 'a', score: null, prediction: 1 }] };
    expect(() => ordinalLog(half, roles)).toThrow(LogProblem);
    expect(() => ordinalLog(half, roles)).toThrow('holds 2.5, which is between two of the answers 1, 2 and 3');
    expect(ordinalLog(csv({ y: [1, 2, 3], a: [1, 5, 3] }), roles).step).toBe(1);
    expect(ordinalLog(csv({ y: [0.5, 1, 3], a: [1.5, 5, 3] }), roles).step).toBe(0.5);
  });
});

describe('ranges', () => {
  const { label, weight, candidates } = golden.interval;
  const names = Object.keys(candidates);
  const ends = Object.fromEntries(
    names.flatMap((name) => [
      [`${name} low`, candidates[name]!.low],
      [`${name} high`, candidates[name]!.high],
    ]),
  );
  const columns = csv({ y: label, w: weight, ...ends });
  const rolesOf = (w: number | null): LogRoles => ({
    ...nothing,
    label: 0,
    weight: w,
    candidates: names.map((name, c) => ({
      name,
      score: null,
      prediction: null,
      intervalLow: 2 + 2 * c,
      intervalHigh: 3 + 2 * c,
    })),
  });
  it.each(['plain', 'weighted'] as const)('are what numpy and the pinball loss of scikit-learn say, %s', (weighing) => {
    for (const level of [0.9, 0.8]) {
      const log = intervalLog(columns, rolesOf(weighing === 'plain' ? null : 1));
      const study = finish(intervalStudy(log, level, [], options));
      for (const { name, measures } of study.candidates) {
        const all = measures as Record<string, (typeof measures)['width']>;
        for (const [id, value] of Object.entries(golden.interval.golden[name]![`${weighing} ${level}`]!)) {
          expectClose(all[id]!.measure, value, `${name} ${weighing} ${level} ${id}`);
          expect(all[id]!.interval?.reason, id).toBeNull();
        }
      }
      expect(study.pairs).toHaveLength(1);
    }
  });
  it('that hold every case are not said to do so without doubt', () => {
    const all = csv({ y: [1, 2, 3, 4], low: [0, 0, 0, 0], high: [9, 9, 9, 9] });
    const own = [{ name: 'a', score: null, prediction: null, intervalLow: 1, intervalHigh: 2 }];
    const log = intervalLog(all, { ...nothing, label: 0, weight: null, candidates: own });
    const { coverage, coverageError } = finish(intervalStudy(log, 0.9, [], options)).candidates[0]!.measures;
    // Wilson's interval of 4 of 4: 4/(4 + z²) to 1.
    const low = 4 / (4 + 1.959963984540054 ** 2);
    expect(coverage.interval).toMatchObject({ method: 'Wilson', hi: 1 });
    const ends = [coverage, coverageError].map(({ interval }) => (interval?.reason === null ? interval.lo : NaN));
    expect(ends[0]).toBeCloseTo(low, 12);
    expect(ends[1]).toBeCloseTo(low - 0.9, 12);
  });
  it('are put in order where their ends are crossed, and counted', () => {
    const crossed = csv({ y: [1, 2], w: [1, 1], low: [3, 1], high: [0, 3] });
    const own = [{ name: 'a', score: null, prediction: null, intervalLow: 2, intervalHigh: 3 }];
    const log = intervalLog(crossed, { ...nothing, label: 0, weight: null, candidates: own });
    expect(log.candidates[0]).toMatchObject({ crossed: 1, low: Float64Array.of(0, 1), high: Float64Array.of(3, 3) });
    const wide = wideLog(crossed, { ...nothing, label: 0, weight: null, candidates: own });
    const { prediction } = wide.roles.candidates[0]!;
    expect(Array.from(wide.columns[prediction!]!.numbers)).toEqual([1.5, 2]);
    expect(() =>
      intervalLog(crossed, { ...nothing, label: 0, weight: null, candidates: [{ ...own[0]!, intervalHigh: null }] }),
    ).toThrow('Say which columns hold both ends of the ranges of a.');
  });
});

// What cannot be measured is undefined, with the reason: never 0, never NaN. Random small logs of every kind, with groups of one row,
// answers that nobody has, weights of 0 and candidates that say the same of every case.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../engine/certainty/run.ts';
import type { LogKind, LogRoles } from '../../domain/predictionLog.ts';
import type { LogRows } from '../log/usableRows.ts';
import { LogProblem } from '../log/usableRows.ts';
import { csvColumns } from '../testing/csvColumns.ts';
import type { Measure } from '../measure.ts';
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import { kinds } from './kinds/index.ts';
import type { Study, StudyOptions } from './study.ts';

const options: StudyOptions = {
  replicates: 40,
  seed: 1,
  method: 'BCa',
  stratified: false,
  smallest: 2,
  tolerance: 0.05,
  favourable: 'positive',
  references: [0],
};
const choices = { positive: 'yes', threshold: 0.5, level: 0.9, inverted: new Set<string>() };

/** One case: what happened, what was said in three columns, its group, weight, list and unit. */
const row = fc.record({
  answer: fc.constantFrom('yes', 'no'),
  word: fc.constantFrom('a', 'b', 'c'),
  number: fc.integer({ min: 0, max: 3 }),
  said: fc.constantFrom('yes', 'no'),
  score: fc.constantFrom(0, 0.2, 0.5, 0.5, 1),
  shares: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 3 }))),
  guess: fc.constantFrom('a', 'b', 'c'),
  predicted: fc.integer({ min: 0, max: 3 }),
  width: fc.integer({ min: 0, max: 2 }),
  group: fc.constantFrom('f', 'm', 'x'),
  weight: fc.constantFrom(0, 1, 1, 2),
  list: fc.constantFrom('q1', 'q2', 'q3'),
  unit: fc.constantFrom('u1', 'u2', 'u3'),
});
type Case = typeof row extends fc.Arbitrary<infer T> ? T : never;

const headers = 'answer,word,number,said,score,a,b,c,guess,predicted,low,high,group,weight,list,unit'.split(',');
const at = (header: string) => headers.indexOf(header);
const cells = ({
  answer,
  word,
  number,
  said,
  score,
  shares,
  guess,
  predicted,
  width,
  group,
  weight,
  list,
  unit,
}: Case) => {
  const all = shares[0]! + shares[1]! + shares[2]!;
  const parts = shares.map((share) => share / all);
  return [
    answer,
    word,
    number,
    said,
    score,
    ...parts,
    guess,
    predicted,
    predicted - width,
    predicted + width,
    group,
    weight,
    list,
    unit,
  ];
};

const plain = { score: null, prediction: null };
const asked: Record<LogKind, { label: string; candidate: Partial<LogRoles['candidates'][number]> }[]> = {
  binary: [
    { label: 'answer', candidate: { score: at('score') } },
    { label: 'answer', candidate: { prediction: at('said') } },
  ],
  multiclass: [
    { label: 'word', candidate: { prediction: at('guess') } },
    {
      label: 'word',
      candidate: { classProbabilities: ['a', 'b', 'c'].map((answer) => ({ place: at(answer), answer })) },
    },
  ],
  ordinal: [{ label: 'number', candidate: { prediction: at('predicted') } }],
  regression: [{ label: 'number', candidate: { prediction: at('predicted') } }],
  interval: [{ label: 'number', candidate: { intervalLow: at('low'), intervalHigh: at('high') } }],
  ranking: [{ label: 'number', candidate: { score: at('score') } }],
};

interface Made {
  study: Study;
  rows: Pick<LogRows, 'groups'>;
}

/** null: the log is refused with a sentence. */
function made(kind: LogKind, which: number, log: readonly Case[], weighed: boolean, inUnits: boolean): Made | null {
  const { label, candidate } = asked[kind][which]!;
  const columns = csvColumns([headers.join(), ...log.map((one) => cells(one).join())].join('\n'));
  const roles: LogRoles = {
    label: at(label),
    weight: weighed ? at('weight') : null,
    row: null,
    model: null,
    query: kinds[kind].inLists ? at('list') : null,
    unit: inUnits && !kinds[kind].inLists ? at('unit') : null,
    candidates: [{ name: 'Model', ...plain, ...candidate }],
    groups: [{ place: at('group'), reference: null }],
    features: [],
  };
  try {
    const read = kinds[kind].read(columns, roles, choices);
    return { study: finish(read.study(read.rows.groups, options), 64)!, rows: read.rows };
  } catch (error) {
    if (error instanceof LogProblem) return null;
    throw error;
  }
}

function expectSaid(measure: Measure, what: string) {
  if (measure.value === null) expect(measure.reason, what).toMatch(/^[A-Z].*\.$/);
  else expect(Number.isFinite(measure.value), what).toBe(true);
}
function expectInterval(interval: IntervalOrReason | null, measure: Measure, what: string) {
  if (interval === null) return;
  expect(measure.value, `${what}: an interval of what is undefined`).not.toBeNull();
  if (interval.reason !== null) return expect(interval.reason, what).toMatch(/^[A-Z].*\.$/);
  expect(
    [interval.lo, interval.hi, interval.standardError].every((end) => !Number.isNaN(end)),
    `${what}: ${JSON.stringify(interval)}`,
  ).toBe(true);
}

const cases = Object.entries(asked).flatMap(([kind, ways]) =>
  ways.map((_, which) => ({ kind: kind as LogKind, which })),
);

describe('what cannot be measured', () => {
  it.each(cases)('of a log of kind $kind, $which, is undefined with its reason', ({ kind, which }) => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        fc.boolean(),
        (log, weighed, inUnits) => {
          const found = made(kind, which, log, weighed, inUnits);
          if (found === null) return;
          for (const { measures, columns, answers, confusions } of found.study.candidates) {
            for (const [id, { measure, interval }] of Object.entries(measures)) {
              expectSaid(measure, id);
              expectInterval(interval, measure, id);
            }
            for (const ofClass of confusions?.ofClasses ?? []) {
              const { precision, recall, f1 } = ofClass ?? {};
              for (const measure of [precision, recall, f1]) if (measure !== undefined) expectSaid(measure, 'a class');
            }
            for (const { answer, ece } of answers ?? []) expectSaid(ece, `calibration of ${answer}`);
            for (const { groups, gaps } of columns) {
              for (const group of groups) {
                for (const [id, { measure, interval }] of Object.entries(group.measures)) {
                  expectSaid(measure, `${id} of ${group.group}`);
                  expectInterval(interval, measure, `${id} of ${group.group}`);
                }
              }
              for (const [id, { measure, interval }] of Object.entries(gaps)) {
                expectSaid(measure, `gap in ${id}`);
                expectInterval(interval, measure, `gap in ${id}`);
              }
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  /** Which rates of these decisions have cases to be a share of, by their counts alone. */
  function defined({ tn, fp, fn, tp }: Record<'tn' | 'fp' | 'fn' | 'tp', number>): Record<string, boolean> {
    const [positives, negatives, selected, left] = [tp + fn, tn + fp, tp + fp, tn + fn].map((sum) => sum > 0);
    return {
      accuracy: positives! || negatives!,
      selectionRate: positives! || negatives!,
      baseRate: positives! || negatives!,
      recall: positives!,
      fnr: positives!,
      specificity: negatives!,
      fpr: negatives!,
      precision: selected!,
      npv: left!,
      f1: positives! || selected!,
      balancedAccuracy: positives! && negatives!,
      mcc: positives! && negatives! && selected! && left!,
    };
  }
  function countsOf(log: readonly Case[], weighed: boolean) {
    const counts = { tn: 0, fp: 0, fn: 0, tp: 0 };
    for (const { answer, said, weight } of log) {
      const key = `${answer === said ? 't' : 'f'}${said === 'yes' ? 'p' : 'n'}` as keyof typeof counts;
      counts[key] += weighed ? weight : 1;
    }
    return counts;
  }
  it('of yes or no is what has an empty denominator, of all cases and of each group, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), fc.boolean(), (log, weighed) => {
        const found = made('binary', 1, log, weighed, false);
        fc.pre(found !== null);
        const [candidate] = found!.study.candidates;
        const isDefined = (measures: Record<string, { measure: Measure }>, ids: string[]) =>
          Object.fromEntries(ids.map((id) => [id, measures[id]!.measure.value !== null]));
        const wanted = defined(countsOf(log, weighed));
        expect(isDefined(candidate!.measures, Object.keys(wanted))).toEqual(wanted);
        for (const { group, measures } of candidate!.columns[0]!.groups) {
          const own = defined(
            countsOf(
              log.filter((each) => each.group === group),
              weighed,
            ),
          );
          expect(isDefined(measures, Object.keys(own)), group).toEqual(own);
        }
      }),
      { numRuns: 300 },
    );
  });
  it('of a gap is what fewer than two groups have', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 12 }), (log) => {
        const { gaps } = made('binary', 1, log, false, false)?.study.candidates[0]?.columns[0] ?? {};
        fc.pre(gaps !== undefined);
        const having = (of: (one: Case) => boolean) =>
          ['f', 'm', 'x'].filter(
            (group) => log.filter((one) => one.group === group && of(one)).length >= options.smallest,
          ).length;
        const truth = {
          demographicParityDifference: having(() => true) > 1,
          equalOpportunityDifference: having(({ answer }) => answer === 'yes') > 1,
          fprDifference: having(({ answer }) => answer === 'no') > 1,
          precisionDifference: having(({ said }) => said === 'yes') > 1,
        };
        for (const [id, is] of Object.entries(truth)) expect(gaps![id]!.measure.value !== null, id).toBe(is);
      }),
      { numRuns: 300 },
    );
  });
  it('of numbers is what a constant side, or a label of 0, leaves without a denominator', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (log) => {
        const { measures } = made('regression', 0, log, false, false)!.study.candidates[0]!;
        const varied = (of: (one: Case) => number) => new Set(log.map(of)).size > 1;
        const [labels, both] = [varied(({ number }) => number), varied(({ predicted }) => predicted)];
        const truth = {
          mae: true,
          r2: labels,
          explainedVariance: labels,
          pearson: labels && both,
          spearman: labels && both,
          kendall: labels && both,
          mape: log.every(({ number }) => number !== 0),
        };
        for (const [id, is] of Object.entries(truth)) expect(measures[id]!.measure.value !== null, id).toBe(is);
      }),
      { numRuns: 300 },
    );
  });
  it('of lists is every measure where no list has a relevant item', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), (log) => {
        const { measures } = made('ranking', 0, log, false, false)!.study.candidates[0]!;
        const some = log.some(({ number }) => number > 0);
        for (const id of ['ndcg@10', 'recall@10', 'mrr', 'map'])
          expect(measures[id]!.measure.value !== null, id).toBe(some);
      }),
      { numRuns: 300 },
    );
  });
});

// Sweeps against everything counted again at every state, the golden log at its own threshold, and what is proposed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom, uniform } from '../../engine/certainty/random.ts';
import { finish } from '../../engine/certainty/run.ts';
import { NOTHING_VARIES } from '../bootstrap/interval.ts';
import { atThreshold, confusionTable, flipped } from '../classification/confusion.ts';
import { rate } from '../classification/rates.ts';
import { groupColumn } from '../testing/groupColumn.ts';
import { parity } from '../fairness/parity.ts';
import { columnReader, compasGolden, compasLog, expectClose, readFixture } from '../testing/golden.ts';
import type { Criterion, ErrorCosts } from './criteria.ts';
import { costPerRow, measureColumn } from './criteria.ts';
import { holdoutHalves } from './holdout.ts';
import type { PointQuestion, PointStudy } from './study.ts';
import { random } from '../../engine/testing/random.ts';
import { startPointStudy } from './study.ts';
import type { GapId, Sweep } from './sweep.ts';
import { gapIds } from './sweep.ts';
import type { SweptRows } from './sweeps.ts';
import { confidences, decidingThreshold, sweepHandOver, sweepThresholds, tidy } from './sweeps.ts';

const costs: ErrorCosts = { falsePositive: 1, falseNegative: 5, truePositive: -2, trueNegative: 0 };
/** Few distinct scores, groups that may be empty or of one class, some rows of no group, some of no weight. */
const anyRows = fc
  .array(
    fc.record({
      y: fc.nat(1),
      s: fc.nat(6),
      p: fc.nat(1),
      g: fc.integer({ min: -1, max: 2 }),
      w: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) => ({
    labels: Uint8Array.from(rows, ({ y }) => y),
    scores: Float64Array.from(rows, ({ s }) => s / 6),
    other: Uint8Array.from(rows, ({ p }) => p),
    codes: Int32Array.from(rows, ({ g }) => g),
    weights: Float64Array.from(rows, ({ w }) => w),
  }));

function checkState(sweep: Sweep, k: number, rows: SweptRows, predicted: Uint8Array) {
  const counts = confusionTable(rows.labels, predicted, rows.weights);
  expect([...sweep.counts.subarray(4 * k, 4 * k + 4)]).toEqual([...counts]);
  const tables = confusionTable(rows.labels, predicted, rows.weights, rows.group!.codes, 3);
  const measures = parity(rows.flipped ? flipped(tables) : tables);
  for (const id of gapIds) {
    // The flipped gaps are told from the complements of the rates, which round otherwise.
    if (Number.isNaN(measures[id])) expect(sweep.gaps![id][k]).toBeNaN();
    else expect(sweep.gaps![id][k]).toBeCloseTo(measures[id], 12);
  }
}

describe('sweeps count what counting again at every state counts', () => {
  it('thresholds', () => {
    fc.assert(
      fc.property(anyRows, fc.boolean(), fc.boolean(), (log, weighed, turned) => {
        const group = { codes: log.codes, groups: 3 };
        const rows = { labels: log.labels, weights: weighed ? log.weights : null, group, flipped: turned };
        const swept = sweepThresholds(rows, log.scores);
        expect([...swept.at]).toEqual([Infinity, ...[...new Set(log.scores)].sort((a, b) => b - a)]);
        for (let k = 0; k < swept.states; k++) {
          checkState(swept, k, rows, atThreshold(log.scores, swept.at[k]!));
          checkState(swept, k, rows, atThreshold(log.scores, tidy(swept.above[k]!, swept.at[k]!)));
        }
      }),
    );
  });
  it('hand-overs', () => {
    fc.assert(
      fc.property(anyRows, fc.boolean(), (log, weighed) => {
        const group = { codes: log.codes, groups: 3 };
        const rows = { labels: log.labels, weights: weighed ? log.weights : null, group, flipped: false };
        const cheap = atThreshold(log.scores, 0.5);
        const sure = confidences(log.scores, 0.5);
        const swept = sweepHandOver(rows, sure, cheap, log.other);
        expect(swept.at.at(-1)).toBe(Infinity);
        const weight = (i: number) => rows.weights?.[i] ?? 1;
        for (let k = 0; k < swept.states; k++) {
          const handed = sure.map((own) => (own < swept.at[k]! ? 1 : 0));
          checkState(
            swept,
            k,
            rows,
            cheap.map((own, i) => (handed[i] ? log.other[i]! : own)),
          );
          expect(swept.past[k]).toBe(handed.reduce((sum, one, i) => sum + one * weight(i), 0));
        }
        expect(swept.past.at(-1)).toBe(swept.total);
      }),
    );
  });
  it('nothing is left of no rows but the state before the first', () => {
    const none = { labels: new Uint8Array(), weights: null, group: null, flipped: false };
    const swept = sweepThresholds(none, new Float64Array());
    expect([swept.states, swept.gaps, measureColumn('accuracy', swept, costs)[0]]).toEqual([1, null, NaN]);
  });
});

describe('measures of a state', () => {
  it('cost is what the rows cost', () => {
    expect(costPerRow([10, 4, 3, 8], 0, costs)).toBeCloseTo((4 * 1 + 3 * 5 + 8 * -2) / 25, 15);
    expect(costPerRow([0, 0, 0, 0], 0, costs)).toBeNaN();
  });
  it('a gap without groups is undefined everywhere', () => {
    const rows = { labels: Uint8Array.of(0, 1), weights: null, group: null, flipped: false };
    const swept = sweepThresholds(rows, Float64Array.of(0.2, 0.4));
    expect([...measureColumn('equalizedOddsDifference', swept, costs)]).toEqual([NaN, NaN, NaN]);
    expect([...measureColumn('handedOver', swept, costs)]).toEqual([0, 0.5, 1]);
  });
  it('tidy: the fewest decimals that decide alike', () => {
    expect(tidy(0.3641, 0.3712345)).toBe(0.37);
    expect(tidy(0.3701, 0.3712345)).toBe(0.371);
    expect(tidy(-3.2, -2.9)).toBe(-3);
    expect(tidy(0.2, 0.3)).toBe(0.3);
    expect(tidy(0.1 + 0.2, 0.1 + 0.2 + Number.EPSILON)).toBe(0.1 + 0.2 + Number.EPSILON);
    expect([tidy(-Infinity, 0.123), tidy(0.5, Infinity)]).toEqual([0.123, Infinity]);
  });
  it('knows the threshold that decisions follow, and when they follow none', () => {
    expect(decidingThreshold(Float64Array.of(0.2, 0.49, 0.51), Uint8Array.of(0, 0, 1))).toBe(0.5);
    expect(decidingThreshold(Float64Array.of(0.2, 0.49, 0.49), Uint8Array.of(0, 0, 1))).toBeNull();
    expect(decidingThreshold(Float64Array.of(0.2, 0.3), Uint8Array.of(1, 1))).toBeNull();
  });
});

const compas = readFixture<{ columns: Record<string, never[]> }>('compas_subset').columns;
const question: PointQuestion = {
  criteria: [
    { id: 'accuracy', sign: 1 },
    { id: 'recall', sign: 1 },
    { id: 'equalizedOddsDifference', sign: -1 },
  ],
  costs,
  most: 4,
  smallest: 30,
  tolerance: 0.05,
  bootstrap: { replicates: 200, seed: 1, method: 'BCa', stratified: false },
};
const subset = (): SweptRows => {
  const race = groupColumn('race', compas['race']!);
  return {
    labels: Uint8Array.from(compas['y_true']!),
    weights: null,
    group: { codes: race.codes, groups: race.groups.length },
    flipped: false,
  };
};
const run = (rows: SweptRows, subject: Parameters<typeof startPointStudy>[1], asked = question) =>
  finish(startPointStudy(rows, subject, asked))!;

describe('operating points of a twelfth of the COMPAS log', () => {
  const scores = Float64Array.from(compas['score_logreg']!);
  const predicted = Uint8Array.from(compas['pred_logreg']!);
  const study = run(subset(), { kind: 'threshold', scores, predicted });
  const fresh = study.offers.filter(({ is }) => is === 'new');

  it('are chosen on a half and measured on the other', () => {
    const half = holdoutHalves(subset().labels, 1);
    expect([study.choosing, study.measuring]).toEqual(
      [0, 1].map((which) => half.filter((own) => own === which).length),
    );
    const rows = [...half.keys()].filter((i) => half[i] === 1);
    for (const { at, measured, chosen } of fresh) {
      const right = rows.filter((i) => (scores[i]! >= at! ? 1 : 0) === compas['y_true']![i]).length;
      expectClose(measured.accuracy.measure, right / rows.length, `at ${at}`);
      const left = [...half.keys()].filter((i) => half[i] === 0);
      const fits = left.filter((i) => (scores[i]! >= at! ? 1 : 0) === compas['y_true']![i]).length;
      expectClose(chosen.accuracy, fits / left.length, `chosen at ${at}`);
    }
  });
  it('are at most as many as asked, lie on the front, and have the cheapest among them', () => {
    expect(fresh.length).toBe(4);
    expect(fresh.filter(({ onFront, cheapest }) => !onFront && !cheapest)).toEqual([]);
    expect(fresh.filter(({ cheapest }) => cheapest)).toHaveLength(1);
    const cost = (offer: (typeof fresh)[number]) => offer.chosen.cost;
    expect(Math.min(...fresh.map(cost))).toBe(fresh.find(({ cheapest }) => cheapest)!.chosen.cost);
  });
  it('have intervals about what was measured', () => {
    for (const { measured } of study.offers) {
      for (const id of ['accuracy', 'recall', 'cost', 'equalizedOddsDifference'] as const) {
        const { measure, interval } = measured[id];
        // Where every positive case is found, no sample finds another share.
        if (id === 'recall' && measure.value === 1) {
          expect(interval?.reason).toBe(NOTHING_VARIES);
          continue;
        }
        if (!interval || interval.reason !== null || measure.value === null) throw new Error(`no interval of ${id}`);
        expect(interval.standardError).toBeGreaterThan(0);
        expect(interval.lo).toBeLessThanOrEqual(measure.value);
        expect(interval.hi).toBeGreaterThanOrEqual(measure.value);
      }
      expect(measured.handedOver).toEqual({
        measure: { value: null, reason: 'Nothing is handed over.' },
        interval: null,
      });
    }
  });
  it('have the interval of the error rate for a cost of 1 per error', () => {
    const even = { falsePositive: 1, falseNegative: 1, truePositive: 0, trueNegative: 0 };
    const { offers } = run(subset(), { kind: 'threshold', scores, predicted }, { ...question, costs: even });
    for (const { cost, accuracy } of offers.map((offer) => offer.measured)) {
      if (cost.interval?.reason !== null || accuracy.interval?.reason !== null) throw new Error('no interval');
      expectClose(cost.measure, 1 - accuracy.measure.value!, 'cost');
      expect(cost.interval.standardError / accuracy.interval.standardError).toBeCloseTo(1, 9);
    }
  });
  it('repeat for a seed, and are chosen otherwise for another', () => {
    const again = run(subset(), { kind: 'threshold', scores, predicted });
    expect(again).toEqual(study);
    const other = { ...question, bootstrap: { ...question.bootstrap, seed: 2 } };
    const another = run(subset(), { kind: 'threshold', scores, predicted }, other);
    expect(another.offers.map(({ at }) => at)).not.toEqual(study.offers.map(({ at }) => at));
  });
  it('stand beside the candidate as it is', () => {
    expect(study.offers[0]).toMatchObject({ is: 'current', at: 0.5, paired: null });
    for (const { paired, measured } of fresh) {
      const difference = measured.accuracy.measure.value! - study.offers[0]!.measured.accuracy.measure.value!;
      expectClose(paired!.difference, difference, 'paired difference');
    }
    // Decisions of its own, that no threshold makes: still measured.
    const own = run(subset(), { kind: 'threshold', scores, predicted: Uint8Array.from(compas['pred_compas']!) });
    expect(own.offers[0]).toMatchObject({ is: 'current', at: null, onFront: false });
    expect(own.offers[0]!.measured.accuracy.measure.value).toBeGreaterThan(0.5);
    expect(own.offers[0]!.chosen.accuracy).toBeNaN();
  });
});

describe('a cascade of two', () => {
  const scores = Float64Array.from(compas['score_logreg']!);
  const cheap = Uint8Array.from(compas['pred_logreg']!);
  const costly = Uint8Array.from(compas['pred_compas']!);
  const criteria: Criterion[] = [
    { id: 'accuracy', sign: 1 },
    { id: 'handedOver', sign: -1 },
  ];
  const subject = { kind: 'handOver' as const, sure: confidences(scores, 0.5), cheap, costly };
  const study = run(subset(), subject, { ...question, criteria });

  it('has the two alone at its ends and hands over more and more', () => {
    expect(study.offers[0]!.is).toBe('cheap');
    expect(study.offers.at(-1)!.is).toBe('costly');
    const shares = study.offers.map(({ measured }) => measured.handedOver.measure.value!);
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const half = holdoutHalves(subset().labels, 1);
    for (const { is, at, measured } of study.offers) {
      if (is !== 'new') continue;
      const rows = [...half.keys()].filter((i) => half[i] === 1);
      const decide = (i: number) => (Math.abs(scores[i]! - 0.5) < at! ? costly[i]! : cheap[i]!);
      const right = rows.filter((i) => decide(i) === subset().labels[i]).length;
      expectClose(measured.accuracy.measure, right / rows.length, `handing over below ${at}`);
    }
  });
  it('has an interval for the share handed over', () => {
    const middle = study.offers.find(({ is }) => is === 'new')!.measured.handedOver;
    const share = middle.measure.value!;
    if (!middle.interval || middle.interval.reason !== null) throw new Error('no interval');
    const expected = Math.sqrt((share * (1 - share)) / study.measuring);
    expect(middle.interval.standardError / expected).toBeCloseTo(1, 0);
  });
});

it('choosing and measuring on the same rows flatters; on two halves it does not', () => {
  // Scores say nothing, half of the labels are positive: every threshold is right half the time. 300 logs of 200 rows: means
  // of 300 accuracies, each with a standard error of 0.05 on 100 rows, are within 0.0029 of the truth; three of those are allowed.
  const random = randomFrom(12);
  const simulated = Array.from({ length: 300 }, (_, k) => {
    const labels = Uint8Array.from({ length: 200 }, (_row, i) => i % 2);
    const scores = Float64Array.from({ length: 200 }, () => uniform(random));
    const rows = { labels, weights: null, group: null, flipped: false };
    const asked: PointQuestion = {
      ...question,
      criteria: [{ id: 'accuracy', sign: 1 }],
      costs: { falsePositive: 1, falseNegative: 1, truePositive: 0, trueNegative: 0 },
      most: 1,
      smallest: 30,
      tolerance: 0.05,
      bootstrap: { ...question.bootstrap, replicates: 1, seed: k },
    };
    const study: PointStudy = run(rows, { kind: 'threshold', scores, predicted: atThreshold(scores, 0.5) }, asked);
    const best = study.offers.find(({ is, cheapest }) => is === 'new' && cheapest) ?? study.offers[0]!;
    return { chosen: best.chosen.accuracy, measured: best.measured.accuracy.measure.value! };
  });
  const mean = (of: (one: (typeof simulated)[number]) => number) =>
    simulated.reduce((sum, one) => sum + of(one), 0) / simulated.length;
  expect(mean(({ measured }) => measured)).toBeGreaterThan(0.5 - 0.0087);
  expect(mean(({ measured }) => measured)).toBeLessThan(0.5 + 0.0087);
  expect(mean(({ chosen }) => chosen)).toBeGreaterThan(0.54);
});

describe('the whole COMPAS log', () => {
  const column = columnReader(compasLog());
  it('at its own threshold has the golden numbers', () => {
    type Golden = Record<string, number>;
    type Model = { overall: Golden; by: { race: Record<string, Golden> & { equal_opportunity_difference: number } } };
    const golden = compasGolden<{ models: Record<string, Model> }>();
    const race = groupColumn('race', column('race'));
    const rows = {
      labels: Uint8Array.from(column('y_true'), Number),
      weights: null,
      group: { codes: race.codes, groups: race.groups.length },
      flipped: false,
    };
    const names: Record<GapId, string> = {
      demographicParityDifference: 'demographic_parity_difference',
      equalOpportunityDifference: 'equal_opportunity_difference',
      equalizedOddsDifference: 'equalized_odds_difference',
    };
    let compared = 0;
    for (const [name, { overall, by }] of Object.entries(golden.models)) {
      const scores = Float64Array.from(column(`score_${name}`), Number);
      const swept = sweepThresholds(rows, scores);
      const state = swept.at.findIndex((at, k) => at >= 0.5 && swept.above[k]! < 0.5);
      const at = 4 * state;
      expect([...swept.counts.subarray(at, at + 4)]).toEqual(['tn', 'fp', 'fn', 'tp'].map((key) => overall[key]));
      expectClose(rate('accuracy', swept.counts, at), overall['accuracy'], name);
      expectClose(rate('recall', swept.counts, at), overall['recall'], name);
      expectClose(rate('fpr', swept.counts, at), overall['fpr'], name);
      expectClose(rate('precision', swept.counts, at), overall['precision'], name);
      for (const id of gapIds) {
        expectClose(swept.gaps![id][state]!, (by.race as unknown as Golden)[names[id]], `${name} ${id}`);
        compared++;
      }
    }
    expect(compared).toBe(15);
  });
});

describe('rows that come in units', () => {
  // Everybody has 20 rows that are decided alike, so that rows count for far less than they are.
  const people = 60;
  const each = 20;
  const next = random(7);
  const chances = Array.from({ length: people }, () => next());
  const units = Int32Array.from({ length: people * each }, (_, row) => Math.floor(row / each));
  const labels = Uint8Array.from(units, (unit) => (next() < chances[unit]! ? 1 : 0));
  const scores = Float64Array.from(units, (unit) => chances[unit]! + 1e-6 * next());
  const rows: SweptRows = {
    labels,
    weights: null,
    group: { codes: units.map((unit) => unit % 2), groups: 2 },
    flipped: false,
  };
  const subject = {
    kind: 'threshold' as const,
    scores,
    predicted: Uint8Array.from(scores, (score) => (score < 0.5 ? 0 : 1)),
  };

  it('are never parted: nobody is chosen on and measured on', () => {
    for (const seed of [1, 2, 3]) {
      const half = holdoutHalves(labels, seed, units);
      units.forEach((unit, row) => expect(half[row]).toBe(half[unit * each]));
      const chosenOn = half.filter((own) => own === 0).length;
      expect(chosenOn).toBe((people / 2) * each);
    }
  });
  it('are left out unit by unit for intervals and verdicts, which are wider than row by row', () => {
    const byRows = run(rows, subject);
    const byUnits = run({ ...rows, units }, subject);
    const widthOf = (study: typeof byRows, id: 'accuracy' | 'selectionRate') => {
      const { interval } = study.offers[0]!.measured[id];
      expect(interval).toMatchObject({ reason: null });
      return interval!.reason === null ? interval!.hi - interval!.lo : NaN;
    };
    expect(widthOf(byUnits, 'selectionRate')).toBeGreaterThan(2 * widthOf(byRows, 'selectionRate'));
    expect(byUnits.offers[0]!.measured.accuracy.interval).toMatchObject({ method: 'jackknife' });
    expect(byUnits.offers[0]!.measured.cost.interval).toMatchObject({ method: 'jackknife' });
    expect(byUnits.offers[0]!.gaps!.demographicParityDifference.method).toBe('t');
  });
});

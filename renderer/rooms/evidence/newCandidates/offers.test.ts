// What is said of offers and what they become: names, sentences, metrics, notes.
import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../../shared/domain/metric.ts';
import { pointMeasureIds } from '../../../../shared/measures/points/criteria.ts';
import type { PointMeasureId } from '../../../../shared/measures/points/criteria.ts';
import type { PointOffer, PointStudy } from '../../../../shared/measures/points/study.ts';
import { optimismOf } from './optimism.ts';
import { proposedPair, scoredPlaces } from './sourceCandidates.ts';
import type { BaseMetric } from './offers.ts';
import {
  carriedMetrics,
  expectedMetrics,
  measuredMetrics,
  namesOf,
  noteOf,
  offersSentence,
  staysTheSame,
  thresholdNow,
} from './offers.ts';

function offer(
  is: PointOffer['is'],
  at: number | null,
  values: Partial<Record<PointMeasureId, number>>,
  verdict: 'higher' | 'noise' = 'higher',
): PointOffer {
  const finding = (id: PointMeasureId) => ({
    measure: id in values ? { value: values[id]!, reason: null } : { value: null, reason: 'Not measured.' },
    interval: {
      lo: (values[id] ?? 0) - 0.03,
      hi: (values[id] ?? 0) + 0.03,
      standardError: 0.01,
      method: 'BCa' as const,
      defined: 1,
      reason: null,
    },
  });
  return {
    is,
    at,
    onFront: true,
    cheapest: false,
    chosen: Object.fromEntries(pointMeasureIds.map((id) => [id, (values[id] ?? NaN) + 0.02])) as PointOffer['chosen'],
    measured: Object.fromEntries(pointMeasureIds.map((id) => [id, finding(id)])) as PointOffer['measured'],
    gaps: null,
    paired:
      is === 'current'
        ? null
        : {
            a: 1,
            b: 0,
            difference: 0,
            lo: 0,
            hi: 0,
            p: 0,
            adjustedP: 0,
            pairs: 1,
            test: 'McNemar',
            onlyA: 0,
            onlyB: 0,
            verdict,
          },
  };
}
const studyOf = (offers: PointOffer[]): PointStudy => ({
  choosing: 50,
  measuring: 49,
  distinct: 20,
  considered: 20,
  front: 4,
  offers,
  endCosts: [0, 0],
  base: { answer: 'no', share: 0.6 },
  curve: { at: new Float64Array(), onFront: new Uint8Array(), measures: {} as PointStudy['curve']['measures'] },
});
const metric = (id: number, name: string, unit = '', formula: string | null = null): Metric => ({
  id,
  name,
  unit,
  formula,
  direction: 'max',
});
const logreg = { kind: 'threshold', name: 'logreg' } as const;
const pair = { kind: 'handOver', cheap: 'logreg', costly: 'hgb' } as const;
const points = studyOf([
  offer('current', 0.5, { accuracy: 0.7, recall: 0.5 }),
  offer('new', 0.371, { accuracy: 0.69, recall: 0.62 }),
  offer('new', 0.374, { accuracy: 0.6, recall: 0.63 }),
]);

describe('names', () => {
  it('have as few digits as tell them apart', () => {
    expect(namesOf(points.offers, logreg)).toEqual([
      { name: '', short: 'now: 0.5' },
      { name: 'logreg at 0.371', short: '0.371' },
      { name: 'logreg at 0.374', short: '0.374' },
    ]);
    const cascades = [offer('cheap', null, {}), offer('new', 0.1, { handedOver: 0.234 }), offer('costly', null, {})];
    expect(namesOf(cascades, pair).map(({ name, short }) => name || short)).toEqual([
      'logreg',
      'logreg, 23 % to hgb',
      'hgb',
    ]);
  });
});

describe('the sentence', () => {
  it('says it of the most balanced one', () => {
    expect(offersSentence(points, logreg, namesOf(points.offers, logreg), ['accuracy', 'recall'])).toBe(
      'With the threshold at 0.371 instead of 0.5, logreg gains 0.120 recall and gives up 0.010 accuracy.',
    );
  });
  it('names none that another beats, and what is surely gained before what may be chance', () => {
    const offers = [
      offer('current', 0.5, { accuracy: 0.7, recall: 0.3, demographicParityDifference: 0.06 }),
      offer('new', 0.2, { accuracy: 0.65, recall: 0.6, demographicParityDifference: 0.04 }),
      offer('new', 0.3, { accuracy: 0.69, recall: 0.65, demographicParityDifference: 0.04 }),
    ];
    const ids = ['accuracy', 'recall', 'demographicParityDifference'] as const;
    expect(offersSentence(studyOf(offers), logreg, namesOf(offers, logreg), ids)).toBe(
      'With the threshold at 0.3 instead of 0.5, logreg gains 0.350 recall and gives up 0.010 accuracy.',
    );
  });
  it('says what is noise, and when there is nothing', () => {
    const offers = [
      offer('cheap', null, { accuracy: 0.7, handedOver: 0 }),
      offer('new', 0.1, { accuracy: 0.703, handedOver: 0.2 }, 'noise'),
    ];
    expect(offersSentence(studyOf(offers), pair, namesOf(offers, pair), ['accuracy', 'handedOver'])).toBe(
      'With 20 % of cases handed to hgb, logreg gains 0.003 accuracy, within noise.',
    );
    expect(offersSentence(studyOf(offers.slice(0, 1)), pair, [], ['accuracy'])).toBe(
      'Handing cases over to hgb gains logreg nothing.',
    );
    expect(offersSentence(studyOf(points.offers.slice(0, 1)), logreg, [], ['accuracy'])).toMatch(/^No other threshold/);
  });
  it('names the threshold that the candidate was given, not the score next above it', () => {
    expect(thresholdNow({ at: 0.6 }, { ...logreg, threshold: 0.5 })).toBe('0.5');
    expect(thresholdNow({ at: 0.6 }, logreg)).toBe('0.6');
    expect(thresholdNow({ at: null }, { ...logreg, threshold: 0.5 })).toBeNull();
  });
  it('counts as optimism only what the candidate as it is does not differ by', () => {
    expect(optimismOf(points, ['accuracy'])).toBeNull();
    const optimistic = points.offers.map((each) =>
      each.is === 'new' ? { ...each, chosen: { ...each.chosen, accuracy: each.chosen.accuracy + 0.01 } } : each,
    );
    expect(optimismOf({ offers: optimistic }, ['accuracy'])!.by).toBeCloseTo(0.01, 12);
  });
});

describe('metrics', () => {
  const [, fresh] = points.offers;
  it('are the criteria, and what the review has a metric of, in its unit', () => {
    const metrics = [metric(1, 'accuracy', '%'), metric(2, 'F1', '', 'a + b'), metric(3, 'Latency', 'ms')];
    const found = measuredMetrics(fresh!, ['recall'], null, metrics, 'On a log.');
    expect(found.map(({ name, unit, measured, standardError }) => [name, unit, measured, standardError])).toEqual([
      ['accuracy', '%', 69, 1],
      ['Recall', '', 0.62, 0.01],
    ]);
    expect(found[1]!.how).toContain('On a log.');
  });
  it('that do not change with the threshold are carried over, the others are not proposed', () => {
    const stay = ['Latency p95', 'model size', 'ROC AUC', 'Log loss', 'serving cost'].map((name) =>
      staysTheSame({ name, unit: '' }),
    );
    expect(stay).not.toContain(false);
    expect(
      ['Accuracy', 'ad revenue', 'F1', 'Specificity'].map((name) => staysTheSame({ name, unit: '' })),
    ).not.toContain(true);
    const base: BaseMetric = {
      metric: metric(3, 'Latency', 'ms'),
      measured: 4,
      standardError: NaN,
      costly: 40,
      costlyError: 2,
    };
    expect(carriedMetrics([base], 'logreg')).toEqual([
      {
        name: 'Latency',
        unit: 'ms',
        direction: 'max',
        measured: 4,
        standardError: null,
        how: 'Carried over from logreg.',
      },
    ]);
  });
  it('of a cascade are expected values with the doubt of the share, or none', () => {
    const base: BaseMetric = {
      metric: metric(3, 'Latency', 'ms'),
      measured: 4,
      standardError: NaN,
      costly: 40,
      costlyError: 2,
    };
    const made = offer('new', 0.1, { handedOver: 0.25 });
    const [expected] = expectedMetrics([{ base, how: 'perRow' }], made, pair);
    expect(expected!.measured).toBe(14);
    expect(expected!.standardError).toBeCloseTo(Math.hypot(0.25 * 2, 40 * 0.01), 12);
    expect(expectedMetrics([{ base, how: 'unknown' }], made, pair)).toEqual([]);
    // Nobody stated how far off the two are, so nothing is known of their sum either.
    const unstated = { ...base, costlyError: NaN };
    expect(expectedMetrics([{ base: unstated, how: 'both' }], made, pair)[0]).toMatchObject({
      measured: 44,
      standardError: null,
    });
  });
  it('come with a note that says how they were made', () => {
    const told = {
      study: points,
      madeFrom: logreg,
      ids: ['accuracy' as const],
      attribute: null,
      log: 'cases.csv',
      unit: '',
    };
    const note = noteOf(fresh!, { ...told, costs: '', carried: ['Latency'] });
    expect(note).toContain('positive from a score of 0.371');
    expect(note).toContain('50 cases of cases.csv');
    expect(note).toContain('measured on the other 49');
    expect(note).toContain('Carried over from logreg: Latency.');
    expect(note).toContain('at random, of each label alike');
    const ofUsers = noteOf(fresh!, { ...told, unit: 'each user', costs: '', carried: [] });
    expect(ofUsers).toContain('at random, with all cases of each user in one of them (seed');
  });
});

describe('madeFrom', () => {
  const kept = (score: number | null, threshold: number | null) => ({
    candidateId: 1,
    score,
    prediction: score === null ? 9 : null,
    threshold,
    inverted: false,
  });
  it('are those with scores of their own', () => {
    expect(scoredPlaces({ candidates: [kept(3, null), kept(null, null), kept(5, null), kept(3, 0.4)] })).toEqual([
      0, 2,
    ]);
  });
  it('of a cascade are the cheapest with scores and the dearest', () => {
    const metrics = [metric(1, 'Accuracy'), metric(2, 'Mean latency', 'ms')];
    const columns = new Map([[2, Float64Array.of(30, 2, 9, NaN)]]);
    expect(proposedPair(metrics, columns, [0, 1, 2, 3], [0, 1, 2])).toEqual({ cheap: 1, costly: 0 });
    expect(proposedPair([], new Map(), [0, 1], [1])).toEqual({ cheap: 1, costly: 0 });
  });
});

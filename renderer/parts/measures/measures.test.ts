// From a study to what is said, and to what is written when a measure is taken.
import { describe, expect, it } from 'vitest';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { PairVerdict } from '../../../shared/measures/compare/verdict.ts';
import type { GapFinding } from '../../../shared/measures/gaps/finding.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import { kindWords } from './kinds/index.ts';
import { binaryMeasureWords } from './kinds/binary.ts';
import { gapRows, howMeasured, measureRows, noValues, takeableOf } from './measureRows.ts';
import { fairnessSaid, measuresSentence } from './measureSentences.ts';
import { metricOf, startingBound, takenState } from './takeable.ts';

describe('what is written', () => {
  const finding = (value: number): Finding => ({
    measure: { value, reason: null },
    interval: { lo: 0, hi: 1, standardError: 0.02, method: 'BCa', defined: 1, reason: null },
  });
  const nothing: Finding = { measure: { value: null, reason: 'Nobody is selected.' }, interval: null };
  /** Where nothing is judged. */
  const gap = (found: Finding): GapFinding => ({ ...found, verdict: null, fourFifths: null });
  const study = {
    rows: 9,
    positives: 4,
    pairs: [],
    columns: [{ name: 'sex', groups: ['f', 'm'] }],
    candidates: ['a', 'b'].map((name, c) => ({
      name,
      measures: Object.fromEntries(Object.keys(binaryMeasureWords).map((id) => [id, finding(c)])),
      columns: [
        { groups: [], against: null, gaps: new Proxy({}, { get: () => gap(c === 0 ? finding(0.3) : nothing) }) },
      ],
    })),
  } as unknown as Study;
  const log = {
    positive: '1',
    favourable: 'negative',
    threshold: 0.5,
    candidates: [],
    replicates: 1000,
    headers: ['y'],
    roles: { label: 0, weight: null, query: null, groups: [], features: [] },
  } as unknown as KeptLog;
  const how = howMeasured(log, 'binary', study);

  it('is a row with its errors, without values where it is undefined', () => {
    const [accuracy] = measureRows(log, 'binary', study);
    const gap = gapRows(log, 'binary', study, 0)[0]!;
    expect(takeableOf(accuracy!, ['a', 'b'], how).measurements).toEqual([
      { candidate: 'a', measured: 0, standardError: 0.02 },
      { candidate: 'b', measured: 1, standardError: 0.02 },
    ]);
    const takeable = takeableOf(gap, ['a', 'b'], how);
    expect(takeable).toMatchObject({ name: 'Demographic parity difference by sex', direction: 'min', unit: '' });
    expect(takeable.measurements).toEqual([{ candidate: 'a', measured: 0.3, standardError: 0.02 }]);
    expect(takeable.how).toContain('favourable: the negative one');
    expect(metricOf(takeable, { objective: true })).toMatchObject({ objective: true, requirement: null });
    expect(startingBound(takeable)).toBe(0.3);
    expect(startingBound({ ...takeable, direction: 'max', measurements: [] })).toBe(0);
  });
  it('knows what the review already holds of it', () => {
    const [accuracy] = measureRows(log, 'binary', study);
    const takeable = takeableOf(accuracy!, ['a', 'b'], how);
    const review = (values: number[], intervals?: { lows: Float64Array; highs: Float64Array }) =>
      ({
        saved: {
          metrics: [{ id: 7, name: 'Accuracy' }],
          objectives: [{ metricId: 7 }],
          roles: [{ requirements: [{ metricId: 7 }, { metricId: 8 }] }],
        },
        catalog: {
          names: ['b', 'a'],
          columns: [{ metricId: 7, measured: Float64Array.from(values), standardErrors: null, intervals }],
        },
      }) as unknown as Parameters<typeof takenState>[0];
    expect(takenState(review([1, 0]), takeable)).toEqual({ metric: 'same', objective: true, requirements: 1 });
    expect(takenState(review([1, 0.5]), takeable).metric).toBe('other values');
    const other = { lows: Float64Array.of(0.5, 0), highs: Float64Array.of(1, 0.5) };
    expect(takenState(review([1, 0], other), takeable).metric).toBe('other values');
    expect(takenState(review([1, 0]), { ...takeable, name: 'F1' })).toMatchObject({ metric: 'none', objective: false });
  });
  it('says why a cell is empty, once for each reason', () => {
    const finding = (value: number | null, reason = 'No scores.') =>
      ({ measure: value === null ? { value, reason } : { value, reason: null }, interval: null }) as Finding;
    const [accuracy] = measureRows(log, 'binary', study);
    const rows = [
      { ...accuracy!, short: 'ROC AUC', findings: [finding(0.5), finding(null)] },
      { ...accuracy!, short: 'Log loss', findings: [finding(0.5), finding(null)] },
      { ...accuracy!, short: 'F1', findings: [finding(null, 'Nothing is positive.'), finding(0.5)] },
    ];
    expect(noValues(rows, ['a', 'b'])).toEqual([
      '“—” for ROC AUC and Log loss of b: No scores.',
      '“—” for F1 of a: Nothing is positive.',
    ]);
    expect(noValues([{ ...accuracy!, findings: [finding(0.5), finding(1)] }], ['a', 'b'])).toEqual([]);
  });
  it('can be any row that is shown', () => {
    expect(measureRows(log, 'binary', study)).toHaveLength(Object.keys(binaryMeasureWords).length);
    const keys = [...measureRows(log, 'binary', study), ...gapRows(log, 'binary', study, 0)].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('is said aloud: who is ahead, by more than noise or not', () => {
    const said = (of: Study) => measuresSentence(log, 'binary', of).replaceAll('\u00a0', ' ');
    const pair = (verdict: PairVerdict['verdict']) => ({ a: 0, b: 1, verdict }) as PairVerdict;
    expect(said(study)).toBe('b decides 100.0 % of 9 cases rightly, the most of 2 candidates.');
    expect(said({ ...study, pairs: [pair('noise')] })).toContain('; a is within noise of it.');
    expect(said({ ...study, pairs: [pair('same')] })).toContain('; a is within noise of it.');
    expect(said({ ...study, pairs: [pair('lower')] })).toContain('more than noise ahead of a.');
    expect(said({ ...study, pairs: [pair('unknown')] })).toMatch(/of 2 candidates\.$/);
    expect(said({ ...study, candidates: [study.candidates[0]!] })).toBe('a decides 0.0 % of 9 cases rightly.');
    expect(kindWords.binary.gapNote(study, 0)).toBe('');
    expect(fairnessSaid(log, 'binary', study, 0).verdict).toMatch(/^No gap between the groups of sex can be judged/);
  });
});

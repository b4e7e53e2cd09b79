// From columns to what is asked, and from a study to what is written.
import { describe, expect, it } from 'vitest';
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import { measureRows, metricsOf, parityRows } from './chosenMeasures.ts';
import { columnsOf, draftLog, draftTrouble, likelyPositive, rolesOf } from './logDraft.ts';
import { listedMeasures } from './words.ts';

const preview = (header: string, index: number, words = false): ColumnPreview => ({
  ...{ index, header, because: '', use: { use: 'ignore' }, missing: 0, text: words ? 9 : 0, numeric: words ? 0 : 9 },
  ...{ distinct: 2, min: words ? null : 0, max: words ? null : 1, samples: [] },
});
const columns = [preview('y_true', 0), preview('score', 1), preview('sex', 2, true), preview('race', 3, true)];

describe('what is asked', () => {
  const draft = draftLog(columns, 9, 'forest.v2.csv');
  it('starts from the columns, and never assumes who is favoured or the reference', () => {
    expect(draft).toMatchObject({
      ...{ label: 0, positive: null, favourable: null, threshold: 0.5 },
      candidates: [{ name: 'forest.v2', score: 1, prediction: null, use: true }],
      groups: [
        { header: 'sex', use: true, reference: null },
        { header: 'race', use: true, reference: null },
      ],
    });
    expect(likelyPositive(['0', '1'])).toBe('1');
    expect(likelyPositive(['Yes', 'No'])).toBe('Yes');
    expect(likelyPositive(['good', 'bad'])).toBeNull();
  });
  it('asks on until all is said', () => {
    expect(draftTrouble({ ...draft, label: null }, ['0', '1'])).toMatch('the label');
    expect(draftTrouble(draft, ['0', '1', '2'])).toMatch('3 values');
    expect(draftTrouble(draft, ['0', '1'])).toMatch('positive');
    const positive = { ...draft, positive: '1' };
    expect(draftTrouble(positive, ['0', '1'])).toMatch('favourable');
    const said = { ...positive, favourable: 'negative' as const };
    expect(draftTrouble(said, ['0', '1'])).toBeNull();
    expect(draftTrouble({ ...said, candidates: [] }, ['0', '1'])).toMatch('at least one');
    const twice = [draft.candidates[0]!, { ...draft.candidates[0]!, prediction: 1, score: null }];
    expect(draftTrouble({ ...said, candidates: twice }, ['0', '1'])).toBe('Two candidates have the same name.');
  });
  it('fetches only what is used, words only where they are', () => {
    const roles = rolesOf({ ...draft, groups: draft.groups.map((group, k) => ({ ...group, use: k === 1 })) });
    expect(columnsOf(roles)).toEqual([
      { index: 1, words: 'none' },
      { index: 0, words: 'few' },
      { index: 3, words: 'few' },
    ]);
  });
});

describe('what is written', () => {
  const finding = (value: number): Finding => ({
    measure: { value, reason: null },
    interval: { lo: 0, hi: 1, standardError: 0.02, method: 'BCa', defined: 1, reason: null },
  });
  const nothing: Finding = { measure: { value: null, reason: 'Nobody is selected.' }, interval: null };
  const study = {
    ...{ rows: 9, positives: 4, pairs: [], columns: [{ name: 'sex', groups: ['f', 'm'] }] },
    candidates: ['a', 'b'].map((name, c) => ({
      name,
      measures: Object.fromEntries(listedMeasures.map((id) => [id, finding(c)])),
      columns: [
        { groups: [], against: null, parity: new Proxy({}, { get: () => (c === 0 ? finding(0.3) : nothing) }) },
      ],
    })),
  } as unknown as Study;
  const how = {
    ...{ label: 'y', positive: '1', favourable: 'negative' as const, threshold: 0.5, replicates: 1000, seed: 1 },
  };
  it('is what was picked, without values where they are undefined', () => {
    const picked = new Map([
      ['accuracy', { objective: true, requirement: null }],
      ['0:demographicParityDifference', { objective: false, requirement: null }],
    ]);
    const metrics = metricsOf(study, picked, how);
    expect(
      metrics.map(({ name, direction, objective, values }) => [name, direction, objective, values.length]),
    ).toEqual([
      ['Accuracy', 'max', true, 2],
      ['Demographic parity difference by sex', 'min', false, 1],
    ]);
    expect(metrics[1]!.values).toEqual([{ candidate: 'a', value: 0.3, standardError: 0.02 }]);
    expect(metrics[0]!.how).toMatch('favourable: the negative one');
    expect(metricsOf(study, new Map(), how)).toEqual([]);
  });
  it('can be any row that is shown', () => {
    expect(measureRows(study)).toHaveLength(listedMeasures.length);
    const keys = [...measureRows(study), ...parityRows(study, 0)].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

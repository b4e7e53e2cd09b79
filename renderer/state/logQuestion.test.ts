// From what a review keeps of a log to what an analysis is asked.
import { describe, expect, it } from 'vitest';
import type { KeptLog } from '../../shared/domain/predictionLog.ts';
import { binaryLog } from '../../shared/measures/log/predictionLog.ts';
import { wordNumbers } from '../../shared/measures/log/wordNumbers.ts';
import { questionOf } from './logQuestion.ts';

const log: KeptLog = {
  id: 1,
  name: 'log.csv',
  kind: 'binary',
  cases: 4,
  positive: '1',
  favourable: 'negative',
  threshold: 0.5,
  smallest: 30,
  replicates: 1000,
  source: { id: 1, kind: 'file', name: 'log.csv', sha256: '', at: '' },
  headers: ['y', 'sex', 'age', 'score_a'],
  roles: { label: 0, weight: null, query: null, groups: [{ place: 1, reference: 'm' }], features: [2] },
  candidates: [
    { candidateId: 7, score: 3, prediction: null, threshold: null, inverted: false },
    { candidateId: 9, score: 3, prediction: null, threshold: 0.2, inverted: false },
  ],
};
const names = new Map([
  [7, 'a'],
  [9, 'a at 0.2'],
]);

describe('a kept log', () => {
  it('is asked about by the names candidates have now, each by its own threshold', () => {
    const { roles, choices } = questionOf(log, names);
    expect(roles).toMatchObject({ ...log.roles, row: null, model: null });
    const words = { codes: Int32Array.of(0, 1, 1, 0), names: ['1', '0'] };
    const scores = Float64Array.of(0.9, 0.3, 0.1, 0.4);
    const columns = [
      { header: 'y', numbers: wordNumbers(words), words },
      { header: 'sex', numbers: new Float64Array(4), words: { codes: Int32Array.of(0, 1, 0, 1), names: ['m', 'f'] } },
      undefined,
      { header: 'score_a', numbers: scores, words: null },
    ];
    const { candidates } = binaryLog(columns, roles, choices);
    expect(candidates.map(({ name, predicted }) => [name, ...predicted])).toEqual([
      ['a', 1, 0, 0, 0],
      ['a at 0.2', 1, 1, 0, 1],
    ]);
    const inverted = { ...log, candidates: [{ ...log.candidates[0]!, inverted: true }] };
    expect([...questionOf(inverted, names).choices.inverted]).toEqual(['a']);
  });
});

describe('words that are numbers', () => {
  it('are read as the importer would, and nothing else', () => {
    const names = ['1', '0.50', '1e3', 'x', '', '0x10', 'Infinity', '1 2'];
    const codes = Int32Array.from([...names.keys(), -1]);
    expect(wordNumbers({ codes, names })).toEqual(Float64Array.of(1, 0.5, 1000, NaN, NaN, NaN, NaN, NaN, NaN));
  });
});

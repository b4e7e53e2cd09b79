// The log as the page hands it to the worker: measured, turned round where asked, or refused with a sentence.
import { describe, expect, it } from 'vitest';
import type { LogColumn } from '../../../shared/measures/log/predictionLog.ts';
import type { LogRoles } from '../../../shared/measures/log/roles.ts';
import type { MeasuredLog, PredictionStudyInput } from './predictionStudy.ts';
import { predictionStudy } from './predictionStudy.ts';

function column(header: string, cells: readonly string[]): LogColumn {
  const names = [...new Set(cells)];
  const codes = Int32Array.from(cells, (cell) => names.indexOf(cell));
  return { header, numbers: Float64Array.from(cells, Number), words: { codes, names } };
}
const cells = Array.from({ length: 80 }, (_, i) => i);
const columns = [
  column(
    'y',
    cells.map((i) => String(i % 2)),
  ),
  column(
    'score_good',
    cells.map((i) => String(i % 2 === 1 ? 0.9 - (i % 7) / 10 : 0.1 + (i % 5) / 10)),
  ),
  column(
    'score_back',
    cells.map((i) => String(i % 2 === 1 ? 0.2 : 0.6 + (i % 3) / 10)),
  ),
  column(
    'sex',
    cells.map((i) => (i % 3 ? 'f' : 'm')),
  ),
  column(
    'age',
    cells.map((i) => (i % 4 ? 'old' : 'young')),
  ),
];
const roles: LogRoles = {
  ...{ label: 0, weight: null, row: null, model: null, query: null, features: [] },
  candidates: [
    { name: 'good', score: 1, prediction: null },
    { name: 'back', score: 2, prediction: null },
  ],
  groups: [3, 4],
};
const input: PredictionStudyInput = {
  ...{ columns, roles, references: ['m', null] },
  choices: { positive: '1', threshold: 0.5, inverted: new Set() },
  options: { replicates: 100, seed: 1, method: 'BCa', stratified: false, favourable: 'positive', smallest: 30 },
};

describe('a prediction log', () => {
  it('is measured by each attribute and both together, and noticed to run backwards', () => {
    const fractions: number[] = [];
    const answer = predictionStudy(input, { progress: (fraction) => fractions.push(fraction) }) as MeasuredLog;
    expect(answer.study.columns.map(({ name }) => name)).toEqual(['sex', 'age', 'sex x age']);
    expect(answer.backwards).toEqual([{ name: 'back', rocAuc: 0 }]);
    expect(fractions.at(-1)).toBe(1);
    const [bySex, byAge] = answer.study.candidates[0]!.columns;
    expect(bySex!.against![1]).toBeNull();
    expect(byAge!.against).toBeNull();
    const choices = { ...input.choices, inverted: new Set(['back']) };
    const turned = predictionStudy({ ...input, choices }, { progress: () => undefined }) as MeasuredLog;
    expect(turned.backwards).toEqual([]);
    expect(turned.study.candidates[1]!.measures.rocAuc.measure.value).toBe(1);
  });
  it('is refused with a sentence where it does not fit what was said', () => {
    const choices = { ...input.choices, positive: 'yes' };
    expect(predictionStudy({ ...input, choices }, { progress: () => undefined })).toEqual({
      problem: 'No row has the label "yes".',
    });
  });
});

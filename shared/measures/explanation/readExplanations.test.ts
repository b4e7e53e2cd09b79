// Importances and SHAP matrices as tools write them, and what is said where a table holds neither.
import type { LogColumn } from '../../domain/predictionLog.ts';
import { describe, expect, it } from 'vitest';
import { readExplanations } from './readExplanations.ts';

function table(text: string): LogColumn[] {
  const [head = '', ...rows] = text.trim().split('\n');
  const cells = rows.map((row) => row.split(','));
  return head.split(',').map((header, c) => {
    const words = cells.map((row) => row[c] ?? '');
    const names = [...new Set(words)].filter((name) => name !== '');
    return {
      header,
      numbers: Float64Array.from(words, (cell) => (cell === '' ? NaN : Number(cell))),
      words: { codes: Int32Array.from(words, (cell) => names.indexOf(cell)), names },
    };
  });
}

describe('a number per feature', () => {
  it('of one candidate, with its spread, as scikit-learn has them', () => {
    expect(readExplanations(table(',feature,importances_mean,importances_std\n0,age,0.2,0.01\n1,debt,0.5,'))).toEqual({
      problems: [],
      explanations: [
        {
          candidate: null,
          kind: 'importance',
          method: 'importances_mean',
          cases: null,
          features: [
            { feature: 'age', value: 0.2, spread: 0.01 },
            { feature: 'debt', value: 0.5, spread: null },
          ],
        },
      ],
    });
  });
  it('of several candidates, negative ones too, and of SHAP', () => {
    const { explanations } = readExplanations(table('model,Feature,mean_abs_shap\nrf,age,2\nlr,age,-1\nrf,debt,3'));
    expect(explanations.map(({ candidate, kind, features }) => [candidate, kind, features.length])).toEqual([
      ['rf', 'attribution', 2],
      ['lr', 'attribution', 1],
    ]);
  });
  it('says which cell is wrong', () => {
    const { problems } = readExplanations(table('feature,importance\nage,high\ndebt,0.1\n,0.2\ndebt,0.3\nsex,'));
    expect(problems.map(({ message }) => message)).toEqual([
      'Row 2, importance: “high” is not a number.',
      'Row 4, feature: the feature has no name.',
      'Row 5, feature: debt was named before.',
      'Row 6, importance: the cell is blank.',
    ]);
    expect(readExplanations(table('feature,what\nage,high')).problems[0]!.message).toBe(
      'No column holds numbers beside “feature”. Call one importance, or shap.',
    );
  });
});

describe('a matrix', () => {
  it('gives the mean of the absolute values with its standard error', () => {
    const { explanations, problems } = readExplanations(
      table('id,age,debt,base_value\n1,0.5,-1,9\n2,-0.5,1,9\n3,0.5,4,9'),
    );
    expect(problems).toEqual([]);
    expect(explanations).toEqual([
      {
        candidate: null,
        kind: 'attribution',
        method: 'mean |SHAP|',
        cases: 3,
        features: [
          { feature: 'age', value: 0.5, spread: 0 },
          { feature: 'debt', value: 2, spread: 1 },
        ],
      },
    ]);
  });
  it('of one row is importances, and of several candidates one each', () => {
    const one = readExplanations(table('age,debt\n0.3,-0.7')).explanations;
    expect(one[0]).toMatchObject({ kind: 'importance', cases: null, features: [{ value: 0.3 }, { value: -0.7 }] });
    const two = readExplanations(table('candidate,age\nrf,1\nlr,2\nrf,3')).explanations;
    expect(two.map(({ candidate, cases }) => [candidate, cases])).toEqual([
      ['rf', 2],
      ['lr', null],
    ]);
  });
  it('says which cell is wrong, and which column is no feature', () => {
    const { explanations, problems } = readExplanations(table('age,city\n0.3,Ulm\nx,Bonn'));
    expect(explanations).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([
      'Row 3, age: “x” is not a number.',
      '“city” holds words. A matrix of attributions has a column of numbers per feature.',
    ]);
    expect(readExplanations(table('id\n1\n2')).problems).toHaveLength(1);
  });
});

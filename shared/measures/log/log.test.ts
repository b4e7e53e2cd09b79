// What columns are taken for, and how a wide or long table becomes rows that every candidate is measured on.
import type { LogColumn, LogRoles } from '../../domain/predictionLog.ts';
import type { ColumnFacts } from '../../domain/tableColumn.ts';
import { describe, expect, it } from 'vitest';
import { binaryLog, LogProblem } from './predictionLog.ts';
import { guessKind, proposeRoles, type RoleFacts } from './roles.ts';
import { wideLog } from './wideLog.ts';

const facts = (header: string, distinct = 2, numeric = 100, min = 0, max = 1): ColumnFacts => ({
  header,
  distinct,
  numeric,
  min,
  max,
  missing: 0,
});

/** A column as the host hands it over. */
function column(header: string, cells: readonly string[]): LogColumn {
  const names = [...new Set(cells)].filter((cell) => cell !== '');
  return {
    header,
    numbers: Float64Array.from(cells, (cell) => (cell.trim() === '' ? NaN : Number(cell))),
    words: { codes: Int32Array.from(cells, (cell) => names.indexOf(cell)), names },
  };
}
const none: LogRoles = {
  label: null,
  weight: null,
  row: null,
  model: null,
  query: null,
  candidates: [],
  groups: [],
  features: [],
};
const choices = { positive: '1', threshold: 0.5, inverted: new Set<string>() };

describe('what a column is taken for', () => {
  it('a wide log of five candidates', () => {
    const header =
      'id,y_true,race,sex,age_cat,sample_weight,age,priors_count,sex_male,score_logreg,pred_logreg,score_rf,pred_rf';
    const words = ['race', 'sex', 'age_cat'];
    const columns = header
      .split(',')
      .map((name) => facts(name, words.includes(name) ? 3 : 60, words.includes(name) ? 0 : 100, 0, 9));
    expect(proposeRoles(columns, 100)).toEqual({
      label: 1,
      weight: 5,
      row: 0,
      model: null,
      query: null,
      candidates: [
        { name: 'logreg', score: 9, prediction: 10 },
        { name: 'rf', score: 11, prediction: 12 },
      ],
      groups: [
        { place: 2, reference: null },
        { place: 3, reference: null },
        { place: 4, reference: null },
      ],
      features: [6, 7, 8],
    });
  });
  it('a long log as Aequitas has it', () => {
    const columns = [
      facts('entity_id', 50),
      facts('model_id', 2),
      facts('score', 90),
      facts('label_value'),
      facts('race', 4, 0),
      facts('rank_abs', 50),
    ];
    expect(proposeRoles(columns, 100)).toEqual({
      label: 3,
      weight: null,
      row: 0,
      model: 1,
      query: null,
      candidates: [{ name: '', score: 2, prediction: null }],
      groups: [{ place: 4, reference: null }],
      features: [],
    });
  });
  it('names after the words, other separators, and group attributes in numbers', () => {
    const columns = [facts('Target'), facts('Random Forest probability', 80), facts('Gender'), facts('income', 90)];
    expect(proposeRoles(columns, 100)).toMatchObject({
      label: 0,
      candidates: [{ name: 'Random Forest', score: 1, prediction: null }],
      groups: [{ place: 2, reference: null }],
      features: [3],
    });
  });
});

describe('what was asked', () => {
  const asked = (columns: readonly RoleFacts[]) => guessKind(columns, proposeRoles(columns, 100), 100);
  it('is an order where there are queries, else by the values of the label', () => {
    expect(asked([facts('query_id', 9), facts('relevance', 5), facts('score', 90)])).toBe('ranking');
    expect(asked([facts('y_true', 2), facts('score', 90)])).toBe('binary');
    expect(asked([facts('y_true', 4, 0), facts('pred_a', 4, 0)])).toBe('multiclass');
    expect(asked([facts('y_true', 80), facts('pred_a', 90)])).toBe('regression');
  });
  it('does not mind units beside the names', () => {
    const columns = [facts('Target (min)', 80), facts('forecast_rf [min]', 90)];
    expect(proposeRoles(columns, 100)).toMatchObject({ label: 0, candidates: [{ name: 'rf', prediction: 1 }] });
    expect(asked(columns)).toBe('regression');
  });
  it('is several answers where numbers are codes, and a number where predictions lie between them', () => {
    expect(asked([facts('y_true', 10), facts('pred_a', 9), facts('score_a', 99)])).toBe('multiclass');
    expect(asked([facts('y_true', 10), facts('pred_a', 95)])).toBe('regression');
    expect(asked([facts('y_true', 10), facts('score_a', 8)])).toBe('regression');
  });
  it('is two answers however they are spelled, and a number where a few cells are none', () => {
    const spelled = { ...facts('y_true', 4, 0), samples: ['Yes', 'no', 'YES', 'No'] };
    expect(asked([spelled, facts('pred_a', 2, 0)])).toBe('binary');
    expect(asked([{ ...spelled, samples: ['cat', 'dog', 'Cat'] }, facts('pred_a', 2, 0)])).toBe('multiclass');
    expect(asked([{ ...spelled, samples: ['yes', 'no', 'unknown'] }, facts('pred_a', 2, 0)])).toBe('binary');
    expect(asked([{ ...spelled, samples: ['yes', 'no', 'maybe'] }, facts('pred_a', 3, 0)])).toBe('multiclass');
    expect(asked([facts('y_true', 3, 99), facts('score', 90)])).toBe('binary');
    expect(asked([facts('y_true', 60, 99, 0, 90), facts('pred_a', 90)])).toBe('regression');
  });
  it('starts from two answers where nothing is known, or the label is a text', () => {
    expect(asked([facts('score', 90)])).toBe('binary');
    expect(asked([facts('y_true', 90, 0), facts('pred_a', 90, 0)])).toBe('binary');
  });
});

describe('a wide log', () => {
  const columns = [
    column('y', ['1', '0', '', '1', '0', '1']),
    column('score_a', ['0.9', '0.2', '0.8', '0.4', '0.5', '']),
    column('pred_b', ['1', '1', '1', '0', '0', '1']),
    column('sex', ['m', 'f', 'f', '', 'm', 'm']),
    column('w', ['1', '2', '1', '1', '-1', '1']),
  ];
  const roles: LogRoles = {
    ...none,
    label: 0,
    candidates: [
      { name: 'a', score: 1, prediction: null },
      { name: 'b', score: null, prediction: 2 },
    ],
    groups: [{ place: 3, reference: null }],
  };
  it('takes the rows that all candidates have, and counts the others', () => {
    const log = binaryLog(columns, roles, choices);
    expect(log.left).toEqual({ noLabel: 1, noPrediction: 1, noWeight: 0 });
    expect([...log.labels]).toEqual([1, 0, 1, 0]);
    expect(log.candidates.map(({ predicted }) => [...predicted])).toEqual([
      [1, 0, 0, 1],
      [1, 1, 0, 0],
    ]);
    expect([...log.candidates[0]!.scores!]).toEqual([0.9, 0.2, 0.4, 0.5]);
    expect(log.candidates[1]!.scores).toBeNull();
    expect(log.groups).toEqual([{ name: 'sex', groups: ['f', 'm'], codes: Int32Array.of(1, 0, -1, 1) }]);
    expect(binaryLog(columns, { ...roles, weight: 4 }, choices).left.noWeight).toBe(1);
  });
  it('turns round what was said to be the wrong way round, and takes the other label as positive', () => {
    const log = binaryLog(columns, roles, { positive: '0', threshold: 0.7, inverted: new Set(['a']) });
    expect([...log.labels]).toEqual([0, 1, 0, 1]);
    expect([...log.candidates[0]!.scores!]).toEqual([1 - 0.9, 0.8, 0.6, 0.5]);
    expect([...log.candidates[0]!.predicted]).toEqual([0, 1, 0, 0]);
    expect([...log.candidates[1]!.predicted]).toEqual([0, 0, 1, 1]);
  });
  it('takes 1.0 for 1', () => {
    const [y, , , , ,] = columns;
    const decided = column('pred_c', ['1.0', '0.0', '1.0', '1.0', '0.0', '1.0']);
    const log = binaryLog(
      [y!, decided],
      { ...none, label: 0, candidates: [{ name: 'c', score: null, prediction: 1 }] },
      choices,
    );
    expect([...log.candidates[0]!.predicted]).toEqual([1, 0, 1, 0, 1]);
  });
  it('says what is wrong', () => {
    const refuse = (wrong: Partial<LogRoles>, how: Partial<typeof choices> = {}) => {
      try {
        binaryLog(columns, { ...roles, ...wrong }, { ...choices, ...how });
      } catch (error) {
        expect(error).toBeInstanceOf(LogProblem);
        return (error as LogProblem).message;
      }
      return null;
    };
    expect(refuse({ label: null })).toBe('Say which column is the label.');
    expect(refuse({ candidates: [] })).toBe('Say which columns hold the candidates’ scores or predictions.');
    expect(refuse({}, { positive: 'yes' })).toBe('No row has the label "yes".');
    expect(refuse({ label: 1 })).toBe('No row has the label "1".');
    expect(refuse({ label: 1 }, { positive: '0.9' })).toBe('The label has 5 values; this view takes two.');
  });
});

describe('a long log', () => {
  const roles: LogRoles = {
    ...none,
    label: 1,
    model: 2,
    row: 0,
    candidates: [{ name: '', score: 3, prediction: null }],
  };
  const table = (rows: readonly (readonly string[])[]) =>
    ['id', 'y', 'model', 'score'].map((header, c) =>
      column(
        header,
        rows.map((row) => row[c]!),
      ),
    );
  it('is put side by side by the case, in any order', () => {
    const columns = table([
      ['7', '1', 'a', '0.9'],
      ['8', '0', 'a', '0.1'],
      ['8', '0', 'b', '0.7'],
      ['7', '1', 'b', '0.6'],
      ['9', '1', 'b', '0.6'],
    ]);
    const log = wideLog(columns, roles);
    expect(log.columns.map(({ header }) => header)).toEqual(['y', 'score a', 'score b']);
    expect(log.roles).toEqual({
      ...none,
      label: 0,
      unit: null,
      candidates: [
        { name: 'a', score: 1, prediction: null },
        { name: 'b', score: 2, prediction: null },
      ],
    });
    expect(log.roles.candidates.map(({ name, score }) => [name, ...log.columns[score!]!.numbers])).toEqual([
      ['a', 0.9, 0.1, NaN],
      ['b', 0.6, 0.7, 0.6],
    ]);
  });
  it('refuses cases that disagree on the label, and cases told twice', () => {
    const wrong = table([
      ['7', '1', 'a', '0.9'],
      ['7', '0', 'b', '0.1'],
    ]);
    expect(() => wideLog(wrong, roles)).toThrow('The case of row 2, b, has another label');
    expect(() => wideLog(wrong, { ...roles, row: null })).toThrow('Row 1 of b has another label');
    const twice = table([
      ['7', '1', 'a', '0.9'],
      ['7', '1', 'a', '0.1'],
    ]);
    expect(() => wideLog(twice, roles)).toThrow('a has two rows for the case of row 2.');
  });
});

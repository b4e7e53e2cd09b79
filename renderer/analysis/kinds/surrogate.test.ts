// The log as the page hands it to the worker: candidates explained by trees and by a line around a row, or refused with a sentence.
import type { LogColumn, LogRoles } from '../../../shared/domain/predictionLog.ts';
import { describe, expect, it } from 'vitest';
import type { LocalStudy } from './localExplanation.ts';
import { localExplanation } from './localExplanation.ts';
import type { SurrogateInput, SurrogateStudy } from './surrogate.ts';
import { surrogate } from './surrogate.ts';

function column(header: string, cells: readonly (string | number)[]): LogColumn {
  const names = [...new Set(cells.map(String))].filter((cell) => cell !== '');
  const codes = Int32Array.from(cells, (cell) => names.indexOf(String(cell)));
  return {
    header,
    numbers: Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell))),
    words: { codes, names },
  };
}
const rows = Array.from({ length: 100 }, (_, row) => row);
const age = rows.map((row) => 20 + ((row * 37) % 50));
const sex = rows.map((row) => (Math.floor(row / 2) % 2 ? 'f' : 'm'));
const columns = [
  // One row has no label, so rows of the log and of the table differ.
  column(
    'y',
    rows.map((row) => (row === 3 ? '' : row % 2)),
  ),
  column('age', age),
  column('sex', sex),
  column(
    'score_old',
    age.map((years) => years / 100),
  ),
  column(
    'pred_man',
    sex.map((one) => (one === 'm' ? 1 : 0)),
  ),
];
const roles: LogRoles = {
  label: 0,
  weight: null,
  row: null,
  model: null,
  query: null,
  features: [1],
  groups: [{ place: 2, reference: null }],
  candidates: [
    { name: 'old', score: 3, prediction: null },
    { name: 'man', score: null, prediction: 4 },
  ],
};
const input: SurrogateInput = {
  columns,
  roles,
  kind: 'binary',
  groups: true,
  choices: { positive: '1', threshold: 0.45, inverted: new Set() },
};
const quiet = { progress: () => undefined };

describe('a log explained', () => {
  it('finds what each candidate goes by, on rows the tree has not seen', () => {
    const fractions: number[] = [];
    const study = surrogate(input, { progress: (fraction) => fractions.push(fraction) }) as SurrogateStudy;
    expect([study.features, study.grown, study.unseen, fractions.at(-1)]).toEqual([['age', 'sex'], 50, 49, 1]);
    const [old, man] = study.candidates;
    expect(old!.decisions!.cuts[0]!.asked).toEqual([0]);
    expect(old!.decisions!.cuts[0]!.unseen.accuracy.value).toBeGreaterThan(0.95);
    expect(man!.decisions!.cuts[0]!.asked).toEqual([1]);
    expect(man!.decisions!.cuts[0]!.unseen.accuracy.value).toBe(1);
    expect([old!.scores === null, man!.scores === null]).toEqual([false, true]);
    // With the groups left out nothing tells who is decided how.
    const alone = surrogate({ ...input, groups: false }, quiet) as SurrogateStudy;
    expect(alone.candidates[1]!.decisions!.cuts[2]!.unseen.kappa.value).toBeLessThan(0.5);
    for (const row of study.disputed) {
      const place = study.at[row]!;
      expect(age[place]! >= 45).not.toBe(sex[place] === 'm');
    }
    expect(study.at[3]).toBe(4);
  });
  it('explains one row for all candidates', () => {
    const study = localExplanation({ ...input, row: 3 }) as LocalStudy;
    expect(study.terms.map(({ value, word }) => word ?? value)).toEqual([age[4], 'm']);
    const [old, man] = study.candidates;
    expect(old!.r2.value).toBeGreaterThan(0.99);
    expect(Math.abs(old!.effects[0]!)).toBeGreaterThan(10 * Math.abs(old!.effects[1]!));
    expect(Math.abs(man!.effects[1]!)).toBeGreaterThan(10 * Math.abs(man!.effects[0]!));
    expect([old!.of, man!.of, man!.decision, study.label]).toEqual(['score', 'decision', 1, 0]);
    expect(localExplanation({ ...input, row: 99 })).toEqual({ problem: 'The log has no row 100.' });
  });
  it('takes numbers for numbers', () => {
    const study = surrogate({ ...input, kind: 'regression' }, quiet) as SurrogateStudy;
    expect(study.candidates.map(({ decisions }) => decisions)).toEqual([null, null]);
    expect(study.candidates[0]!.scores!.cuts[4]!.unseen.r2.value).toBeGreaterThan(0.9);
    expect(study.disputed.length).toBeGreaterThan(0);
  });
  it('tells one of several answers from all others', () => {
    const answers = age.map((years) => (years < 30 ? 'low' : years < 50 ? 'middle' : 'high'));
    const several = [...columns, column('said', answers), column('label', answers.toReversed())];
    const candidates = [{ name: 'three', score: null, prediction: 5 }];
    const asked: SurrogateInput = {
      ...input,
      columns: several,
      kind: 'multiclass',
      roles: { ...roles, label: 6, candidates },
      choices: { ...input.choices, positive: 'middle' },
    };
    const study = surrogate(asked, quiet) as SurrogateStudy;
    expect([study.answer, study.answers]).toEqual(['middle', ['high', 'low', 'middle']]);
    const [one, two] = study.candidates[0]!.decisions!.cuts;
    // Neither young nor old takes two questions.
    expect(one!.unseen.accuracy.value).toBeLessThan(0.9);
    expect(two!.unseen.accuracy.value).toBeGreaterThan(0.95);
    const first = surrogate({ ...asked, choices: { ...input.choices, positive: '' } }, quiet) as SurrogateStudy;
    expect(first.answer).toBe('high');
    const local = localExplanation({ ...asked, row: 3 }) as LocalStudy;
    expect(local.candidates[0]!.of).toBe('decision');
  });
  it('refuses with a sentence', () => {
    const none = { ...input, roles: { ...roles, features: [] }, groups: false };
    expect(surrogate(none, quiet)).toEqual({ problem: 'The log has no column that a tree could ask about.' });
    const few = columns.map((one) => ({
      ...one,
      numbers: one.numbers.slice(0, 10),
      words: { ...one.words!, codes: one.words!.codes.slice(0, 10) },
    }));
    expect(surrogate({ ...input, columns: few }, quiet)).toEqual({
      problem: 'Only 9 rows can be used; half of at least 20 are needed to judge a tree.',
    });
  });
});

// A cube that may be mailed: no small cell is in it, nor follows from what is; what is in it measures as the rows do, and the rest says
// that it is not known.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../engine/certainty/run.ts';
import type { CubeFile } from '../../domain/cube.ts';
import { startComparison } from '../compare/verdict.ts';
import { kinds } from '../study/kinds/index.ts';
import type { Study } from '../study/study.ts';
import { cubeOfRows } from '../testing/countRows.ts';
import { csvColumns } from '../testing/csvColumns.ts';
import { compasLog } from '../testing/golden.ts';
import { visitRoles, visits } from '../testing/visits.ts';
import { cubeDigest, cubeOf, cubeTrouble, logOfCube, type CountedCell } from './cube.ts';
import { mailedCube } from './mailedCube.ts';

const choices = { positive: '1', threshold: 0.5, inverted: new Set<string>() };
const options = { replicates: 40, seed: 1, method: 'BCa', stratified: false, smallest: 20, tolerance: 0.05 } as const;

function read(cube: CubeFile, more: Partial<typeof choices> = {}) {
  const { columns, roles } = logOfCube(cube);
  return kinds.binary.read(
    columns,
    roles,
    { ...choices, ...more },
    cube.scores,
    cube.units ?? null,
    cube.mailed ?? null,
  );
}
function studyOf(cube: CubeFile, more: Partial<typeof choices> = {}, favourable: 'positive' | 'negative' = 'positive') {
  const log = read(cube, more);
  const { groups } = log.rows;
  return finish(log.study(groups, { ...options, favourable, references: groups.map(() => -1) }))!;
}
const valueOf = (study: Study, c: number, id: string) => study.candidates[c]!.measures[id]!.measure;

function cubeOfCells(
  cells: readonly (readonly [label: string, decisions: string[], groups: string[], n: number])[],
): CubeFile {
  const [first] = cells;
  return cubeOf({
    label: 'y',
    weight: null,
    positive: '1',
    candidates: first![1].map((_, c) => ({ name: `m${c}`, decision: `d${c}` })),
    groups: first![2].map((_, g) => `g${g}`),
    cells: cells.map(([label, decisions, groups, n]): CountedCell => ({
      label,
      decisions,
      groups,
      n,
      w: null,
      ww: null,
    })),
    scores: [],
    remarks: { roundedWeights: 0 },
    source: { engine: 'test', at: '', files: [], questions: [], rows: cells.reduce((sum, [, , , n]) => sum + n, 0) },
  });
}

const compas = csvColumns(compasLog());
const place = (header: string) => compas.findIndex((column) => column.header === header);
const compasCube = cubeOfRows(
  compas,
  {
    label: place('y_true'),
    row: null,
    model: null,
    query: null,
    features: [],
    weight: null,
    groups: ['race', 'sex'].map((header) => ({ place: place(header), reference: null })),
    candidates: compas.flatMap(({ header }) =>
      header.startsWith('pred_') ? [{ name: header.slice(5), score: null, prediction: place(header) }] : [],
    ),
  },
  { positive: '1' },
);

describe('COMPAS, to be mailed without cells of fewer than 10', () => {
  const mailed = mailedCube(compasCube, 10);
  it('puts the small groups together, and can be used', () => {
    expect(cubeTrouble(mailed)).toBeNull();
    const [race] = mailed.groups;
    expect(race!.words).toContain('African-American');
    expect(race!.words).not.toContain('Asian');
    expect(mailed.mailed!.pooled[0]).toBeGreaterThan(1);
    expect(JSON.stringify(mailed)).not.toContain('Native American');
  });
  it.each(['positive', 'negative'] as const)('measures as the rows do, %s favourable', (favourable) => {
    const [whole, margins] = [studyOf(compasCube, {}, favourable), studyOf(mailed, {}, favourable)];
    whole.candidates.forEach((candidate, c) => {
      for (const id of ['accuracy', 'recall', 'precision', 'mcc', 'f1'])
        expect(valueOf(margins, c, id)).toEqual(candidate.measures[id]!.measure);
      const sex = candidate.columns[1]!;
      const own = margins.candidates[c]!.columns[1]!;
      expect(own.gaps).toEqual(sex.gaps);
      own.groups.forEach(({ measures, n }, g) => {
        expect(n).toBe(sex.groups[g]!.n);
        expect(measures['recall']).toEqual(sex.groups[g]!.measures['recall']);
      });
      const race = margins.candidates[c]!.columns[0]!;
      const at = compasCube.groups[0]!.words.indexOf('African-American');
      const there = mailed.groups[0]!.words.indexOf('African-American');
      expect(race.groups[there]!.measures['fpr']).toEqual(candidate.columns[0]!.groups[at]!.measures['fpr']);
    });
  });
  it('tells candidates apart as the rows do', () => {
    const inverted = new Set([compasCube.candidates[1]!.name]);
    for (const more of [{}, { inverted }, { positive: '0' }]) {
      const [whole, margins] = [compasCube, mailed].map((cube) => finish(startComparison(read(cube, more).compared))!);
      const known = margins!.filter(({ verdict }) => verdict !== 'unknown');
      expect(known.length).toBeGreaterThan(0);
      for (const pair of known)
        expect(pair).toMatchObject({ difference: whole!.find(({ a, b }) => a === pair.a && b === pair.b)!.difference });
    }
  });
  it('that was changed by hand is found out', () => {
    const { digest: _, ...rest } = structuredClone(mailed);
    rest.mailed!.margins[0]!.positive[1] = 3;
    expect(cubeTrouble({ ...rest, digest: cubeDigest(rest) })).toContain('may be mailed of it does not fit');
  });
});

describe('a candidate with a small cell', () => {
  const cube = cubeOfCells([
    ['1', ['1', '1'], ['a'], 50],
    ['1', ['1', '0'], ['b'], 40],
    ['1', ['0', '0'], ['b'], 30],
    ['0', ['0', '0'], ['a'], 60],
    ['0', ['1', '0'], ['a'], 30],
    ['0', ['0', '1'], ['b'], 3],
    ['0', ['0', '0'], ['b'], 20],
  ]);
  const mailed = mailedCube(cube, 10);
  const study = studyOf(mailed);
  it('says between which ends what rests on it lies, and knows the rest', () => {
    expect(valueOf(study, 1, 'recall')).toEqual({ value: 50 / 120, reason: null });
    expect(valueOf(study, 1, 'fpr')).toMatchObject({
      value: null,
      reason: expect.stringMatching(/between 0.* and 1/) as string,
    });
    expect(valueOf(study, 1, 'accuracy')).toMatchObject({
      value: null,
      reason: expect.stringContaining('hidden') as string,
    });
    expect(valueOf(study, 0, 'accuracy')).toEqual({ value: (90 + 83) / 233, reason: null });
    expect(study.pairs[0]).toMatchObject({ verdict: 'unknown' });
  });
  it('has no number by groups, and no gap', () => {
    const [column] = study.candidates[1]!.columns;
    for (const { measures } of column!.groups)
      expect(measures['recall']!.measure).toMatchObject({
        value: null,
        reason: expect.stringContaining('Not known') as string,
      });
    expect(column!.gaps['accuracyDifference']).toMatchObject({ measure: { value: null }, verdict: null });
  });
});

it('cases that come in units: nothing says how sure a number is', () => {
  const mailed = mailedCube(cubeOfRows(visits(300), visitRoles, { positive: 'yes' }), 5);
  const study = studyOf(mailed, { positive: 'yes' });
  expect(study.candidates[0]!.measures['accuracy']).toMatchObject({
    measure: { reason: null },
    interval: { reason: expect.stringContaining('does not say how the cases') as string },
  });
  expect(study.pairs[0]!.verdict).toBe('unknown');
  expect(study.candidates[0]!.columns[0]!.gaps['accuracyDifference']!.verdict).toBeNull();
});

describe('whatever the cells are', () => {
  const word = (words: readonly string[]) => fc.constantFrom(...words);
  const cells = fc.array(
    fc.tuple(
      word(['0', '1']),
      fc.tuple(word(['0', '1']), word(['0', '1'])).map((both) => [...both]),
      fc.tuple(word(['', 'a', 'b', 'c', 'd']), word(['x', 'y'])).map((both) => [...both]),
      fc.integer({ min: 1, max: 60 }),
    ),
    { minLength: 4, maxLength: 40 },
  );
  it('no number, and no difference between everybody and the groups, is of fewer cases than the least', () => {
    let made = 0;
    fc.assert(
      fc.property(cells, fc.integer({ min: 2, max: 25 }), (found, least) => {
        let mailed: CubeFile;
        try {
          mailed = mailedCube(cubeOfCells(found), least);
        } catch {
          return;
        }
        made++;
        expect(cubeTrouble(mailed)).toBeNull();
        const told = (n: number) => expect(n === 0 || n >= least, `${n} of at least ${least}`).toBe(true);
        const { margins, pairs } = mailed.mailed!;
        for (const pair of pairs) pair?.forEach(told);
        for (const { candidate, group, cases, positive } of margins) {
          cases.forEach(told);
          positive.forEach((yes, at) => {
            if (yes === null) return;
            told(yes);
            told(cases[at]! - yes);
          });
          const whole = margins.find((margin) => margin.candidate === candidate && margin.group === null)!;
          for (const label of [0, 1]) {
            if (group === null) continue;
            const sum = (of: readonly (number | null)[]) =>
              of.reduce<number>((total, n, at) => ((at & 1) === label ? total + n! : total), 0);
            told(whole.cases[label]! - sum(cases));
            told(whole.positive[label]! - sum(positive));
            told(whole.cases[label]! - whole.positive[label]! - (sum(cases) - sum(positive)));
          }
          // A group that stands with others must not be the only one of them.
          if (group !== null) expect(mailed.mailed!.pooled[group]).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 150 },
    );
    expect(made).toBeGreaterThan(30);
  });
});

// A cube and the rows it was counted from give one study: to the bit for counts, to 1e-12 for sums, within the bounds for scores in bins.
import { describe, expect, it } from 'vitest';
import { finish } from '../../engine/certainty/run.ts';
import type { LogColumn, LogRoles } from '../../domain/predictionLog.ts';
import type { CubeFile } from '../../domain/cube.ts';
import { intersection } from '../fairness/groups.ts';
import { kinds } from '../study/kinds/index.ts';
import type { Study } from '../study/study.ts';
import { csvColumns } from '../testing/csvColumns.ts';
import { compasLog } from '../testing/golden.ts';
import { cubeOfRows } from '../testing/countRows.ts';
import { cubeDigest, cubeOf, cubeTrouble, logOfCube, type CountedCell } from './cube.ts';
import { NO_ROWS_KEPT } from './usableRows.ts';

const options = { replicates: 40, seed: 1, method: 'BCa', stratified: false, smallest: 20, tolerance: 0.05 } as const;
const choices = { positive: '1', threshold: 0.5, inverted: new Set<string>() };

function studyOf(
  columns: readonly LogColumn[],
  roles: LogRoles,
  favourable: 'positive' | 'negative',
  cube?: CubeFile,
): Study {
  const log = kinds.binary.read(columns, roles, choices, cube?.scores);
  const { groups } = log.rows;
  const crossed = groups.length > 1 ? [...groups, intersection(groups[0]!, groups[1]!)] : groups;
  return finish(log.study(crossed, { ...options, favourable, references: crossed.map(() => 0) }))!;
}

/** How two studies differ, leaving out what a cube says that it does not keep; and how many numbers were compared, and were equal. */
function compareStudies(rows: Study, cube: Study, within: number) {
  const found = { numbers: 0, same: 0, different: [] as string[] };
  const compare = (a: unknown, b: unknown, path: string): void => {
    // Neither the scores of crossed groups, nor bins of equal mass.
    if (isRecord(b) && isRecord(b['measure']) && /^A cube/.test(String(b['measure']['reason']))) return;
    if (/columns\.2\.groups\.\d+\.reliability$/.test(path) && b === null) return;
    if (typeof a === 'number' && typeof b === 'number') {
      found.numbers++;
      if (Object.is(a, b)) found.same++;
      else if (!(Math.abs(a - b) <= within * Math.max(1, Math.abs(a)))) found.different.push(`${path}: ${a}, ${b}`);
    } else if (isRecord(a) && isRecord(b)) for (const key of Object.keys(a)) compare(a[key], b[key], `${path}.${key}`);
    else if (a !== b) found.different.push(`${path}: ${String(a)}, ${String(b)}`);
  };
  compare(rows, cube, '');
  return found;
}
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Columns of the COMPAS log, in the order of the keys that a cube sorts by, which is the order that samples are drawn in. */
const compas = csvColumns(compasLog());
const place = (header: string) => compas.findIndex((column) => column.header === header);
const compasRoles = (more: { scores: boolean; weight: boolean; groups?: string[] }): LogRoles => ({
  label: place('y_true'),
  row: null,
  model: null,
  query: null,
  features: [],
  weight: more.weight ? place('sample_weight') : null,
  groups: (more.groups ?? ['race', 'sex']).map((header) => ({ place: place(header), reference: null })),
  candidates: compas.flatMap(({ header }) =>
    header.startsWith('score_')
      ? [{ name: header.slice(6), score: more.scores ? place(header) : null, prediction: placeOfDecision(header) }]
      : [],
  ),
});
const placeOfDecision = (header: string) => {
  const own = place(header.replace('score_', 'pred_'));
  return own < 0 ? null : own;
};

describe('a cube of the COMPAS log', () => {
  it('has decisions to be counted', () => {
    expect(compas.map(({ header }) => header)).toContain('score_logreg');
  });
  for (const weight of [false, true])
    for (const favourable of ['positive', 'negative'] as const)
      it(`${weight ? 'weighed' : 'not weighed'}, ${favourable} favourable: the study of its cells is that of its rows`, () => {
        const roles = compasRoles({ scores: true, weight });
        const cube = cubeOfRows(compas, roles, { positive: '1' });
        expect(cubeTrouble(cube)).toBe(null);
        const cells = logOfCube(cube);
        const ofCube = studyOf(cells.columns, cells.roles, favourable, cube);
        const ofRows = studyOf(compas, roles, favourable);
        const { numbers, same, different } = compareStudies(ofRows, ofCube, 1e-12);
        expect(different.slice(0, 30), `${different.length} differ`).toEqual([]);
        expect(numbers).toBeGreaterThan(2000);
        if (!weight) expect(same / numbers).toBeGreaterThan(0.9);
        expect(ofCube.rows).toBe(7214);
      });
});

describe('scores in bins', () => {
  const roles = compasRoles({ scores: true, weight: false });
  const measuresOf = (study: Study) => study.candidates.map(({ measures }) => measures);
  const binned = cubeOfRows(compas, roles, { positive: '1', exactly: 0 });
  const rows = studyOf(compas, roles, 'positive');
  const cells = logOfCube(binned);
  const cube = studyOf(cells.columns, cells.roles, 'positive', binned);

  it('give every measure within its bounds, and what follows from sums to what the sums were cut', () => {
    measuresOf(cube).forEach((measures, c) => {
      for (const id of ['rocAuc', 'averagePrecision', 'logLoss'] as const) {
        const { measure } = measures[id]!;
        const exact = rows.candidates[c]!.measures[id]!.measure.value!;
        if (measure.value === null) throw new Error(id);
        const { lo, hi } = measure.bounds ?? { lo: measure.value - 1e-12, hi: measure.value + 1e-12 };
        expect(exact, id).toBeGreaterThanOrEqual(lo);
        expect(exact, id).toBeLessThanOrEqual(hi);
        expect(hi - lo, id).toBeLessThan(0.002);
      }
      for (const id of ['brier', 'ece', 'mce', 'meanScore', 'calibrationInTheLarge'] as const)
        expect(measures[id]!.measure.value, id).toBeCloseTo(rows.candidates[c]!.measures[id]!.measure.value!, 8);
      expect(measures['eceByMass']!.measure).toEqual({
        value: null,
        reason: expect.stringMatching(/^A cube/) as string,
      });
    });
  });
  it('have the golden width of the area: none where every bin is one tie', () => {
    const widths = Object.fromEntries(
      cube.candidates.map(({ name, measures }) => {
        const { measure } = measures['rocAuc']!;
        return [name, measure.value !== null && measure.bounds ? measure.bounds.hi - measure.bounds.lo : 0];
      }),
    );
    expect(widths['logreg']).toBeCloseTo(0.724243430445866 - 0.7237653074078878, 12);
    expect(widths['tree3']).toBe(0);
  });
  it('have intervals like those of the rows', () => {
    for (const id of ['rocAuc', 'brier', 'logLoss', 'averagePrecision'] as const) {
      const of = (study: Study) => study.candidates[0]!.measures[id]!.interval as { standardError: number };
      const ratio = of(cube).standardError / of(rows).standardError;
      // Of 40 samples a standard error is known to a tenth.
      expect(ratio, id).toBeGreaterThan(id === 'rocAuc' ? 0.99 : 0.6);
      expect(ratio, id).toBeLessThan(id === 'rocAuc' ? 1.01 : 1.6);
    }
  });
});

describe('a cube', () => {
  const columns = csvColumns('y,d,e,g\n1,1,0,a\n1,1,0,a\n0,1,0,b\n0,0,,b\n1,0,1,\n,1,1,a');
  const roles: LogRoles = {
    label: 0,
    row: null,
    model: null,
    query: null,
    weight: null,
    features: [],
    groups: [{ place: 3, reference: null }],
    candidates: [
      { name: 'd', score: null, prediction: 1 },
      { name: 'e', score: null, prediction: 2 },
    ],
  };
  const cube = cubeOfRows(columns, roles, { positive: '1' });
  const cells: CountedCell[] = [
    { label: '1', decisions: ['1'], groups: ['a'], n: 2, w: 3n, ww: 5n },
    { label: '0', decisions: ['1'], groups: ['b'], n: 1, w: null, ww: null },
    { label: '', decisions: ['0'], groups: ['b'], n: 4, w: 8n, ww: 16n },
  ];
  const of = (counted: readonly CountedCell[]) =>
    cubeOf({
      label: 'y',
      candidates: [{ name: 'd', decision: 'd' }],
      groups: ['g'],
      weight: 'w',
      positive: '1',
      cells: counted,
      scores: [],
      remarks: { roundedWeights: 0 },
      source: { engine: 'test', at: '', files: [], questions: [], rows: 7 },
    });

  it('leaves out the cases that a log of rows leaves out, and says how many', () => {
    const { columns: own, roles: ownRoles } = logOfCube(cube);
    const { rows, left, counts } = kinds.binary.read(own, ownRoles, choices).rows as never as Record<string, unknown>;
    expect(left).toMatchObject({ noLabel: 1, noPrediction: 1, noWeight: 0 });
    expect(rows).toBe(3);
    expect(counts).toEqual(Float64Array.of(1, 1, 2));
  });
  it('adds up, in any order and in any parts, and has one digest', () => {
    const whole = of(cells);
    const halves = cells.flatMap((cell) =>
      cell.n === 1 ? [cell] : [0, 1].map(() => ({ ...cell, n: cell.n / 2, w: null, ww: null, ...halfOf(cell) })),
    );
    expect(of(cells.toReversed()).digest).toBe(whole.digest);
    expect(of(halves.toReversed()).cells.n).toEqual(whole.cells.n);
    const { digest, ...counted } = whole;
    expect(cubeDigest({ ...counted, source: { ...counted.source, engine: 'another', at: 'later' } })).toBe(digest);
  });
  it('that was changed by hand is found out', () => {
    expect(cubeTrouble(cube)).toBe(null);
    const n = cube.cells.n.map((count, k) => (k === 0 ? count + 1 : count));
    expect(cubeTrouble({ ...cube, cells: { ...cube.cells, n } })).toMatch(/counts more cases/);
    expect(cubeTrouble({ ...cube, label: 'x' })).toMatch(/its digest differs/);
    expect(cubeTrouble({ ...cube, cells: { ...cube.cells, label: [] } })).toMatch(/do not fit together/);
    expect(cubeTrouble({ ...cube, cells: { ...cube.cells, label: cube.cells.label.map(() => 9) } })).toMatch(
      /do not fit/,
    );
  });
  it('has no rows for what needs them, and says so', () => {
    const { columns: own, roles: ownRoles } = logOfCube(cube);
    expect(() => kinds.binary.explained(own, ownRoles, choices)).toThrow(NO_ROWS_KEPT);
    for (const kind of ['multiclass', 'regression', 'ranking'] as const)
      expect(() => kinds[kind].read(own, { ...ownRoles, query: 3 }, choices), kind).toThrow(NO_ROWS_KEPT);
  });
});

const halfOf = ({ w, ww }: CountedCell) => (w === null ? {} : { w: w / 2n, ww: ww! / 2n });

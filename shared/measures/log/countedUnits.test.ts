// A cube of cases that come in units, the visits of patients: its intervals, gaps and differences are those of the rows, and what it
// does not tell it says.
import { describe, expect, it } from 'vitest';
import { finish } from '../../engine/certainty/run.ts';
import type { CubeFile } from '../../domain/cube.ts';
import { startComparison } from '../compare/verdict.ts';
import { kinds } from '../study/kinds/index.ts';
import type { Study } from '../study/study.ts';
import { cubeOfRows } from '../testing/countRows.ts';
import { visits, visitRoles as roles } from '../testing/visits.ts';
import { cubeDigest, cubeTrouble, logOfCube } from './cube.ts';
import type { LogChoices } from './predictionLog.ts';

const columns = visits(300);
const cube = cubeOfRows(columns, roles, { positive: 'yes' });
const options = { replicates: 40, seed: 1, method: 'BCa', stratified: false, smallest: 20, tolerance: 0.05 } as const;

function read(choices: LogChoices, from: CubeFile | null) {
  if (from === null) return kinds.binary.read(columns, roles, choices);
  const log = logOfCube(from);
  return kinds.binary.read(log.columns, log.roles, choices, from.scores, from.units);
}
function studyOf(choices: LogChoices, favourable: 'positive' | 'negative', from: CubeFile | null): Study {
  const log = read(choices, from);
  const { groups } = log.rows;
  return finish(log.study(groups, { ...options, favourable, references: groups.map(() => -1) }))!;
}
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
/** Where two values differ, numbers by more than rounding. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (typeof a === 'number' && typeof b === 'number')
    return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)) ? [] : [`${path}: ${a}, ${b}`];
  if (isRecord(a) && isRecord(b)) return Object.keys(a).flatMap((key) => differences(a[key], b[key], `${path}.${key}`));
  return a === b ? [] : [`${path}: ${String(a)}, ${String(b)}`];
}
const plain = { positive: 'yes', threshold: 0.5, inverted: new Set<string>() };

describe('a cube of cases in units', () => {
  it('is one that can be used', () => {
    expect(cubeTrouble(cube)).toBeNull();
    expect(cube.units!.shared).toEqual([false, true]);
  });
  it.each([
    ['as it stands', plain, 'positive'],
    ['the negative answer favourable', plain, 'negative'],
    ['the other answer positive', { ...plain, positive: 'no' }, 'positive'],
    ['a candidate inverted', { ...plain, inverted: new Set(['B']) }, 'negative'],
  ] as const)(
    '%s: every interval of a rate, and every verdict where a unit is in one group, is that of the rows',
    (_, choices, favourable) => {
      const [rows, cells] = [studyOf(choices, favourable, null), studyOf(choices, favourable, cube)];
      rows.candidates.forEach((candidate, c) => {
        const other = cells.candidates[c]!;
        expect(differences(candidate.measures, other.measures)).toEqual([]);
        expect(differences(candidate.columns[0], other.columns[0])).toEqual([]);
        // A unit in two wards: what each rate is worth is known, not how two of them go together.
        const [ward, counted] = [candidate.columns[1]!, other.columns[1]!];
        expect(differences(ward.groups, counted.groups)).toEqual([]);
        expect(
          differences(ward.gaps['accuracyDifference']!.measure, counted.gaps['accuracyDifference']!.measure),
        ).toEqual([]);
        expect(counted.gaps['accuracyDifference']).toMatchObject({
          verdict: null,
          interval: { reason: expect.stringContaining('does not say how the cases') as string },
        });
      });
    },
  );
  it.each([plain, { ...plain, inverted: new Set(['A']) }, { ...plain, inverted: new Set(['A', 'B']) }])(
    'candidates differ as on rows',
    (choices) => {
      const [rows, cells] = [null, cube].map((from) => finish(startComparison(read(choices, from).compared))!);
      expect(differences(rows, cells)).toEqual([]);
      // It is not what cases of their own would say.
      const alone = finish(startComparison(kinds.binary.read(columns, { ...roles, unit: null }, choices).compared))!;
      expect(Math.abs(Math.log(alone[0]!.p / cells![0]!.p))).toBeGreaterThan(0.05);
    },
  );
  it('without the tables of units still tells how sure an accuracy and a difference is, and says that it does not know the rest', () => {
    const { digest: _, ...rest } = { ...cube, units: { ...cube.units!, tables: [] } };
    const bare = { ...rest, digest: cubeDigest(rest) };
    expect(cubeTrouble(bare)).toBeNull();
    const [rows, cells] = [studyOf(plain, 'positive', null), studyOf(plain, 'positive', bare)];
    const [one, other] = [rows.candidates[0]!.measures, cells.candidates[0]!.measures];
    expect(differences(one['accuracy'], other['accuracy'])).toEqual([]);
    expect(other['recall']!.interval).toMatchObject({ reason: expect.stringContaining('does not say') as string });
    const group = cells.candidates[0]!.columns[0]!.groups[0]!;
    expect(group.measures['recall']!.interval).toMatchObject({ reason: expect.any(String) as string });
  });
  it('that counts more units than cases is found out', () => {
    const sizes = { ...cube.units!.sizes, units: cube.units!.sizes.units.map((n) => 9 * n) };
    const { digest: _, ...rest } = { ...cube, units: { ...cube.units!, sizes } };
    expect(cubeTrouble({ ...rest, digest: cubeDigest(rest) })).toContain('its units do not fit together');
  });
});

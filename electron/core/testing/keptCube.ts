// A small cube to keep in a review, for tests of what happens to it.
import type { Call, In } from '../../../shared/contract/contract.ts';
import type { CubeFile } from '../../../shared/domain/cube.ts';
import { cubeOf } from '../../../shared/measures/log/cube.ts';

/**
 * A thousand rows of two candidates of the small table in two groups, the first of them with scores; weighed or not.
 */
export function smallCube({ weighed = false } = {}): CubeFile {
  const cell = (label: string, alpha: string, beta: string, group: string, n: number) => ({
    label,
    decisions: [alpha, beta],
    groups: [group],
    n,
    w: weighed ? BigInt(n) * 1_500_000n : null,
    ww: weighed ? BigInt(n) * 1_500_000n ** 2n : null,
  });
  const entry = (label: string, group: string, lo: number, n: number) => ({
    label,
    group,
    lo,
    hi: lo,
    n,
    s: 0n,
    ss: 0n,
    w: weighed ? BigInt(n) * 1_500_000n : null,
    ww: weighed ? BigInt(n) * 1_500_000n ** 2n : null,
    ws: weighed ? 0n : null,
    wss: weighed ? 0n : null,
  });
  return cubeOf({
    label: 'y',
    candidates: [
      { name: 'Alpha', decision: 'score_Alpha of at least 0.5' },
      { name: 'Beta', decision: 'pred_Beta' },
    ],
    groups: ['sex'],
    weight: weighed ? 'w' : null,
    positive: 'yes',
    cells: [
      cell('yes', 'yes', 'yes', 'f', 200),
      cell('yes', 'yes', 'no', 'm', 180),
      cell('yes', 'no', 'yes', 'f', 70),
      cell('no', 'no', 'no', 'f', 230),
      cell('no', 'no', 'no', 'm', 210),
      cell('no', 'yes', 'no', 'm', 60),
      cell('no', 'no', 'yes', '', 40),
      cell('', 'no', 'no', 'm', 10),
    ],
    scores: [
      {
        candidate: 0,
        group: 0,
        exact: true,
        from: 0,
        to: 1,
        entries: [
          entry('yes', 'f', 0.9, 200),
          entry('yes', 'm', 0.75, 180),
          entry('yes', 'f', 0.25, 70),
          entry('no', 'f', 0.125, 230),
          entry('no', 'm', 0.25, 210),
          entry('no', 'm', 0.75, 60),
          entry('no', '', 0.125, 40),
        ],
      },
    ],
    remarks: { roundedWeights: 0 },
    source: {
      engine: 'DuckDB 1.5.6',
      at: '2026-11-30T12:00:00.000Z',
      files: [{ name: 'visits-*.parquet', bytes: 123_456 }],
      questions: [{ about: 'cells of label, decisions and groups', text: 'SELECT 1', entries: 8 }],
      rows: 1000,
    },
  });
}

export const cubeBytes = (cube: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(cube));

/** Keeps a cube. Returns the id of its log. */
export async function keepCube(
  call: Call,
  review: string,
  cube: unknown = smallCube(),
  more: Partial<In<'predictions.keepCube'>> = {},
): Promise<number> {
  const input = { task: 'cube', review, fileName: 'visits.cube.json', bytes: cubeBytes(cube), ...more };
  return (await call('predictions.keepCube', input)).log;
}

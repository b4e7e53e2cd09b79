// A log of 600 rows with every trap that databases differ in: names with quotes, blanks and backslashes; texts that differ in case,
// accents or nothing but NULL; NULL and NaN for numbers; weights. The same rows as texts, as columns, and as the cube they come to.
import type { LogColumn, LogRoles } from '../../../../shared/domain/predictionLog.ts';
import type { CubeFile } from '../../../../shared/domain/cube.ts';
import { cubeDigest } from '../../../../shared/measures/log/cube.ts';
import { cubeOfRows } from '../../../../shared/measures/testing/countRows.ts';
import { wordOf } from '../counter.ts';
import type { Asked } from '../order.ts';

export const names = ['y true', 'pred "b`\\', 'score a', 'score b', 'sex', 'Région', 'w'] as const;
/** What each column is to a database. */
export const kinds = ['text', 'whole', 'double', 'double', 'text', 'whole', 'double'] as const;

/** Scores and weights are quotients of small whole numbers, so that every engine comes to the same double. */
export type Cell = string | number | null;
const sexes = ['A', 'a', 'ä', '', null, "it's", 'a '];
const weights = [0, 0.5, 1, 2.25, null];

/** xorshift: the same rows on every machine. */
function* drawn(seed: number): Generator<number> {
  let x = seed;
  for (;;) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    yield x >>> 0;
  }
}

function rowsOf(count: number): Cell[][] {
  const random = drawn(20_261_201);
  const below = (most: number) => random.next().value! % most;
  return Array.from({ length: count }, () => {
    const positive = below(3) === 0;
    const score = (missing: number) => (below(missing) === 0 ? null : below(1001));
    const [a, b] = [score(25), below(1025)];
    return [
      below(30) === 0 ? null : positive ? 'yes' : 'no',
      below(40) === 0 ? null : below(5) === 0 ? 1 : 0,
      a === null ? (below(2) === 0 ? null : NaN) : Math.min(1000, a + (positive ? 100 : 0)) / 1000,
      b / 1024,
      sexes[below(sexes.length)]!,
      below(10) === 0 ? null : 1 + below(3),
      weights[below(weights.length)]!,
    ];
  });
}

export const rows = rowsOf(600);

/** NULL is an empty cell, the empty text one in quotes. */
export const csvText = (): string =>
  [names as readonly Cell[], ...rows]
    .map((row) =>
      row
        .map((cell) =>
          cell === null ? '' : typeof cell === 'string' ? `"${cell.replaceAll('"', '""')}"` : String(cell),
        )
        .join(),
    )
    .join('\n');

export const question = (more: Partial<Asked> = {}): Asked => ({
  label: names[0],
  candidates: [
    { name: 'A', decision: names[1], score: names[2], threshold: 0.5 },
    { name: 'B', decision: null, score: names[3], threshold: 0.5 },
  ],
  groups: [names[4], names[5]],
  weight: names[6],
  positive: 'yes',
  scores: true,
  unreadableAsMissing: false,
  ...more,
});

/** What the rows come to, counted one by one. */
export function expectedCube(options: { exactly?: number; keyed?: boolean; weighed?: boolean } = {}): CubeFile {
  const { weighed = true, ...counting } = options;
  const columns = names.map((header, c): LogColumn => {
    const texts = rows.map((row) => {
      // A candidate with both is measured where both are there.
      const cell = c === 1 && !Number.isFinite(row[2]) ? null : row[c]!;
      return wordOf(cell === null ? null : String(cell), 'text');
    });
    const words = [...new Set(texts)].filter((word) => word !== '');
    return {
      header,
      numbers: Float64Array.from(rows, (row) => (typeof row[c] === 'number' ? row[c] : NaN)),
      words: { codes: Int32Array.from(texts, (word) => words.indexOf(word)), names: words },
    };
  });
  const roles: LogRoles = {
    label: 0,
    row: null,
    model: null,
    query: null,
    features: [],
    weight: weighed ? 6 : null,
    groups: [
      { place: 4, reference: null },
      { place: 5, reference: null },
    ],
    candidates: [
      { name: 'A', score: 2, prediction: 1 },
      { name: 'B', score: 3, prediction: null },
    ],
  };
  const { digest: _, ...cube } = cubeOfRows(columns, roles, { positive: 'yes', ...counting });
  const [a, b] = cube.candidates;
  const named = { ...cube, candidates: [a!, { ...b!, decision: `${b!.decision} of at least 0.5` }] };
  return { ...named, digest: cubeDigest(named) };
}

/** Rows as a database's own client hands them over, as the CSV that somebody saves. */
export const csvOf = (found: readonly Readonly<Record<string, unknown>>[]): string => {
  const quoted = (cell: unknown) =>
    cell === null || cell === undefined ? '' : `"${String(cell as string | number).replaceAll('"', '""')}"`;
  return [Object.keys(found[0]!), ...found.map((row) => Object.values(row))]
    .map((row) => row.map(quoted).join())
    .join('\n');
};

// For tests: tables by seed, most with one fault whose row and column are known, written in the dialects people export.

/** Numbers in [0, 1) from a seed; mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface BadTable {
  text: string;
  /** Where the fault is: the 1-based record of the file, and the column, '' for the whole record; null: there is none. */
  fault: { what: string; row: number; column: string } | null;
  /** What a table without a fault holds: the names, and the numbers by row; NaN where missing. */
  names: string[];
  numbers: number[][];
}

const words = ['alpha', 'beta', 'délta', 'Ωmega', '模型', 'run', 'v2', 'large', '🚀', 'a, b', 'say "hi"', 'two\nlines'];
const badNumbers = [
  'bad',
  'inf',
  '-Infinity',
  '1e999',
  '1e400',
  '0x1F',
  '1.2.3',
  '--5',
  '1e',
  '1_000',
  '$five',
  '1/2',
  '٣٫١٤',
  '=1+1',
  '1 2',
  '1e5e5',
  '+-1',
  'true',
  '12 parsecs',
  `${'1'.repeat(5000)}x`,
  `${' '.repeat(5000)}x`,
  '1,'.repeat(3000),
  '-'.repeat(5000),
];
const missing = ['', 'NaN', 'n/a', 'null', '-', ' '];
const faults = ['number', 'short', 'long', 'after quote', 'open quote', 'no name', 'same name'] as const;

/** One table; the same for the same seed. */
export function badTable(seed: number): BadTable {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const below = (count: number) => Math.floor(random() * count);
  const columns = 1 + below(4);
  const header = ['model', ...Array.from({ length: columns }, (_, i) => `loss${i + 1}`)];
  const size = 3 + below(20);
  const names = Array.from({ length: size }, (_, row) => `${pick(words)} ${row}`);
  const numbers = names.map(() =>
    header.slice(1).map(() => (random() < 0.1 ? NaN : (random() - 0.3) * 10 ** below(5))),
  );
  const rows = names.map((name, row) => [
    name,
    ...numbers[row]!.map((number) =>
      Number.isNaN(number) ? pick(missing) : random() < 0.5 ? String(number) : number.toExponential(),
    ),
  ]);
  numbers.forEach((mine, row) =>
    mine.forEach((number, i) => {
      if (!Number.isNaN(number)) mine[i] = Number(rows[row]![i + 1]);
    }),
  );

  const end = pick(['\n', '\r\n', '\r']);
  const all = random() < 0.3;
  const written = (cell: string) =>
    all || /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
  const lines = [header, ...rows].map((cells) => cells.map(written));
  const what = random() < 0.15 ? null : pick(faults);
  const row = below(size);
  const line = lines[row + 1]!;
  let column = '';
  if (what === 'number') {
    const place = 1 + below(columns);
    column = header[place]!;
    line[place] = written(pick(badNumbers));
  } else if (what === 'short') line.pop();
  else if (what === 'long') line.push('7');
  else if (what === 'after quote') line[line.length - 1] = '"1"2';
  else if (what === 'open quote') line[line.length - 1] = '"1';
  else if (what !== null) {
    column = 'model';
    const first = row === 0 ? 1 : 0;
    line[0] = what === 'no name' ? pick(['', '""', '" "']) : lines[first + 1]![0]!;
  }
  // A row without a name and without a number would be a blank one.
  if (what === 'no name') line[1] = '1';
  const blank = random() < 0.3 ? 1 : 0;
  const texts = lines.map((cells) => cells.join(','));
  if (blank === 1) texts.splice(1, 0, pick(['', ',', '  ']));
  const text = `${random() < 0.2 ? '\ufeff' : ''}${texts.join(end)}${random() < 0.7 ? end : ''}`;
  const second = what === 'same name' && row === 0 ? 1 : row;
  const fault = what === null ? null : { what, row: second + 2 + blank, column };
  return { text, fault, names, numbers };
}

// A table of text from its bytes to columns of numbers with what the preview says of them, beside papaparse making numbers of the
// same text: in one process again and again, and each time in a process that has run nothing before.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { readTextTable } from '../../electron/core/import/evidence/textTable.ts';
import { decodeText } from '../../electron/core/import/text/decode.ts';
import { random } from '../../shared/engine/testing/random.ts';
import { compare, heading } from './measure.ts';

const ROWS = 100_000;
const COLUMNS = 20;

/** Decimals as people publish them, or all 17 digits as programs write them. */
type Digits = 'short' | 'long';

function tableOf(digits: Digits): Uint8Array {
  const next = random(1);
  const cell = digits === 'short' ? () => next().toFixed(4) : () => String(next());
  const header = ['model', ...Array.from({ length: COLUMNS - 1 }, (_, j) => `metric ${j + 1}`)].join(',');
  const rows = Array.from(
    { length: ROWS },
    (_, i) => `Model ${i + 1},${Array.from({ length: COLUMNS - 1 }, cell).join(',')}`,
  );
  return new TextEncoder().encode(`${[header, ...rows].join('\n')}\n`);
}

const ways = {
  ours(bytes: Uint8Array) {
    const options = { delimiter: null, decimal: null, header: null };
    return readTextTable(decodeText(bytes, 'table.csv'), 'table.csv', options).columns.map(({ numbers }) => numbers);
  },
  papaparse(bytes: Uint8Array) {
    const { data } = Papa.parse<string[]>(new TextDecoder().decode(bytes), { delimiter: ',', skipEmptyLines: true });
    const columns = Array.from({ length: COLUMNS }, () => new Float64Array(data.length - 1));
    for (let row = 1; row < data.length; row += 1) {
      for (let j = 0; j < COLUMNS; j += 1) columns[j]![row - 1] = Number(data[row]![j]);
    }
    return columns;
  },
};
type Way = keyof typeof ways;

function checkEqual(bytes: Uint8Array): void {
  const mine = ways.ours(bytes);
  for (const [j, theirs] of ways.papaparse(bytes).entries()) {
    if (theirs.some((number, row) => !Object.is(number, mine[j]![row]))) throw new Error(`Column ${j} differs.`);
  }
}

/** Milliseconds of the processor in a process of its own. */
function cold(way: Way, digits: Digits): number {
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), way, digits], { encoding: 'utf8' });
  return Number(stdout);
}

export function benchCsv(): void {
  heading('A table of text to columns of numbers');
  for (const digits of ['short', 'long'] as const) {
    const bytes = tableOf(digits);
    checkEqual(bytes);
    const size = `100,000 × 20, ${digits === 'short' ? '4 decimals' : '17 digits'}`;
    compare({
      name: `${size}: again and again`,
      against: 'papaparse, then Number',
      ours: () => ways.ours(bytes),
      baseline: () => ways.papaparse(bytes),
      clock: 'processor',
    });
    const pairs = Array.from({ length: 5 }, (): [number, number] => [cold('ours', digits), cold('papaparse', digits)]);
    const ratios = pairs.map(([mine, theirs]) => theirs / mine).sort((a, b) => a - b);
    console.log(
      `${size}: the first time in a process`.padEnd(54),
      pairs.map(([mine, theirs]) => `${mine.toFixed(0)} ms / ${theirs.toFixed(0)} ms`).join(', '),
      `median ${ratios[2]!.toFixed(2)}×`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , way, digits] = process.argv;
  const bytes = tableOf(digits as Digits);
  const start = process.cpuUsage();
  ways[way as Way](bytes);
  const { user, system } = process.cpuUsage(start);
  console.log((user + system) / 1000);
}

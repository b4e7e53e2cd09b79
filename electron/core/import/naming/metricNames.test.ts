// Some 600 column names as people and tools write them, each with what the field says it is: read in a small table, the way the
// app reads a file. A direction, unit or kind may be left open, but none may be stated wrongly.
import { describe, expect, it } from 'vitest';
import { fixture } from '../testing/fixtures.ts';
import { cellsOf, readText } from '../testing/readText.ts';

interface Named {
  name: string;
  /** Names of neighbours. */
  beside: string[];
  kind: string;
  direction: string;
  unit: string;
  scale: string;
}

function namesIn(file: string): Named[] {
  const table = readText(new TextDecoder().decode(fixture(`names/${file}`)), { delimiter: ',', header: true });
  return cellsOf(table).map(([name = '', beside = '', kind = '', direction = '', unit = '', scale = '']) => ({
    name,
    beside: beside.split(';').filter((one) => one !== ''),
    kind,
    direction,
    unit,
    scale,
  }));
}

const words = ['alpha one', 'beta two', 'gamma three', 'delta four', 'epsilon five', 'zeta six'];
const moments = words.map((_, i) => `2024-0${i + 1}-02 10:11:12`);
const byScale: Record<string, string[]> = {
  'per cent': ['12.5', '45.2', '88.1', '67.3', '91.0', '23.4'],
  fraction: ['0.12', '0.45', '0.88', '0.67', '0.91', '0.23'],
  fractions: ['0.12', '0.45', '0.88', '0.67', '0.91', '0.23'],
  signed: ['-0.12', '0.05', '0.3', '-0.2', '0.01', '0.11'],
  negative: ['-7.1', '-8.2', '-6.5', '-9.3', '-5.1', '-7.7'],
  words,
  'true or false': ['true', 'false', 'true', 'true', 'false', 'true'],
};
const plausible = ({ kind, unit, scale }: Named): string[] => {
  if (kind === 'name') return words;
  if (kind === 'time-stamp') return moments;
  if (byScale[scale]) return byScale[scale];
  if (unit === 'parameters' && scale === '')
    return ['110000000', '340000000', '66000000', '7000000000', '1300000000', '22000000'];
  return kind === 'count' || kind === 'setting'
    ? ['16', '32', '64', '128', '256', '512']
    : ['1.2', '3.4', '0.7', '2.2', '5.1', '4.4'];
};

/** What the preview proposes for a column of that name. */
function proposed(named: Named) {
  const cells = plausible(named);
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const rows = [
    ['name', named.name, ...named.beside],
    ...words.map((_, row) => [
      `m${row}`,
      cells[row]!,
      ...named.beside.map((__, i) => String((row + 1) * (i + 2) + 0.5)),
    ]),
  ];
  const text = `${rows.map((row) => row.map(quote).join(',')).join('\n')}\n`;
  return readText(text, { delimiter: ',', header: true }).preview.columns[1]!;
}

/** "M" beside "parameters" in millions: the scale is in the unit. */
const sameUnit = (unit: string, { unit: wanted, scale }: Named) =>
  unit === wanted ||
  (scale !== '' && wanted !== '' && (unit.includes(wanted) || (/^[kMB]$/.test(unit) && wanted === 'parameters')));

function judged(file: string) {
  const wrong: string[] = [];
  const asked: string[] = [];
  let known = 0;
  for (const named of namesIn(file)) {
    const { use, directed } = proposed(named);
    const says = (what: string) => `${named.name} (${named.direction || named.kind}): ${what}`;
    if (named.kind !== 'metric') {
      if (use.use === 'metric' && directed !== false) wrong.push(says(`a metric, ${use.direction}`));
      continue;
    }
    if (named.direction !== 'ask') known += 1;
    if (use.use !== 'metric' && use.use !== 'standardError') wrong.push(says(use.use));
    const direction = use.use === 'metric' && directed !== false ? use.direction : 'ask';
    if (direction === 'ask' && named.direction !== 'ask') asked.push(named.name);
    else if (direction !== named.direction) wrong.push(says(direction));
    const unit = use.use === 'metric' ? use.unit : '';
    if (named.unit !== 'any' && unit !== '' && !sameUnit(unit, named))
      wrong.push(says(`in ${unit}, not ${named.unit}`));
  }
  return { wrong, asked, known };
}

describe.each(['metric-names.csv', 'further-names.csv', 'held-out-names.csv'])('the names of %s', (file) => {
  const { wrong, asked, known } = judged(file);
  it('are never read as something they are not', () => {
    expect(wrong).toEqual([]);
  });
  it('are asked about in at most one of twenty cases where the field knows', () => {
    expect(known).toBeGreaterThan(95);
    expect(asked.length / known).toBeLessThanOrEqual(0.05);
  });
});

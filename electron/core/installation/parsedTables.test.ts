// Tables that wait: how many are kept, whose goes first, and what is said of one that is gone.
import { describe, expect, it } from 'vitest';
import { readColumn, packedCells } from '../import/text/columns.ts';
import { ParsedTables, type WaitingTable } from './parsedTables.ts';

/** A table of one column; 21 bytes a row. */
function waiting(rows: number): WaitingTable {
  const cells = packedCells();
  for (let row = 0; row < rows; row++) cells.push('');
  return {
    kind: 'file',
    query: null,
    objectives: [],
    planned: null,
    table: {
      fileName: 'a.csv',
      sha256: '',
      columns: [readColumn('a', cells.finish(), '.')],
      records: new Int32Array(rows),
      problems: { shown: [], count: 0, errors: 0 },
      incumbent: null,
    },
  };
}
const putAway = /put away, because other files were read since/;

describe('tables that wait', () => {
  it('stay however many windows read, as long as there is room', () => {
    const tables = new ParsedTables();
    const names = Array.from({ length: 20 }, (_, k) => tables.add(waiting(100), `window ${k}`));
    for (const name of names) expect(tables.get(name).table.columns).toHaveLength(1);
  });

  it('make room by those that were asked for longest ago, and say so', () => {
    const tables = new ParsedTables(3 * 21 * 1000);
    const [a, b, c] = ['a', 'b', 'c'].map((window) => tables.add(waiting(1000), window));
    tables.get(a!);
    const d = tables.add(waiting(1000), 'd');
    expect(() => tables.get(b!)).toThrow(putAway);
    for (const name of [a!, c!, d]) expect(tables.get(name).kind).toBe('file');
    const large = tables.add(waiting(10_000), 'e');
    expect(tables.get(large).kind).toBe('file');
    for (const name of [a!, c!, d]) expect(() => tables.get(name)).toThrow(putAway);
  });

  it('of one window are the latest two, so that a window never takes the room of others', () => {
    const tables = new ParsedTables();
    const other = tables.add(waiting(10), 'other');
    const own = Array.from({ length: 5 }, () => tables.add(waiting(10), 'own'));
    expect(own.map((name) => attempt(() => tables.get(name)))).toEqual([false, false, false, true, true]);
    expect(tables.get(other).kind).toBe('file');
  });

  it('are gone once dropped, which is no lack of room', () => {
    const tables = new ParsedTables();
    const name = tables.add(waiting(10));
    tables.drop(name);
    expect(() => tables.get(name)).toThrow('This table is no longer in memory. Read the file again.');
  });
});

function attempt(look: () => unknown): boolean {
  try {
    look();
    return true;
  } catch {
    return false;
  }
}

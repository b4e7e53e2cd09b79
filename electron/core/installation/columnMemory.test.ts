// Answers about columns, remembered by name across reviews.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ColumnMemory } from './columnMemory.ts';
import { newFolder, removeFolders } from '../testing/host.ts';

afterAll(removeFolders);

const inFile = () => path.join(newFolder(), 'columns.json');

describe('what was said of columns', () => {
  it('is recalled by name, whatever the case and the spaces, and by another window too', () => {
    const file = inFile();
    new ColumnMemory(file).note([{ header: 'Total  Cost', answer: { zeros: 'unknown', unit: 'US$' } }]);
    const recall = new ColumnMemory(file).recall();
    expect(recall('total cost')).toEqual({ zeros: 'unknown', unit: 'US$' });
    expect(recall('cost')).toBeNull();
  });
  it('is completed and replaced, answer by answer', () => {
    const memory = new ColumnMemory(inFile());
    memory.note([{ header: 'latency', answer: { statistic: 'mean', direction: 'min' } }]);
    memory.note([
      { header: 'latency', answer: { statistic: 'p95' } },
      { header: 'latency', answer: { unit: 'ms' } },
      { header: 'nothing', answer: {} },
    ]);
    expect(memory.recall()('latency')).toEqual({ statistic: 'p95', direction: 'min', unit: 'ms' });
    expect(memory.recall()('nothing')).toBeNull();
  });
  it('is forgotten one by one, or all at once', () => {
    const memory = new ColumnMemory(inFile());
    memory.note(['a', 'b', 'c'].map((header) => ({ header, answer: { direction: 'min' as const } })));
    expect(memory.forget('B')).toBe(1);
    expect(memory.forget('B')).toBe(0);
    expect(memory.recall()('b')).toBeNull();
    expect(memory.forget(null)).toBe(2);
    expect(memory.recall()('a')).toBeNull();
  });
  it('lets the oldest of more than two thousand names go', () => {
    const memory = new ColumnMemory(inFile());
    memory.note([{ header: 'oldest', answer: { direction: 'min' } }]);
    memory.note(Array.from({ length: 2000 }, (_, i) => ({ header: `c${i}`, answer: { direction: 'max' as const } })));
    expect(memory.recall()('oldest')).toBeNull();
    expect(memory.recall()('c1999')).toEqual({ direction: 'max' });
  });
  it('reads what it can of a damaged file', () => {
    const file = inFile();
    const memory = new ColumnMemory(file);
    for (const text of ['', '{', 'null', '{"column": "a"}', '[1, null, {"column": 3}]']) {
      fs.writeFileSync(file, text);
      expect(memory.recall()('a')).toBeNull();
    }
    fs.writeFileSync(file, '[{"column": "a", "direction": "up"}, {"column": "b", "direction": "min", "later": 1}]');
    expect(memory.recall()('a')).toBeNull();
    expect(memory.recall()('b')).toEqual({ direction: 'min' });
    memory.note([{ header: 'c', answer: { unit: 's' } }]);
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual([
      { column: 'c', unit: 's' },
      { column: 'b', direction: 'min' },
    ]);
  });
});

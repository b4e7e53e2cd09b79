// Columns fit their numbers, keep the order that was chosen, and take in what is new.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arranged, fittingWidth, grown, moved, nameLetters, nameWidth } from './columnFit.ts';

describe('fittingWidth', () => {
  const numbers = { texts: ['0.889'], small: ['0.871–0.905'] };
  it('goes by the cells, not by the head', () => {
    const short = fittingWidth({ label: 'F1', ...numbers });
    const long = fittingWidth({ label: 'Demographic parity difference by restaurant, percentage points', ...numbers });
    expect(long).toBeLessThan(short + 8);
    expect(fittingWidth({ label: 'F1', texts: ['1,234,567.89'] })).toBeGreaterThan(
      fittingWidth({ label: 'F1', texts: ['1'] }),
    );
  });
  it('lets six measures with intervals stand beside a name in a small window', () => {
    const width = fittingWidth({ label: 'Balanced accuracy', ...numbers });
    const room = 1024 - 172 - 56;
    const names = nameWidth(['x'.repeat(nameLetters(room))]);
    expect(Math.floor((room - names) / width)).toBeGreaterThanOrEqual(6);
  });
  it('stays between its bounds', () => {
    expect(fittingWidth({ label: 'n', texts: [''] })).toBe(56);
    expect(fittingWidth({ label: 'n', texts: ['x'.repeat(200)] })).toBe(260);
  });
});

describe('arranged', () => {
  const columns = ['a', 'b', 'c', 'd'].map((key) => ({ key }));
  const keys = (order: string[]) => arranged(columns, order).map(({ key }) => key);
  it('keeps what was chosen, forgets what is gone, and puts what is new beside its neighbour', () => {
    expect(keys([])).toEqual(['a', 'b', 'c', 'd']);
    expect(keys(['d', 'a'])).toEqual(['d', 'a', 'b', 'c']);
    expect(keys(['c', 'gone', 'b', 'a'])).toEqual(['c', 'd', 'b', 'a']);
  });
  it('has every column once', () => {
    const anyKey = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.uniqueArray(anyKey), (order) => {
        expect(keys(order).toSorted()).toEqual(['a', 'b', 'c', 'd']);
      }),
    );
  });
});

describe('moved', () => {
  it('puts a key where another stood', () => {
    expect(moved(['a', 'b', 'c', 'd'], 'a', 'c')).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['a', 'd', 'b', 'c']);
    expect(moved(['a', 'b'], 'gone', 'b')).toEqual(['a', 'b']);
  });
});

describe('grown', () => {
  it('shares what is left among those that may grow, up to their bounds', () => {
    const widths = (room: number) =>
      grown([{ width: 100 }, { width: 100, growTo: 300 }, { width: 100, growTo: 120 }], room).map(({ width }) => width);
    expect(widths(200)).toEqual([100, 100, 100]);
    expect(widths(320)).toEqual([100, 110, 110]);
    expect(widths(400)).toEqual([100, 180, 120]);
    expect(widths(2000)).toEqual([100, 300, 120]);
  });
});

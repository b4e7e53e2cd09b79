// The lines' geometry: the best end on top, gaps for missing values, ranges, picking, and the raster against a naive one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOMINATED, FRONT, NOTHING } from '../paretoScatter/layout.ts';
import {
  inset,
  insideRanges,
  lineLayout,
  linePath,
  nearestLine,
  nextAlong,
  reordered,
  type LineData,
} from './layout.ts';
import { countLines } from './paint.ts';

const data: LineData = {
  axes: [
    { id: 1, title: 'accuracy', measured: Float64Array.of(0.9, 0.7, 0.8, NaN), better: 1, valuedByLog: false },
    { id: 2, title: 'latency', measured: Float64Array.of(100, 10, 1, 10), better: -1, valuedByLog: true },
    { id: 3, title: 'cost', measured: Float64Array.of(5, 5, 5, 5), better: -1, valuedByLog: false },
  ],
  kinds: Uint8Array.of(FRONT, FRONT, DOMINATED, DOMINATED),
};
const layout = lineLayout(data, 400, 300)!;
const top = inset.top;
const bottom = 300 - inset.bottom;
const everybody = new Uint8Array(4).fill(1);

describe('parallel coordinates', () => {
  it('puts the best end on top, whichever way is better, and equals in the middle', () => {
    expect(layout.ys[0]![0]).toBeCloseTo(top, 4);
    expect(layout.ys[1]![0]).toBeCloseTo(bottom, 4);
    expect(layout.ys[1]![1]).toBeCloseTo((top + bottom) / 2, 4);
    expect(layout.ys[2]![3]).toBeCloseTo((top + bottom) / 2, 4);
    expect(layout.axes[1]!.value(layout.axes[1]!.at(30))).toBeCloseTo(30, 9);
  });

  it('has no lines without room, with one axis, or with nobody to draw', () => {
    expect(lineLayout(data, 100, 300)).toBeNull();
    expect(lineLayout({ ...data, axes: data.axes.slice(0, 1) }, 400, 300)).toBeNull();
    expect(lineLayout({ ...data, kinds: new Uint8Array(4).fill(NOTHING) }, 400, 300)).toBeNull();
  });

  it('breaks a line where a value is missing', () => {
    expect(linePath(layout, 0)).toMatch(/^M64 44L200 [\d.]+L336 [\d.]+$/);
    expect(linePath(layout, 3)).toMatch(/^M200 [\d.]+L336 [\d.]+$/);
  });

  it('keeps who is inside every range; the ends are inside, the missing are not', () => {
    expect([...insideRanges(data, new Map())]).toEqual([1, 1, 1, 1]);
    expect([...insideRanges(data, new Map([[2, [10, 1]]]))]).toEqual([0, 1, 1, 1]);
    expect([...insideRanges(data, new Map([[1, [0.7, 0.8]]]))]).toEqual([0, 1, 1, 0]);
  });

  it('finds the line under a place, and only among those inside', () => {
    const x = (layout.axes[0]!.x + layout.axes[1]!.x) / 2;
    const y = (layout.ys[0]![1]! + layout.ys[1]![1]!) / 2;
    expect(nearestLine(layout, everybody, x, y, 10)).toBe(1);
    expect(nearestLine(layout, Uint8Array.of(1, 0, 1, 1), x, y, 10)).toBe(-1);
  });

  it('goes along an axis by arrow keys and visits everyone once', () => {
    expect(nextAlong(layout.ys[0]!, everybody, -1, 1)).toBe(0);
    const walk = (by: 1 | -1, start: number) => {
      const seen = [start];
      for (let at = start; ; seen.push(at)) {
        const next = nextAlong(layout.ys[2]!, everybody, at, by);
        if (next === at) return seen;
        at = next;
      }
    };
    expect(walk(1, 0)).toEqual([0, 1, 2, 3]);
    expect(walk(-1, 3)).toEqual([3, 2, 1, 0]);
    expect(nextAlong(layout.ys[0]!, everybody, 0, 1)).toBe(2);
    expect(nextAlong(layout.ys[0]!, everybody, 0, -1)).toBe(0);
  });

  it('moves an axis to another place', () => {
    expect(reordered([1, 2, 3], 1, 1)).toEqual([2, 1, 3]);
    expect(reordered([1, 2, 3], 3, -1)).toEqual([3, 1, 2]);
  });

  it('counts a line once per column where it is flat and once per row where it is steep, on the line', () => {
    const height = fc.integer({ min: 0, max: 39 });
    fc.assert(
      fc.property(fc.array(fc.tuple(height, height), { minLength: 1, maxLength: 6 }), (lines) => {
        const ys = [0, 1].map((k) => Float32Array.from(lines, (line) => line[k]!));
        const axes = [0, 30].map((x) => ({ ...layout.axes[0]!, x }));
        const counts = countLines({ axes, ys }, 40, 40, () => true, false)!;
        const total = counts.reduce((sum, count) => sum + count, 0);
        expect(total).toBe(lines.reduce((sum, [from, to]) => sum + Math.max(30, Math.abs(to - from)), 0));
        if (lines.length > 1) return;
        const [[from, to]] = lines as [[number, number]];
        counts.forEach((count, place) => {
          const [x, y] = [place % 40, Math.floor(place / 40)];
          const along =
            Math.abs(to - from) <= 30 ? y - (from + ((to - from) / 30) * x) : x - ((y - from) / (to - from)) * 30;
          if (count > 0) expect(Math.abs(along)).toBeLessThanOrEqual(0.5 + 1e-6);
        });
      }),
    );
    expect(countLines(layout, 400, 300, () => false, false)).toBeNull();
  });
});

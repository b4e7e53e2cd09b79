// Where the states of a sweep and its proposals stand.
import { describe, expect, it } from 'vitest';
import { curveLayout, type CurveInput } from './layout.ts';

const input: CurveInput = {
  x: Float64Array.of(0, 0.25, NaN, 0.75, 1),
  y: Float64Array.of(0.5, 0.7, 0.6, 0.65, 0.4),
  onFront: Uint8Array.of(1, 1, 1, 0, 0),
  better: { x: 1, y: 1 },
  points: [
    { key: 0, x: 0.25, y: 0.7, text: '0.5' },
    { key: 1, x: 0.26, y: 0.7, text: '0.49' },
  ],
  width: 600,
  height: 300,
  measure: (text) => 6 * text.length,
};

describe('curveLayout', () => {
  it('draws defined states in their order, with a gap where one is not', () => {
    const layout = curveLayout(input)!;
    expect(layout.line.match(/M/g)).toHaveLength(2);
    expect(layout.line.match(/L/g)).toHaveLength(2);
    expect(layout.front.map(({ state }) => state)).toEqual([0, 1]);
    expect(layout.front[0]!.x).toBeLessThan(layout.front[1]!.x);
    expect(layout.front[0]!.y).toBeGreaterThan(layout.front[1]!.y);
  });
  it('names points beside each other, never over each other', () => {
    const { labels, points } = curveLayout(input)!;
    expect(points).toHaveLength(2);
    expect(labels).toHaveLength(2);
    const [a, b] = labels.map(({ box }) => box);
    expect(a!.left < b!.right && b!.left < a!.right && a!.top < b!.bottom && b!.top < a!.bottom).toBe(false);
  });
  it('leaves a point out that is undefined, and is nothing without room or states', () => {
    const undefinedPoint = { key: 2, x: NaN, y: 0.5, text: 'none' };
    expect(curveLayout({ ...input, points: [undefinedPoint] })!.points).toEqual([]);
    expect(curveLayout({ ...input, width: 60 })).toBeNull();
    expect(
      curveLayout({
        ...input,
        x: Float64Array.of(NaN),
        y: Float64Array.of(NaN),
        onFront: Uint8Array.of(0),
        points: [],
      }),
    ).toBeNull();
  });
});

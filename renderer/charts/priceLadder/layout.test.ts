// Where a requirement, its candidates and its breakpoints stand on the axis.
import { describe, expect, it } from 'vitest';
import { ladderLayout } from './layout.ts';

const input = {
  comparator: '<=' as const,
  bound: 120,
  tried: null,
  measured: Float64Array.of(80, 100, 131, 131, 200),
  steps: [{ bound: 131, answer: true }],
  subject: 131,
  width: 600,
};

describe('ladderLayout', () => {
  it('keeps the order of the metric, and everything on the axis', () => {
    const layout = ladderLayout(input)!;
    const [first, second, third] = layout.marks;
    expect(first).toBeLessThan(second!);
    expect(second).toBeLessThan(third!);
    expect(layout.bound).toBeGreaterThan(second!);
    expect(layout.bound).toBeLessThan(third!);
    for (const x of layout.marks) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(600);
    }
    expect(layout.steps[0]!.x).toBeCloseTo(layout.subject!, 9);
  });
  it('draws candidates at the same place once', () => {
    expect(ladderLayout(input)!.marks).toHaveLength(4);
  });
  it('shades what an upper bound keeps out to its right, and a lower bound to its left', () => {
    const upper = ladderLayout(input)!;
    expect(upper.out.left).toBe(upper.bound);
    const lower = ladderLayout({ ...input, comparator: '>=' })!;
    expect(lower.out.left + lower.out.width).toBeCloseTo(lower.bound, 9);
  });
  it('makes room for a bound beyond all candidates, and for one that is tried', () => {
    const layout = ladderLayout({ ...input, bound: 400, tried: 10 })!;
    expect(layout.bound).toBeLessThanOrEqual(600);
    expect(layout.tried).toBeGreaterThanOrEqual(0);
    expect(ladderLayout({ ...input, tried: 120 })!.tried).toBeNull();
  });
  it('draws nothing without candidates', () => {
    expect(ladderLayout({ ...input, measured: new Float64Array() })).toBeNull();
  });
});

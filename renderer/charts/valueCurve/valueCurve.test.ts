// Handles keep a value function valid; the layout keeps every mark where it belongs.
import { describe, expect, it } from 'vitest';
import type { ValueFunction } from '../../../shared/domain/objective.ts';
import { handlesOf, withHandle, withPoint, withoutPoint } from './handles.ts';
import { curveLayout, frameOf } from './layout.ts';

const linear: ValueFunction = { shape: 'linear', worst: 200, best: 0 };
const target: ValueFunction = { shape: 'target', target: 1, below: 1, above: 2 };
const curve = {
  shape: 'piecewise' as const,
  points: [
    { at: 0, value: 0 },
    { at: 5, value: 0.8 },
    { at: 10, value: 1 },
  ],
};

describe('handles', () => {
  it('moves an anchor, and refuses to carry it past the other', () => {
    expect(withHandle(linear, 'min', 0, 150, 0)).toEqual({ shape: 'linear', worst: 150, best: 0 });
    expect(withHandle(linear, 'min', 0, -1, 0)).toBeNull();
  });
  it('keeps a log anchor above zero', () => {
    expect(withHandle({ shape: 'log', worst: 100, best: 1 }, 'min', 1, 0, 1)).toBeNull();
  });
  it('moves a target between its ends, which stay', () => {
    const moved = withHandle(target, 'target', 1, 2, 1);
    expect(moved).toEqual({ shape: 'target', target: 2, below: 2, above: 1 });
    expect(withHandle(target, 'target', 1, 3.5, 1)).toBeNull();
  });
  it('moves a point of a curve both ways, as long as the curve runs its way', () => {
    expect(withHandle(curve, 'max', 1, 6, 0.5)).toMatchObject({ points: [{}, { at: 6, value: 0.5 }, {}] });
    expect(withHandle(curve, 'max', 1, 11, 0.5)).toBeNull();
    expect(withHandle(curve, 'max', 0, 0, 0.3)).toBeNull();
  });
  it('adds a point on the curve without changing it, and takes only inner points away', () => {
    const more = withPoint(curve, 2.5);
    expect(more).toMatchObject({ points: [{ at: 0 }, { at: 2.5, value: 0.4 }, { at: 5 }, { at: 10 }] });
    expect(withPoint(curve, 20)).toBeNull();
    expect(withoutPoint(curve, 'max', 1)).toMatchObject({ points: [{ at: 0 }, { at: 10 }] });
    expect(withoutPoint(curve, 'max', 0)).toBeNull();
  });
});

describe('layout', () => {
  const values = [0, 50, 50, 100, NaN, 400];
  const frame = frameOf(linear, values);
  const layout = curveLayout(linear, values, frame, 600, 240);

  it('shows anchors and candidates with room to spare', () => {
    expect(frame[0]).toBeLessThan(0);
    expect(frame[1]).toBeGreaterThan(400);
    const log = frameOf({ shape: 'log', worst: 100, best: 1 }, [0, 0.5, 1000]);
    expect(log[0]).toBeGreaterThan(0);
    expect(log[1]).toBeGreaterThan(1000);
  });
  it('puts the handles where the function says, and back again', () => {
    handlesOf(linear).forEach((handle, index) => {
      expect(layout.toMeasured(layout.handles[index]!.x)).toBeCloseTo(handle.at, 9);
      expect(layout.toValue(layout.handles[index]!.y)).toBeCloseTo(handle.value, 9);
    });
  });
  it('has the bar of a value where that value is', () => {
    const middles = layout.bars.map(({ x, width }) => layout.toMeasured(x + width / 2));
    [0, 50, 100, 400].forEach((value, at) => expect(middles[at]).toBeCloseTo(value, 9));
  });
  it('has one bar for values too close to be drawn apart, between them', () => {
    const { bars, toMeasured } = curveLayout(linear, [100, 101], frame, 600, 240);
    expect(bars).toHaveLength(1);
    expect(toMeasured(bars[0]!.x + bars[0]!.width / 2)).toBeCloseTo(100.5, 9);
  });
  it('keeps every mark inside the plot', () => {
    for (const bar of layout.bars) {
      expect(bar.x).toBeGreaterThanOrEqual(layout.plot.left);
      expect(bar.x + bar.width).toBeLessThanOrEqual(layout.plot.right + 1e-9);
      expect(bar.y).toBeGreaterThanOrEqual(layout.plot.top);
    }
    expect(layout.bars.length).toBe(4);
    expect(layout.path.startsWith(`M${layout.plot.left.toFixed(1)}`)).toBe(true);
  });
});

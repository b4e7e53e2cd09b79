// Zooming: the place under the pointer stays, nothing outside the whole is shown, and all the way out is the whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panned, zoomed, type View } from './zoom.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const whole: View = { left: 0, right: 1, top: 0, bottom: 1 };
const placeOf = (view: View | null, { x, y }: { x: number; y: number }) => {
  const { left, right, top, bottom } = view ?? whole;
  return { x: left + x * (right - left), y: top + y * (bottom - top) };
};

describe('zooming', () => {
  it('keeps the place where it is while it goes in', () => {
    fc.assert(
      fc.property(share, share, share, share, (x, y, firstX, firstY) => {
        const before = zoomed(null, 2, { x: firstX, y: firstY });
        const after = zoomed(before, 1.6, { x, y });
        expect(placeOf(after, { x, y }).x).toBeCloseTo(placeOf(before, { x, y }).x, 9);
        expect(placeOf(after, { x, y }).y).toBeCloseTo(placeOf(before, { x, y }).y, 9);
      }),
    );
  });
  it('never shows what is not there, however it is zoomed and moved, and comes back to the whole', () => {
    const move = fc.oneof(
      fc.record({ by: fc.double({ min: 0.3, max: 3, noNaN: true }), x: share, y: share }),
      fc.record({
        across: fc.double({ min: -2, max: 2, noNaN: true }),
        down: fc.double({ min: -2, max: 2, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        let view: View | null = null;
        for (const one of moves) {
          view = 'by' in one ? zoomed(view, one.by, one) : panned(view, one.across, one.down);
          const { left, right, top, bottom } = view ?? whole;
          for (const edge of [left, right, top, bottom]) {
            expect(edge).toBeGreaterThanOrEqual(0);
            expect(edge).toBeLessThanOrEqual(1 + 1e-12);
          }
          expect(right - left).toBeGreaterThan(0.001);
          expect(bottom - top).toBeGreaterThan(0.001);
        }
        expect(zoomed(view, 0.0001, { x: 0.5, y: 0.5 })).toBeNull();
      }),
    );
  });
  it('does not move what is whole', () => expect(panned(null, 1, 1)).toBeNull());
});

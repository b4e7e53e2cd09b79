// Density and lasso: no mark is lost or counted twice, a lone mark stays where it is, and a line holds what it surrounds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL, densityCells } from './density.ts';
import { insideLasso } from './lasso.ts';
import { denseKinds, DOMINATED, FRONT, INFEASIBLE, scatterLayout } from './layout.ts';

const marks = fc.array(
  fc.tuple(
    fc.oneof(fc.double({ min: -50, max: 900, noNaN: true }), fc.constant(NaN)),
    fc.double({ min: -50, max: 900, noNaN: true }),
    fc.constantFrom(FRONT, DOMINATED, INFEASIBLE),
  ),
  { maxLength: 200 },
);
const pointsOf = (rows: readonly (readonly [number, number, number])[]) => ({
  xs: Float32Array.from(rows, (row) => row[0]),
  ys: Float32Array.from(rows, (row) => row[1]),
  kinds: Uint8Array.from(rows, (row) => row[2]),
});

describe('densityCells', () => {
  it('holds every mark once, by kind, no further from its cell than a corner is', () => {
    fc.assert(
      fc.property(marks, (rows) => {
        const points = pointsOf(rows);
        const cells = densityCells(points, () => true, 1.8);
        for (const kind of [FRONT, DOMINATED, INFEASIBLE]) {
          const placed = rows.filter(([x, , of]) => of === kind && !Number.isNaN(x)).length;
          const counted = cells.filter((cell) => cell.kind === kind).reduce((sum, { count }) => sum + count, 0);
          expect(counted).toBe(placed);
        }
        rows.forEach(([x], i) => {
          if (Number.isNaN(x)) return;
          const near = cells.filter((cell) => cell.kind === points.kinds[i]);
          const distance = Math.min(...near.map((cell) => Math.hypot(cell.x - points.xs[i]!, cell.y - points.ys[i]!)));
          expect(distance).toBeLessThanOrEqual(CELL + 1e-3);
        });
        for (const { radius, count } of cells) {
          expect(radius).toBeGreaterThanOrEqual(1.8);
          expect(radius).toBeLessThanOrEqual(CELL + 1e-9);
          if (count === 1) expect(radius).toBe(1.8);
        }
      }),
    );
  });
  it('leaves a lone mark where it is, and leaves out what is drawn one by one', () => {
    const points = pointsOf([
      [101, 53, DOMINATED],
      [300, 300, FRONT],
    ]);
    expect(densityCells(points, (i) => i === 0, 1.8)).toEqual([
      { kind: DOMINATED, count: 1, x: 101, y: 53, radius: 1.8 },
    ]);
  });
});

describe('denseKinds', () => {
  const many = (n: number, front: number) => {
    const measured = Float64Array.from({ length: n }, (_, i) => (i * 7919) % n);
    return scatterLayout(
      {
        x: { title: 'x', unit: '', better: 1, measured, valuedByLog: false },
        y: { title: 'y', unit: '', better: 1, measured: measured.map((v) => (v * 31) % n), valuedByLog: false },
        kinds: new Uint8Array(n).fill(DOMINATED).fill(FRONT, 0, front),
        bounds: [],
      },
      600,
      400,
    )!;
  };
  it('are the crowded kinds of a large plot; a small front stays marks', () => {
    expect([...denseKinds(many(10_000, 30))]).toEqual([DOMINATED]);
    expect([...denseKinds(many(10_000, 3000))].sort()).toEqual([FRONT, DOMINATED]);
    expect([...denseKinds(many(1454, 30))]).toEqual([]);
  });
});

describe('insideLasso', () => {
  it('holds what a box drawn by hand holds', () => {
    fc.assert(
      fc.property(marks, (rows) => {
        const points = pointsOf(rows);
        const box = [
          { x: 100.5, y: 200.5 },
          { x: 500.5, y: 200.5 },
          { x: 500.5, y: 600.5 },
          { x: 100.5, y: 600.5 },
        ];
        const naive = rows.flatMap((_, i) => {
          const [x, y] = [points.xs[i]!, points.ys[i]!];
          return x > 100.5 && x < 500.5 && y > 200.5 && y < 600.5 ? [i] : [];
        });
        expect(insideLasso(box, points)).toEqual(naive);
      }),
    );
  });
  it('leaves out the notch of a line that turns back', () => {
    const points = { xs: Float32Array.of(20, 50, 80), ys: Float32Array.of(50, 50, 50) };
    const notched = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 100 },
      { x: 60, y: 100 },
      { x: 50, y: 10 },
      { x: 40, y: 100 },
      { x: 0, y: 100 },
    ];
    expect(insideLasso(notched, points)).toEqual([0, 2]);
    expect(insideLasso([], points)).toEqual([]);
  });
});

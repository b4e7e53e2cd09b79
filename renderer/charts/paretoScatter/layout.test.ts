// The scatter's geometry: the front of two against a naive one, the staircase's corners, closed regions, missing values.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisScale } from '../frame/scale.ts';
import { readableStep, steppedBound } from './bounds.ts';
import {
  DOMINATED,
  FRONT,
  INFEASIBLE,
  inset,
  placed,
  scatterLayout,
  type PlotBound,
  type ScatterData,
} from './layout.ts';
import { overlaps } from '../frame/labels.ts';
import { placeNames } from './names.ts';
import { frontOfTwo, stepPath, type Better } from './stepFront.ts';

const latency = Float64Array.of(9, 21, 61, 96, 129);
const accuracy = Float64Array.of(0.61, 0.65, 0.7, 0.69, 0.75);
const data = (more: Partial<ScatterData> = {}): ScatterData => ({
  x: { title: 'p95 latency', unit: 'ms', better: -1, measured: latency, valuedByLog: true },
  y: { title: 'NDCG@10', unit: '', better: 1, measured: accuracy, valuedByLog: false },
  kinds: Uint8Array.of(FRONT, FRONT, FRONT, DOMINATED, INFEASIBLE),
  bounds: [],
  ...more,
});

describe('frontOfTwo', () => {
  it('agrees with the definition, one stands for equals', () => {
    const small = fc.integer({ min: 0, max: 6 });
    const better = fc.constantFrom<Better>(1, -1);
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small, fc.boolean()), { maxLength: 25 }), better, better, (rows, bx, by) => {
        const x = Float64Array.from(rows, (row) => row[0]);
        const y = Float64Array.from(rows, (row) => row[1]);
        const mask = Uint8Array.from(rows, (row) => (row[2] ? 1 : 0));
        const front = frontOfTwo(x, y, { x: bx, y: by }, mask);
        const taking = [...rows.keys()].filter((i) => mask[i] === 1);
        const beaten = (i: number) =>
          taking.some((k) => bx * x[k]! >= bx * x[i]! && by * y[k]! >= by * y[i]! && (x[k] !== x[i] || y[k] !== y[i]));
        const places = (indices: number[]) => [...new Set(indices.map((i) => `${x[i]} ${y[i]}`))].sort();
        expect(places(front)).toEqual(places(taking.filter((i) => !beaten(i))));
        expect(new Set(places(front)).size).toBe(front.length);
        front.slice(1).forEach((i, k) => expect(x[i]!).toBeGreaterThan(x[front[k]!]!));
      }),
    );
  });
  it('leaves out what is not measured', () => {
    expect(frontOfTwo(Float64Array.of(1, NaN), Float64Array.of(1, 9), { x: 1, y: 1 }, Uint8Array.of(1, 1))).toEqual([
      0,
    ]);
  });
});

describe('stepPath', () => {
  const points = [
    { x: 10, y: 90 },
    { x: 50, y: 40 },
  ];
  it('goes along first where smaller x is better, and up first where larger is', () => {
    expect(stepPath(points, -1)).toBe('M10 90H50V40');
    expect(stepPath(points, 1)).toBe('M10 90V40H50');
    expect(stepPath([], 1)).toBe('');
  });
});

describe('scatterLayout', () => {
  it('keeps every mark inside, high measurements up and right', () => {
    const layout = scatterLayout(data(), 600, 400)!;
    expect(layout.scaleX.log).toBe(true);
    for (let i = 0; i < 5; i++) {
      expect(layout.xs[i]).toBeGreaterThan(inset.left);
      expect(layout.xs[i]).toBeLessThan(600 - inset.right);
      expect(layout.ys[i]).toBeGreaterThan(inset.top);
      expect(layout.ys[i]).toBeLessThan(400 - inset.bottom);
    }
    expect(layout.xs[4]).toBeGreaterThan(layout.xs[0]!);
    expect(layout.ys[4]).toBeLessThan(layout.ys[0]!);
  });
  it('draws the front of feasible candidates, and the other line only where requirements make a difference', () => {
    const layout = scatterLayout(data(), 600, 400)!;
    expect(layout.front).toEqual([0, 1, 2]);
    expect(layout.openPath).not.toBe('');
    const free = scatterLayout(data({ kinds: Uint8Array.of(1, 1, 1, 2, 1) }), 600, 400)!;
    expect(free.front).toEqual([0, 1, 2, 4]);
    expect(free.openPath).toBe('');
  });
  it('draws no staircase for a target', () => {
    const layout = scatterLayout(data({ x: { ...data().x, better: 0 } }), 600, 400)!;
    expect([layout.front, layout.frontPath]).toEqual([[], '']);
  });
  it('shows a part of the plot, counts what lies outside and lets the front go on there', () => {
    const whole = scatterLayout(data(), 600, 400)!;
    const view = { left: 0, right: 0.5, top: 0.25, bottom: 1 };
    const layout = scatterLayout(data(), 600, 400, view)!;
    expect(layout.drawn + layout.outside).toBe(whole.drawn);
    const { plot } = whole;
    for (let i = 0; i < 5; i++) {
      const across = (whole.xs[i]! - plot.left) / (plot.right - plot.left);
      const down = (whole.ys[i]! - plot.top) / (plot.bottom - plot.top);
      expect(Number.isNaN(layout.xs[i]!)).toBe(across > 0.5 || down < 0.25);
      if (Number.isNaN(layout.xs[i]!)) continue;
      expect(layout.xs[i]!).toBeCloseTo(plot.left + (across / 0.5) * (plot.right - plot.left), 3);
      expect(layout.ys[i]!).toBeCloseTo(plot.top + ((down - 0.25) / 0.75) * (plot.bottom - plot.top), 3);
    }
    expect(layout.front).toEqual(whole.front);
    expect(layout.frontPlaces.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
  it('counts what has no place, and has nothing to draw without any', () => {
    const measured = Float64Array.of(9, NaN, 61, NaN, 129);
    const layout = scatterLayout(data({ x: { ...data().x, measured } }), 600, 400)!;
    expect([layout.drawn, layout.absent]).toEqual([3, 2]);
    expect(layout.xs[1]).toBeNaN();
    expect(scatterLayout(data({ x: { ...data().x, measured: new Float64Array(5).fill(NaN) } }), 600, 400)).toBeNull();
    expect(scatterLayout(data(), 60, 400)).toBeNull();
  });
});

describe('placed', () => {
  const plot = { left: 50, right: 550, top: 30, bottom: 330 };
  const along = axisScale([0, 100], false, [50, 550], 5);
  const up = axisScale([0, 100], false, [330, 30], 5);
  const bound = (more: Partial<PlotBound>): PlotBound => ({
    id: 1,
    axis: 'x',
    comparator: '<=',
    bound: 50,
    must: true,
    owner: 'Product:',
    ...more,
  });
  it.each([
    ['x', '<=', { x: 300, y: 30, width: 250, height: 300 }],
    ['x', '>=', { x: 50, y: 30, width: 250, height: 300 }],
    ['y', '<=', { x: 50, y: 30, width: 500, height: 150 }],
    ['y', '>=', { x: 50, y: 180, width: 500, height: 150 }],
  ] as const)('%s %s closes the right side', (axis, comparator, region) => {
    expect(placed(bound({ axis, comparator }), axis === 'x' ? along : up, plot).region).toEqual(region);
  });
  it('closes nothing or everything when the line is outside', () => {
    expect(placed(bound({ bound: 500 }), along, plot)).toMatchObject({ visible: false, region: null });
    expect(placed(bound({ bound: -500 }), along, plot).region).toMatchObject({ x: 50, width: 500 });
  });
  it('takes a bound of 0 on a log axis as below everything', () => {
    const log = axisScale([1, 1000], true, [50, 550], 5);
    expect(placed(bound({ bound: 0 }), log, plot).region).toMatchObject({ x: 50, width: 500 });
    expect(placed(bound({ bound: 0, comparator: '>=' }), log, plot).region).toBeNull();
  });
});

const wishes = {
  names: ['Popularity', 'Item-kNN', 'Boosted trees', 'Two-tower', 'Ensemble'],
  strong: [2],
  favourites: [0],
  better: { x: -1, y: 1 } as const,
  measure: (text: string) => text.length * 6,
  knees: [],
  recommended: 2,
  boundWords: [] as string[],
};

describe('placeNames', () => {
  it('names every mark of a small plot, the strong one first', () => {
    const { names: labels } = placeNames(scatterLayout(data(), 600, 400)!, wishes);
    expect(labels.map((label) => label.key).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(labels[0]!.key).toBe(2);
  });
  it('names only what matters in a large one', () => {
    const n = 200;
    const measured = Float64Array.from({ length: n }, (_, i) => i + 1);
    const layout = scatterLayout(
      data({
        x: { ...data().x, measured },
        y: { ...data().y, measured: measured.map((v) => 200 - v) },
        kinds: new Uint8Array(n).fill(DOMINATED).fill(FRONT, 0, 1),
      }),
      600,
      400,
    )!;
    const names = Array.from({ length: n }, (_, i) => `candidate ${i}`);
    const keys = placeNames(layout, { ...wishes, names, strong: [150], favourites: [] }).names.map(
      (label) => label.key,
    );
    expect(keys.sort((a, b) => a - b)).toEqual([0, 150]);
  });
});

describe('what is written on the plot', () => {
  const chance = fc.integer({ min: 0, max: 100 });
  const rows = fc.array(fc.tuple(chance, chance, fc.constantFrom(FRONT, DOMINATED, INFEASIBLE)), {
    minLength: 2,
    maxLength: 30,
  });
  it('covers no mark, no line, no knee and nothing else that is written, but for what is insisted on', () => {
    fc.assert(
      fc.property(rows, chance, chance, fc.boolean(), (marks, atX, atY, must) => {
        const column = (k: 0 | 1) => Float64Array.from(marks, (row) => row[k]);
        const layout = scatterLayout(
          {
            x: { title: 'x', unit: '', better: -1, measured: column(0), valuedByLog: false },
            y: { title: 'y', unit: '', better: 1, measured: column(1), valuedByLog: false },
            kinds: Uint8Array.from(marks, (row) => row[2]),
            bounds: [
              { id: 1, axis: 'x', comparator: '<=', bound: atX, must, owner: 'A:' },
              { id: 2, axis: 'y', comparator: '>=', bound: atY, must, owner: 'B:' },
            ],
          },
          700,
          420,
        );
        if (layout === null) return;
        const { names, bounds } = placeNames(layout, {
          names: marks.map((_, i) => `candidate ${i}`),
          strong: [],
          favourites: [],
          better: { x: -1, y: 1 },
          knees: [0],
          recommended: -1,
          measure: (text) => text.length * 6,
          boundWords: ['A: x ≤ 12', 'B wants y ≥ 40'],
        });
        expect(bounds).toHaveLength(2);
        const lines = layout.bounds.filter(({ visible }) => visible);
        for (const [k, { box }] of names.entries()) {
          for (const other of [...names.slice(k + 1), ...bounds]) expect(overlaps(box, other.box)).toBe(false);
          for (let i = 0; i < marks.length; i++) {
            if (Number.isNaN(layout.xs[i])) continue;
            const dot = {
              left: layout.xs[i]!,
              right: layout.xs[i]! + 0.1,
              top: layout.ys[i]!,
              bottom: layout.ys[i]! + 0.1,
            };
            expect(overlaps(box, dot)).toBe(false);
          }
          for (const { axis, at } of lines) {
            const [from, to] = axis === 'x' ? [box.left, box.right] : [box.top, box.bottom];
            expect(at > from && at < to).toBe(false);
          }
        }
      }),
    );
  });
  it('puts the words of a requirement aside where they would cover marks', () => {
    const measured = Float64Array.of(10, 12, 14, 16, 90);
    const layout = scatterLayout(
      data({
        x: { ...data().x, measured, valuedByLog: false },
        y: { ...data().y, measured: Float64Array.of(0.62, 0.62, 0.62, 0.62, 0.8) },
        bounds: [{ id: 1, axis: 'y', comparator: '>=', bound: 0.63, must: false, owner: 'Sales wants' }],
      }),
      600,
      400,
    )!;
    const words = ['Sales wants ≥ 0.63'];
    const { bounds } = placeNames(layout, { ...wishes, boundWords: words });
    const covered = [...layout.xs].some(
      (x, i) =>
        x > bounds[0]!.box.left &&
        x < bounds[0]!.box.right &&
        layout.ys[i]! > bounds[0]!.box.top &&
        layout.ys[i]! < bounds[0]!.box.bottom,
    );
    expect(covered).toBe(false);
  });
});

describe('dragged bounds', () => {
  it('stop at numbers as round as a pixel allows', () => {
    expect(readableStep(0.37)).toBe(0.5);
    expect(readableStep(12)).toBe(20);
    expect(readableStep(0.002)).toBe(0.002);
    expect(readableStep(7)).toBe(10);
    expect(steppedBound(119.83, 0, 1)).toBe(120);
    expect(steppedBound(0.1, 2, 0.1)).toBe(0.3);
  });
});

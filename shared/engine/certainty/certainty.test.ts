// Noise on measurements, chances of the front, confidence, what to measure next, and the run that holds them together.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepare } from '../evaluate.ts';
import { fronts } from '../fronts.ts';
import { toMatrix } from '../matrix.ts';
import { certaintyCase } from '../testing/certaintyCase.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { random } from '../testing/random.ts';
import { valueOf } from '../value.ts';
import { bestRanks } from './bestRanks.ts';
import { startCertainty } from './certainty.ts';
import { startConfidence } from './confidence.ts';
import { startFrontChance } from './frontChance.ts';
import { startMeasureNext } from './measureNext.ts';
import { metricNoise, statedErrors } from './metricNoise.ts';
import { finish } from './run.ts';
import { startSmaa } from './smaa.ts';
import { naiveRanks } from '../testing/naiveEvaluate.ts';

test('the first ranks are those of a sort, ties included', () => {
  const list = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 2 })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 45 }), fc.boolean(), (pairs, depth, settle) => {
      const scores = pairs.map(([x]) => x);
      const ties = pairs.map(([, y]) => y);
      const wanted = naiveRanks(scores, new Uint8Array(pairs.length).fill(1), settle ? ties : []);
      const found = bestRanks(pairs.length, depth)(
        Float64Array.of(9, ...scores),
        1,
        settle ? Float64Array.of(9, 9, ...ties) : null,
        2,
      );
      const ranks = pairs.map(() => 0);
      for (let k = 0; k < found.count; k++) ranks[found.rows[k]!] = found.ranks[k]!;
      expect(ranks).toEqual(wanted.map((rank) => (rank <= depth ? rank : 0)));
    }),
  );
});

test('noise goes through the value function of every shape and is clamped; none is invented', () => {
  const points = [
    { at: 0, value: 0 },
    { at: 4, value: 0.9 },
    { at: 10, value: 1 },
  ];
  const snapshot = snapshotOf({
    rows: [
      [5, 50, 3, 6, NaN],
      [9, 2, 8, 1, 2],
    ],
    objectives: [
      linear(10, 0),
      { valueFunction: { shape: 'log', worst: 1, best: 100 } },
      { valueFunction: { shape: 'target', target: 3, below: 2, above: 4 } },
      { valueFunction: { shape: 'piecewise', points } },
      { ...linear(0, 10), missing: 'worst' },
    ],
  });
  const matrix = toMatrix(snapshot);
  const errors = [
    [3, 30, 2, 3, 4],
    [NaN, 0, 2, NaN, NaN],
  ];
  const columns = errors[0]!.map((_, j) =>
    j === 3 ? Float64Array.of(3, NaN) : Float64Array.from(errors, (row) => row[j]!),
  );
  const noise = metricNoise(matrix, snapshot.settings.objectives, { errors: columns }, [0, 1], 4);
  // The missing cell has no measurement to be wrong about.
  expect([...noise.rowOf].map((row, k) => [row, noise.objectiveOf[k]])).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 2],
  ]);
  const rows = new Float64Array(10);
  const sums = new Float64Array(5);
  for (let t = 0; t < 4000; t++) {
    noise.redraw(rows);
    for (let k = 0; k < 5; k++) {
      const f = snapshot.settings.objectives[noise.objectiveOf[k]!]!.valueFunction;
      expect(rows[noise.rowOf[k]! * 5 + noise.objectiveOf[k]!]).toBeCloseTo(valueOf(f, noise.drawn(k)), 12);
      sums[k]! += noise.drawn(k) / 4000;
    }
  }
  [5, 50, 3, 6, 8].forEach((x, k) =>
    expect(Math.abs(sums[k]! - x)).toBeLessThan((4 * [3, 30, 2, 3, 2][k]!) / Math.sqrt(4000)),
  );
  expect(rows[6]).toBe(0);
});

test('without noise the front is certain; with noise on one cell its chance is the normal area', () => {
  const rows = [
    [0.5, 0.5],
    [0.55, 0.5],
    [0.9, 0.1],
  ];
  const still = finish(startFrontChance(certaintyCase(rows, [{ weights: [0.5, 0.5] }])))!;
  expect(still).toMatchObject({ draws: 0, chance: Float64Array.of(0, 1, 1), chanceError: new Float64Array(3) });
  const noisy = certaintyCase(
    rows,
    [{ weights: [0.5, 0.5] }],
    [
      [0.1, 0],
      [0, 0],
      [0, 0],
    ],
  );
  const { chance, chanceError, draws } = finish(startFrontChance(noisy))!;
  expect(draws).toBe(500);
  expect(Math.abs(chance[0]! - 0.30854)).toBeLessThan(4 * chanceError[0]!);
  expect(chance[2]).toBe(1);
});

test('the front is compared beyond the anchors, where values are clamped', () => {
  const problem = certaintyCase(
    [[2], [3]],
    [{ weights: [1] }],
    [
      [0, 0],
      [1e-6, 0],
    ],
  );
  expect([...finish(startFrontChance(problem))!.chance]).toEqual([0, 1]);
  expect(fronts(problem.matrix, null)).toEqual(Int32Array.of(2, 1));
});

test('confidence: sure where noise is small against the lead, a coin where two are alike', () => {
  const rows = [
    [1, 0],
    [0, 0.5],
    [0, 0.5],
  ];
  const problem = certaintyCase(
    rows,
    [{ weights: [0.5, 0.5], concentration: null }],
    [
      [0.01, 0],
      [0, 0.05],
      [0, 0.05],
    ],
  );
  const { both } = finish(startSmaa(problem))!;
  const [first, second, third] = finish(startConfidence(problem, both.roles))!.roles[0]!;
  expect(first).toBe(1);
  expect(Math.abs(second! - 0.5)).toBeLessThan(0.1);
  expect(second! + third!).toBeCloseTo(1, 9);
});

const three = [
  [0.6, 0.5],
  [0.58, 0.5],
  [0.1, 0.1],
];

test('measure next: the cell that decides comes first, and without its error the choice is right', () => {
  const base = certaintyCase(
    three,
    [{ weights: [0.5, 0.5] }],
    [
      [0, 0],
      [0.1, 0.001],
      [0.1, 0.1],
    ],
    { samples: 4000 },
  );
  const found = finish(startMeasureNext({ ...base, rule: 'leastRegret', chosen: 0, weightsInDoubt: false }))!;
  // 0.58 ± 0.1 against 0.6: wrong with the chance 1 − Φ(0.2) = 0.4207.
  expect(Math.abs(found.wrong - 0.4207)).toBeLessThan(4 * found.wrongError);
  expect(found.cells[0]).toMatchObject({ objective: 0, candidate: 1, wrong: 0 });
  expect(found.cells[0]!.drop).toBe(found.wrong);
  expect(found.metrics[0]).toMatchObject({ objective: 0, candidate: null, wrong: 0 });
  expect(found.metrics.map(({ drop }) => drop)).toEqual(
    found.metrics.map(({ drop }) => drop).toSorted((a, b) => b - a),
  );
  expect(found.cells).toHaveLength(4);
  // The third candidate is never near, so knowing it better helps nobody.
  found.cells
    .filter(({ candidate }) => candidate === 2)
    .forEach(({ drop, dropError }) => {
      expect(drop).toBe(0);
      expect(dropError).toBe(0);
    });
});

test('measure next: nothing noisy, nothing chosen', () => {
  const still = certaintyCase(three, [{ weights: [0.5, 0.5] }], null, { samples: 10 });
  const none = finish(startMeasureNext({ ...still, rule: 'weightedMean', chosen: 0, weightsInDoubt: false }))!;
  expect(none).toMatchObject({ wrong: 0, metrics: [], cells: [] });
  const noisy = certaintyCase(three, [{ weights: [0.5, 0.5], influence: 0 }], three, { samples: 10 });
  const nobody = finish(startMeasureNext({ ...noisy, rule: 'weightedMean', chosen: -1, weightsInDoubt: true }))!;
  expect(nobody).toMatchObject({ wrong: 0, metrics: [], cells: [] });
});

test('measure next: among many only the first fifty, and every fall is what drawing again without that error gives', () => {
  const next = random(8);
  const rows = Array.from({ length: 70 }, () => [next(), next(), next()]);
  const roles = [
    { weights: [0.5, 0.3, 0.2], concentration: 20 },
    { weights: [0.2, 0.2, 0.6], concentration: 20 },
  ];
  const errors = rows.map(() => [0.05, NaN, 0.02]);
  const base = certaintyCase(rows, roles, errors, { samples: 300, seed: 3 });
  const { groups } = finish(
    startSmaa({
      ...base,
      roles: base.roles.map((role) => ({ ...role, concentration: Infinity })),
      errors: [null, null, null],
      samples: 1,
    }),
  )!.both;
  const chosen = groups.leastRegret.best.indexOf(1);
  const found = finish(startMeasureNext({ ...base, rule: 'leastRegret', chosen, weightsInDoubt: true }), 77)!;
  expect(new Set(found.cells.map(({ candidate }) => candidate)).size).toBe(50);
  expect(found.metrics.map(({ objective }) => objective).toSorted()).toEqual([0, 2]);
  for (const { drop, wrong } of [...found.metrics, ...found.cells]) expect(wrong).toBeCloseTo(found.wrong - drop, 12);
  expect(finish(startMeasureNext({ ...base, rule: 'leastRegret', chosen, weightsInDoubt: true }))).toEqual(found);
});

test('the whole run: first answers at once, progress to 1, the parts as they are alone, and a stop', () => {
  const problem = certaintyCase(
    three,
    [{ weights: [0.4, 0.6], concentration: 10 }],
    three.map((row) => row.map(() => 0.05)),
    { samples: 600 },
  );
  const run = startCertainty(problem);
  run.advance(50);
  expect(run.result()).toMatchObject({ acceptance: { draws: 50 }, front: null, confidence: null });
  const seen: number[] = [];
  const found = finish(startCertainty(problem), 100, (fraction) => void seen.push(fraction))!;
  expect(seen.at(-1)).toBe(1);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(found.acceptance).toEqual(finish(startSmaa(problem)));
  expect(found.front).toEqual(finish(startFrontChance(problem)));
  expect(found.confidence).toEqual(finish(startConfidence(problem, found.acceptance.both.roles)));
  expect(finish(startCertainty(problem), 100, (fraction) => fraction < 0.5)).toBeNull();
});

test('a value known as an interval is drawn with a spread of its own on either side, and ends there in one draw of twenty', () => {
  const review = snapshotOf({ rows: [[0.05], [0.1]], objectives: [linear(1, 0)] });
  const intervals = { lows: Float64Array.of(0.04, NaN), highs: Float64Array.of(0.15, NaN) };
  const columns = review.catalog.columns.map((column) => ({ ...column, intervals }));
  const snapshot = { ...review, catalog: { ...review.catalog, columns } };
  const { matrix } = prepare(snapshot, { role: null });
  const noise = metricNoise(matrix, snapshot.settings.objectives, statedErrors(snapshot), [0, 1], 3);
  expect(noise.rowOf).toHaveLength(1);
  const rows = new Float64Array(2);
  const draws = Array.from({ length: 20_000 }, () => {
    noise.redraw(rows);
    expect(rows[0]).toBeCloseTo(1 - noise.drawn(0), 12);
    return noise.drawn(0);
  });
  const share = (is: (x: number) => boolean) => draws.filter(is).length / draws.length;
  expect(share((x) => x < 0.05)).toBeCloseTo(0.5, 1);
  expect(Math.abs(share((x) => x < 0.04) - 0.025)).toBeLessThan(0.005);
  expect(Math.abs(share((x) => x > 0.15) - 0.025)).toBeLessThan(0.005);
});

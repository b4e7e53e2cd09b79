// What the front's members are told of themselves, on fronts small enough to work out by hand.
import { describe, expect, it } from 'vitest';
import { front, mostMembers, thinFront, type FrontFacts } from './front.ts';

const heard: FrontFacts[] = [];
const report = { progress: () => undefined, partial: (facts: FrontFacts) => heard.push(facts) };
const columns = (...rows: number[][]) => rows[0]!.map((_, j) => Float64Array.from(rows, (row) => row[j]!));

describe('front', () => {
  it('shares out what three members cover', () => {
    // Boxes 0.2 × 1, 0.6 × 0.6, 1 × 0.2: together 0.36 + 2 × 0.08; the corner member alone 0.16.
    const facts = front({ id: 7, values: columns([0.2, 1], [0.6, 0.6], [1, 0.2]) }, report);
    expect(facts.id).toBe(7);
    expect(facts.covered).toBeCloseTo(0.52, 12);
    expect(facts.alone![0]).toBeCloseTo(0.08 / 0.52, 12);
    expect(facts.alone![1]).toBeCloseTo(0.16 / 0.52, 12);
    expect(facts.gaps).toEqual(Float64Array.of(Infinity, 0.5, Infinity));
  });

  it('finds the member that bulges out, and how steep it is on both sides', () => {
    const facts = front({ id: 1, values: columns([0, 1], [0.8, 0.8], [1, 0]) }, report);
    expect(facts.farthest).toBe(1);
    expect(facts.steepness![1]).toBeCloseTo(4, 12);
    expect(front({ id: 1, values: columns([0, 1], [0.2, 0.2], [1, 0]) }, report).farthest).toBe(-1);
  });

  it('covers nothing when everybody is at a worst end, and says so rather than dividing by it', () => {
    const facts = front({ id: 1, values: columns([0, 1], [1, 0]) }, report);
    expect(facts.covered).toBe(0);
    expect(facts.alone).toBeNull();
  });

  it('leaves volumes out where they would take too long, and still tells the rest', () => {
    const corners = Array.from({ length: 8 }, (_, j) => Array.from({ length: 8 }, (_, k) => (j === k ? 1 : 0.5)));
    const facts = front({ id: 1, values: columns(...corners) }, report);
    expect(mostMembers(8)).toBe(0);
    expect(facts.covered).toBeNull();
    expect(facts.alone).toBeNull();
    expect(facts.gaps.every((gap) => gap === Infinity)).toBe(true);
  });
});

describe('thinned front', () => {
  it('lets a member stand for one that is better by less than the tolerance', () => {
    const matrix = { n: 3, m: 2, compared: columns([10, 5], [10.4, 4], [20, 1]), signs: Int8Array.of(1, 1) };
    const tolerances = [
      { kind: 'additive' as const, amount: 0.5 },
      { kind: 'additive' as const, amount: 0 },
    ];
    expect([...thinFront({ id: 1, matrix, tolerances }).stands]).toEqual([0, 0, 2]);
    const none = tolerances.map((tolerance) => ({ ...tolerance, amount: 0 }));
    expect([...thinFront({ id: 1, matrix, tolerances: none }).stands]).toEqual([0, 1, 2]);
  });
});

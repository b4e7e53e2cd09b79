// The sample as a case: four roles, four favourites, a front, a requirement that bites, a hold that blocks.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../shared/engine/evaluate.ts';
import { activeHolds } from '../../shared/engine/holds.ts';
import { settings } from '../../shared/domain/review.ts';
import { holdUntil, OBJECTIVES, ROLES } from './ballots.ts';
import { sampleSnapshot } from './snapshot.ts';
import { CSV_FILE, readCsv, type MetricKey } from './table.ts';

const today = new Date('2026-11-23T12:00:00Z');
const snapshot = sampleSnapshot(today);
const { names } = snapshot.catalog;
const result = evaluate(snapshot, { role: null });
const indexOf = (name: string) => names.indexOf(name);
const metric = (key: MetricKey, name: string) =>
  readCsv(readFileSync(CSV_FILE, 'utf8')).find((row) => row.name === name)!.values[key];

describe('the sample review', () => {
  it('is a review the app would accept', () => {
    expect(() => settings.parse(snapshot.settings)).not.toThrow();
    for (const role of ROLES) expect(role.points.reduce((sum, share) => sum + share, 0)).toBe(100);
    for (const role of ROLES) expect(role.points).toHaveLength(OBJECTIVES.length);
  });

  it('has at least eight candidates of different kinds, all of them measured in full', () => {
    expect(names.length).toBeGreaterThanOrEqual(8);
    expect(new Set(names).size).toBe(names.length);
    for (const column of snapshot.catalog.columns) expect(column.measured.every(Number.isFinite)).toBe(true);
  });

  it('has four roles with four different favourites', () => {
    const favourites = result.roles.map((role) => role.favourites.map((i) => names[i]));
    expect(favourites).toEqual([['Two-stage'], ['Fee auction'], ['Two-stage, distilled'], ['Popular nearby']]);
  });

  it('names a compromise that is nobody’s favourite and costs nobody more than a fifth of the scale', () => {
    expect(names[result.recommended]).toBe('Two-tower');
    expect(result.roles.flatMap((role) => role.favourites)).not.toContain(result.recommended);
    for (const role of result.roles) expect(role.regrets[result.recommended]).toBeLessThan(0.2);
    // Every favourite costs somebody more.
    const worst = (i: number) => Math.max(...result.roles.map((role) => role.regrets[i]!));
    for (const role of result.roles) expect(worst(role.favourites[0]!)).toBeGreaterThan(worst(result.recommended));
  });

  it('has a front to talk about, and candidates that are not on it', () => {
    expect(result.frontSize).toBeGreaterThanOrEqual(4);
    expect(result.fronts.some((front) => front > 1)).toBe(true);
    expect(result.fronts[result.recommended]).toBe(1);
  });

  it('screens out the most accurate candidate for being slow, and no other', () => {
    const out = names.filter((_, i) => result.screening.feasible[i] === 0);
    expect(out).toEqual(['Ensemble']);
    const best = Math.max(...names.map((name) => metric('ndcg', name)));
    expect(metric('ndcg', 'Ensemble')).toBe(best);
  });

  it('counts what is wanted without excluding: the candidate that pays most gives independents too little room', () => {
    expect(metric('exposure', 'Fee auction')).toBeLessThan(0.8);
    expect(result.screening.unmetWants[indexOf('Fee auction')]).toBeGreaterThan(0);
    expect(result.screening.feasible[indexOf('Fee auction')]).toBe(1);
  });

  it('blocks the ML engineers’ favourite until the stack is updated, and ranks it all the same', () => {
    const held = indexOf('Two-stage');
    const now = activeHolds(snapshot.settings, snapshot.catalog, '2026-11-23');
    expect(names.filter((_, i) => now.effects[i] === 2)).toEqual(['Two-stage', 'Ensemble']);
    expect(result.roles[0]!.ranks[held]).toBe(1);
    const later = activeHolds(snapshot.settings, snapshot.catalog, holdUntil(today));
    expect(later.effects[held]).toBe(0);
  });

  it('sets revenue against accuracy: what pays most is neither the most accurate nor the least', () => {
    const byRevenue = [...names].sort((a, b) => metric('revenue', b) - metric('revenue', a));
    expect(byRevenue[0]).toBe('Fee auction');
    expect(metric('ndcg', 'Fee auction')).toBeLessThan(metric('ndcg', 'Two-tower'));
    expect(metric('revenue', 'Paid placement')).toBeLessThan(metric('revenue', 'Two-tower'));
  });
});

describe('holdUntil', () => {
  it.each([
    ['2026-11-23', '2027-03-31'],
    ['2026-12-31', '2027-03-31'],
    ['2027-01-01', '2027-06-30'],
    ['2027-06-30', '2027-09-30'],
    ['2027-07-01', '2027-12-31'],
  ])('from %s waits until %s', (from, until) => expect(holdUntil(new Date(`${from}T10:00:00Z`))).toBe(until));
});

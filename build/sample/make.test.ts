// The pipeline behind the sample: that it repeats to the byte, and that its candidates learn something.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONTRIBUTIONS_FILE } from './contributions.ts';
import { makeFiles } from './make.ts';
import { clickChances, measure } from './measure.ts';
import type { Model } from './models/model.ts';
import { randomFrom } from './random.ts';
import { simulate } from './simulate.ts';
import { utility } from './diners.ts';
import { CSV_FILE, readCsv, toCsv } from './table.ts';
import { VISITS_FILE } from './visits.ts';

const world = simulate();
const clicks = world.test.map((request) => clickChances(world, request));
const bare = (score: Model['score']): Model => ({
  name: 'bare',
  family: '',
  summary: '',
  tags: [],
  services: 1,
  parameters: 0,
  fittingSteps: 0,
  inputs: 0,
  score,
});
const committed = readFileSync(CSV_FILE, 'utf8');

describe('the simulated world', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(simulate()).toEqual(world);
    expect(simulate(1).training[0]).not.toEqual(world.training[0]);
  });

  it('never shows a model the visits it is measured on', () => {
    const lastSeen = new Map<number, number>();
    for (const visit of world.training) lastSeen.set(visit.diner, Math.max(lastSeen.get(visit.diner) ?? 0, visit.day));
    const key = (diner: number, x: number) => `${diner} ${x}`;
    const seen = new Set(world.training.map(({ diner, context }) => key(diner, context.x)));
    expect(world.test.some(({ diner, context }) => seen.has(key(diner, context.x)))).toBe(false);
    for (const request of world.test) expect(request.candidates).toContain(request.chosen);
  });

  it('asks chains for most of the fees, and fees say next to nothing about quality', () => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const fees = (chain: boolean) => mean(world.city.filter((place) => place.chain === chain).map(({ fee }) => fee));
    expect(fees(true)).toBeGreaterThan(4 * fees(false));
    const [fee, quality] = [mean(world.city.map((p) => p.fee)), mean(world.city.map((p) => p.quality))];
    const cross = mean(world.city.map((p) => (p.fee - fee) * (p.quality - quality)));
    const spread = (of: (place: (typeof world.city)[number]) => number, centre: number) =>
      Math.sqrt(mean(world.city.map((place) => (of(place) - centre) ** 2)));
    expect(Math.abs(cross / (spread((p) => p.fee, fee) * spread((p) => p.quality, quality)))).toBeLessThan(0.25);
  });
});

describe('the candidates', () => {
  it('are made anew as they were committed, to the byte', () => {
    const made = makeFiles();
    expect(made.candidates).toBe(committed);
    expect(made.contributions).toBe(readFileSync(CONTRIBUTIONS_FILE, 'utf8'));
    // Not `toBe`: a difference would print half a megabyte.
    expect(made.visits === readFileSync(VISITS_FILE, 'utf8')).toBe(true);
  });

  it('beat a random order by far, except for the one that asks only who pays', () => {
    const random = randomFrom(5);
    const blind = bare(({ candidates }) => Float64Array.from(candidates, () => random.uniform()));
    const chance = measure(blind, world, clicks).ndcg;
    for (const { name, values, errors } of readCsv(committed)) {
      if (name === 'Paid placement') expect(values.ndcg).toBeLessThan(chance + 0.02);
      else expect(values.ndcg, name).toBeGreaterThan(chance + 5 * errors.ndcg!);
    }
  });

  it('stay below what knowing the hidden tastes would reach', () => {
    const all = bare(({ diner, context, candidates }) =>
      Float64Array.from(candidates, (id) => utility(world.diners[diner]!, world.city[id]!, context)),
    );
    const ceiling = measure(all, world, clicks).ndcg;
    for (const { name, values } of readCsv(committed)) expect(values.ndcg, name).toBeLessThan(ceiling);
  });
});

describe('the table', () => {
  it('reads back what it wrote, commas and quotes in names included', () => {
    const values = {
      ndcg: 0.25,
      revenue: 12.5,
      latency: 9.5,
      megabytes: 0.5,
      cost: 300,
      exposure: 1.125,
      coverage: 50.5,
      inputs: 3,
    };
    const model = { ...bare(() => new Float64Array()), name: 'One, "two"', tags: ['a', 'b'] };
    expect(readCsv(toCsv([{ model, measures: { ...values, ndcgError: 0.01 } }]))).toEqual([
      { name: 'One, "two"', tags: ['a', 'b'], values, errors: { ndcg: 0.01 } },
    ]);
  });
});

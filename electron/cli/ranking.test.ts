// What rank and explain say as JSON: as the published schemas have it, and the same numbers as the app's own record of a decision.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RecordedResults } from '../../shared/domain/record.ts';
import { linear, snapshotOf } from '../../shared/engine/testing/snapshot.ts';
import { prepare, record } from '../core/testing/decided.ts';
import { newFolder, removeFolders, testApp } from '../core/testing/host.ts';
import { nothingSaid } from './answers.ts';
import { methodIds, nothingChosen, readChoices, ruleIds, type Choices } from './choices.ts';
import { explained, explanationText, type ExplanationJson } from './explanation.ts';
import { codeOf, explainFile, rankFile } from './rank.ts';
import { ranked } from './ranked.ts';
import { toRankingJson, type RankingJson } from './rankingJson.ts';
import { toText } from './rankText.ts';
import { schemaText } from './schemas.ts';
import { noReading } from './tableReading.ts';

afterAll(removeFolders);

const published = (name: string) =>
  z.fromJSONSchema(JSON.parse(schemaText(name)) as Parameters<typeof z.fromJSONSchema>[0]);
const schemas = { ranking: published('ranking'), explanation: published('explanation') };

/** Travelled as text, and as the schema has it. */
function asPublished<T>(name: keyof typeof schemas, value: T): T {
  const sent = JSON.parse(JSON.stringify(value)) as T;
  const { error } = schemas[name].safeParse(sent);
  expect(error?.issues ?? []).toEqual([]);
  return sent;
}

// Two roles apart, a tie, a missing measurement, a broken must, a want, a hold.
const review = snapshotOf({
  names: ['fast', 'fair', 'middle', 'poor', 'twin of middle', 'not measured'],
  rows: [[1, 0], [0, 1], [0.6, 0.6], [0.1, 0.1], [0.6, 0.6], [NaN, 1]], // prettier-ignore
  objectives: [linear(0, 1), linear(0, 1)],
  roles: [
    {
      name: 'Speed',
      weights: [0.8, 0.2],
      requirements: [{ metricId: 2, comparator: '>=', bound: 0.15, strength: 'want' }],
      holds: [{ scope: { kind: 'candidate', candidateId: 3 }, until: '2027-06-30', effect: 'blocks', cleared: false }],
    },
    {
      name: 'Care',
      weights: [0.3, 0.7],
      requirements: [{ metricId: 1, comparator: '>=', bound: 0.12, strength: 'must' }],
    },
  ],
});
const today = '2026-11-23';
const choose = (more: Partial<Choices>): Choices => ({ ...nothingChosen, ...more });
const rankingOf = (more: Partial<Choices> = {}) => toRankingJson(ranked(review, choose(more), today), noReading);

describe('the JSON of a ranking', () => {
  it('is as its schema has it for every rule, method and role, and the schema refuses what is not', () => {
    for (const rule of ruleIds) for (const method of methodIds) asPublished('ranking', rankingOf({ rule, method }));
    const seen = asPublished('ranking', rankingOf({ role: 'Care', seed: 7, draws: 50 }));
    expect(seen.asked).toEqual({ rule: 'leastRegret', method: 'additive', role: 'Care' });
    expect(schemas.ranking.safeParse({ ...seen, more: 1 }).success).toBe(false);
    expect(schemas.ranking.safeParse({ ...seen, schema: 'parley-ranking-2' }).success).toBe(false);
  });

  it('says weights, values, violations, dominators, ties and holds', () => {
    const told = rankingOf();
    expect(told.roles.map(({ weights }) => weights)).toEqual([
      [0.8, 0.2],
      [0.3, 0.7],
    ]);
    expect(told.ties).toEqual([{ rank: 1, names: ['middle', 'twin of middle'] }]);
    expect(told.answer.recommended).toBeNull();
    expect(told.answer.first.map(({ name, blocked }) => [name, blocked])).toEqual([
      ['middle', true],
      ['twin of middle', false],
    ]);
    const entry = (name: string) => told.candidates.find((each) => each.name === name)!;
    expect(entry('poor')).toMatchObject({
      rank: null,
      feasible: false,
      violations: [{ role: 'Care', metric: 'objective 1', comparator: '>=', bound: 0.12, measured: 0.1 }],
      unmetWants: [{ role: 'Speed', bound: 0.15, measured: 0.1 }],
      dominators: { count: 2, names: ['middle', 'twin of middle'] },
      values: [0.1, 0.1],
    });
    expect(entry('poor').violations[0]!.by).toBeCloseTo(0.02, 12);
    expect(entry('not measured')).toMatchObject({ complete: false, missing: ['objective 1'], dominators: null });
    expect(entry('middle').holds).toMatchObject([{ role: 'Speed', effect: 'blocks', until: '2027-06-30' }]);
    expect(told.rules.map(({ id }) => id)).toEqual(ruleIds);
    expect(told.methods.of.map(({ id }) => id)).toEqual(['additive', 'achievement', 'vikor', 'promethee', 'topsis']);
  });

  it('goes by the weights, requirements and role that were given', () => {
    const bySpeed = rankingOf({ ...readChoices({ weights: ['Care: objective-1=1'], role: 'Speed' }) });
    expect(bySpeed.roles[1]!.weights).toEqual([1, 0]);
    expect(bySpeed.answer.recommended).toBe('fast');
    const strict = rankingOf({ ...readChoices({ must: ['objective 2 <= 0.5'] }) });
    expect(strict.answer.recommended).toBe('fast');
    expect(strict.candidates[2]!.violations).toMatchObject([{ role: null, metric: 'objective 2', bound: 0.5 }]);
    expect(() => rankingOf({ ...readChoices({ weights: ['objective 1=1'] }) })).toThrow(
      "Say whose weights these are, for example --weights='Speed: …'. The roles are Speed and Care.",
    );
    expect(() => rankingOf({ role: 'Caer' })).toThrow('There is no role “Caer”. Did you mean “Care”?');
    // Which of two weights counts is nobody's guess.
    for (const weights of [['Care: objective 1=1,objective-1=2'], ['Care: objective 1=1', 'Care: objective 2=1']]) {
      expect(() => rankingOf({ ...readChoices({ weights }) })).toThrow(/(more than one weight|twice) for Care/);
    }
    expect(() => readChoices({ weights: ['Care: objective 1=Infinity'] })).toThrow('objective 1=Infinity');
    expect(() => rankingOf({ ...readChoices({ must: ['objectiv 2<=1'] }) })).toThrow(
      'There is no metric “objectiv 2”. Did you mean “objective 2”? There are objective 1 and objective 2.',
    );
  });

  it('repeats with the seed, and draws nothing without', () => {
    const [one, again, other] = [7, 7, 8].map((seed) => rankingOf({ seed, draws: 200 }).certainty);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(rankingOf().certainty).toBeNull();
    expect(rankingOf({ seed: 1, method: 'topsis' }).notes).toHaveLength(1);
  });

  it('is read by people for every rule and method', () => {
    for (const rule of ruleIds) {
      for (const method of methodIds) {
        const text = toText(ranked(review, choose({ rule, method, seed: 1, draws: 20 }), today));
        expect(text).not.toMatch(/NaN|undefined|null/);
      }
    }
  });
});

describe('the JSON of an explanation', () => {
  it('is as its schema has it for every candidate, and adds up', () => {
    const found = ranked(review, choose({ seed: 1, draws: 50 }), today);
    for (const candidate of [null, 0, 1, 2, 3, 4, 5]) {
      const told = asPublished('explanation', explained(found, noReading, candidate));
      expect(explanationText(found, told, candidate)).not.toMatch(/NaN|undefined|null/);
      for (const { parts, comparison, role } of told.roles) {
        const score = told.candidate!.roles.find((each) => each.role === role)!.score;
        const sum = parts.reduce((total, { contribution }) => total + (contribution ?? NaN), 0);
        if (score !== null) expect(sum).toBeCloseTo(score, 12);
        if (comparison) {
          expect(comparison.parts.reduce((total, { worth }) => total + worth, 0)).toBeCloseTo(comparison.lead, 12);
        }
      }
    }
  });

  it('has concessions that make the candidate first once they are given as weights', () => {
    const fast = explained(ranked(review, choose({ seed: 1, draws: 50 }), today), noReading, 0);
    const changes = fast.concessions!.of.filter((each) => each.kind === 'change');
    expect(changes.length).toBeGreaterThan(0);
    for (const { changes: moved } of changes) {
      const weights = moved.map(({ role, typed }) => `${role}: objective 1=${typed![0]!},objective 2=${typed![1]!}`);
      const then = rankingOf({ ...readChoices({ weights }) });
      expect(then.answer.first.map(({ name }) => name)).toContain('fast');
    }
    const poor = explained(ranked(review, choose({}), today), noReading, 3);
    expect(poor.concessions!.of.every(({ kind }) => kind === 'ineligible')).toBe(true);
  });
});

describe('the same review in the app', () => {
  let file: string;
  let results: RecordedResults;
  let ranking: RankingJson;
  let explanation: ExplanationJson;
  beforeAll(async () => {
    const app = testApp();
    const handle = await prepare(app.call);
    const weights = [
      { objectiveId: 1, weight: 0.7, locked: false },
      { objectiveId: 2, weight: 0.3, locked: false },
    ];
    await app.call('ballots.setWeights', { review: handle, roleId: 1, weights });
    const { id } = await record(app.call, handle);
    ({ results } = (await app.call('decision.record.get', { review: handle, id })).record);
    file = join(newFolder(), 'copy.parley');
    writeFileSync(file, (await app.call('library.copy', { review: handle })).bytes);
    await app.close();
    const asked = { said: nothingSaid, choices: choose({ seed: 1, draws: 100 }), json: true };
    ranking = JSON.parse((await rankFile(file, asked)).text) as RankingJson;
    explanation = JSON.parse((await explainFile(file, null, asked)).text) as ExplanationJson;
  });

  it('has the same scores, ranks, fronts, rules and methods in its record of the decision', () => {
    const named = (ids: readonly number[]) => ids.map((id) => ranking.candidates[id - 1]!.name);
    expect(ranking.engine).toBe(results.engineVersion);
    expect(ranking.candidates.map(({ front }) => front ?? 0)).toEqual(results.fronts);
    expect(ranking.candidates.map(({ feasible }) => feasible)).toEqual(results.feasible);
    results.roles.forEach((role, k) => {
      expect(ranking.roles[k]!.weights).toEqual(role.weights);
      expect(ranking.candidates.map(({ roles }) => roles[k]!.score)).toEqual(role.scores);
      expect(ranking.candidates.map(({ roles }) => roles[k]!.rank ?? 0)).toEqual(role.ranks);
      expect(ranking.candidates.map(({ roles }) => roles[k]!.regret)).toEqual(role.regrets);
    });
    expect(ranking.candidates.map(({ rank }) => rank ?? 0)).toEqual(
      results.groups.find(({ rule }) => rule === results.rule)!.ranks,
    );
    expect(ranking.answer.first.map(({ name }) => name)).toEqual(named(results.answer));
    for (const { id, winners } of results.rules) {
      expect(ranking.rules.find((rule) => rule.id === id)!.first).toEqual(named(winners));
    }
    for (const { id, winners } of results.methods) {
      expect(ranking.methods.of.find((method) => method.id === id)!.first).toEqual(named(winners));
    }
  });

  it('has the same safe zones of the weights', () => {
    expect(explanation.stability!.map(({ weight, low, high }) => [weight, low, high])).toEqual(
      results.stability.map(({ weight, low, high }) => [weight, low, high]),
    );
  });
});

describe('exit codes', () => {
  it.each([
    ['somebody is first and may be used', {}, null, 0],
    ['nobody meets every requirement', readChoices({ must: ['objective 1>=2'] }), null, 3],
    ['a hold blocks the only one who is first', readChoices({ must: ['objective 1<=0.6'] }), 2, 4],
    ['another than expected is first', {}, 0, 5],
    ['the expected one is first', {}, 4, 0],
  ])('%s', (_, more, expected, code) => {
    expect(codeOf(ranked(review, choose(more), today), expected)).toBe(code);
  });
});

describe('a table', () => {
  const table = 'model,accuracy,latency_ms,zap\nA,0.95,200,1\nB,0.90,20,3\nC,0.80,100,2\n';
  const rank = async (flags: Parameters<typeof readChoices>[0]) => {
    const file = join(newFolder(), 'models.csv');
    writeFileSync(file, table);
    return rankFile(file, { said: nothingSaid, choices: readChoices(flags), json: true });
  };

  it('has the roles and objectives that are named', async () => {
    const { text, code } = await rank({ weights: ['Ops: latency ms=1', 'Science: accuracy=3, zap=1'], max: ['zap'] });
    const told = JSON.parse(text) as RankingJson;
    expect(code).toBe(0);
    expect(told.roles.map(({ name, weights }) => [name, weights])).toEqual([
      ['Ops', [0, 1, 0]],
      ['Science', [0.75, 0, 0.25]],
    ]);
    expect(told.objectives.map(({ name, direction }) => [name, direction])).toEqual([
      ['accuracy', 'max'],
      ['latency_ms', 'min'],
      ['zap', 'max'],
    ]);
    await expect(rank({ weights: ['zap=1'] })).rejects.toThrow(
      "Nobody has said which way is better for zap. Say it: --max='zap' or --min='zap'.",
    );
  });
});

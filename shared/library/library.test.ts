// The door of the library: it answers as the engine does, changes nothing that it is given, and says what is wrong with its input.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eligibleOf, evaluate } from '../engine/evaluate.ts';
import { groupRules } from '../engine/groupRules/groupRules.ts';
import { linear, snapshotOf } from '../engine/testing/snapshot.ts';
import * as engine from './engine/index.ts';
import type { GroupRule, Method } from './engine/index.ts';
import * as measures from './measures/index.ts';

const cell = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(NaN));
const rows = fc
  .integer({ min: 1, max: 4 })
  .chain((m) => fc.array(fc.array(cell, { minLength: m, maxLength: m }), { minLength: 1, maxLength: 12 }));

describe('fronts', () => {
  it('are those of comparing every pair, from rows and from columns, and nothing is changed', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const m = table[0]!.length;
        const directions = Array.from({ length: m }, (_, j) => (j % 2 === 0 ? 'max' : 'min') as 'max' | 'min');
        const whole = table.map((row) => row.every((x) => !Number.isNaN(x)));
        const gain = (a: number, b: number, j: number) => (table[a]![j]! - table[b]![j]!) * (j % 2 === 0 ? 1 : -1);
        const beats = (a: number, b: number) =>
          whole[a]! && directions.every((_, j) => gain(a, b, j) >= 0) && directions.some((_, j) => gain(a, b, j) > 0);
        const expected = table.flatMap((_, i) => (whole[i] && !table.some((_, k) => beats(k, i)) ? [i] : []));
        const before = structuredClone(table);
        expect(engine.front({ rows: table }, directions)).toEqual(expected);
        const columns = directions.map((_, j) => Float64Array.from(table, (row) => row[j]!));
        expect(engine.front({ columns }, directions)).toEqual(expected);
        const layers = engine.layers({ columns }, directions);
        expect(Array.from(layers.keys()).filter((i) => layers[i] === 1)).toEqual(expected);
        table.forEach((_, i) => {
          expect(engine.dominatorsOf({ columns }, directions, i)).toEqual(
            table.flatMap((_, k) => (beats(k, i) ? [k] : [])),
          );
        });
        expect(table).toEqual(before);
      }),
    );
  });

  it('of nobody are empty', () => {
    expect(engine.front({ rows: [] }, [])).toEqual([]);
    expect(engine.hypervolume({ columns: [[], []] }, ['max', 'max'], [0, 0])).toBe(0);
    expect(engine.knee({ rows: [] }, [])).toBe(-1);
    // How many objectives there are is told beside it where no row can tell.
    expect(engine.front({ rows: [] }, ['max', 'min'])).toEqual([]);
    expect(engine.hypervolumeContributions({ rows: [] }, ['max', 'max'], [0, 0])).toHaveLength(0);
    expect(engine.rank({ rows: [] }, [0.5, 0.5]).first).toEqual([]);
  });
});

const review = {
  rows: [[1, 0], [0, 1], [0.6, 0.6], [0.1, 0.2], [0.6, 0.6], [NaN, 1]], // prettier-ignore
  roles: [{ weights: [0.8, 0.2] }, { weights: [0.3, 0.7], influence: 2 }, { weights: [0.5, 0.5] }],
};
const snapshot = snapshotOf({ ...review, objectives: [linear(0, 1), linear(0, 1)] });
const scale = { shape: 'linear', worst: 0, best: 1 } as const;
const decision = {
  measurements: { rows: review.rows },
  objectives: [
    { direction: 'max', scale },
    { direction: 'max', scale },
  ],
  roles: review.roles,
} as const;

describe('a decision', () => {
  it('has the scores, ranks and layers of the engine', () => {
    const { roles, groups, fronts } = evaluate(snapshot, { role: null });
    const outcome = engine.decide(decision);
    expect(outcome.layers).toEqual(fronts);
    outcome.roles.forEach(({ scores, ranks, regrets }, k) => {
      expect([scores, ranks, regrets]).toEqual([roles[k]!.scores, roles[k]!.ranks, roles[k]!.regrets]);
    });
    expect(outcome.group.first).toEqual(groups.leastRegret.winners);
    expect(engine.decide({ ...decision, rule: 'weightedMean' }).group.scores).toEqual(groups.weightedMean.scores);
  });

  it('is put together by every rule as the engine does', () => {
    const evaluation = evaluate(snapshot, { role: null });
    const { rules } = groupRules(evaluation, eligibleOf(evaluation), snapshot.catalog.names);
    const scores = { columns: evaluation.roles.map((role) => role.scores) };
    const influences = review.roles.map(({ influence = 1 }) => influence);
    for (const rule of Object.keys(rules) as GroupRule[]) {
      const { ranks, scores: own, better } = engine.rankGroup(scores, rule, { influences });
      expect([rule, ranks]).toEqual([rule, rules[rule].ranks]);
      expect(better).toBe(rules[rule].better === 1 ? 'larger' : 'smaller');
      rules[rule].scores.forEach((score, i) => {
        if (ranks[i]! > 0) expect(own[i]).toBe(score);
      });
    }
  });

  it('is ranked by every method, identical candidates alike, and nobody who is incomplete', () => {
    const values = { rows: review.rows };
    const methods: Method[] = [
      'additive',
      'achievement',
      'vikor',
      'promethee',
      'topsis',
      'topsisOfCandidates',
      'weightedProduct',
    ];
    for (const method of methods) {
      const { ranks, first, scores } = engine.rank(values, [1, 1], method);
      expect(ranks[2]).toBe(ranks[4]);
      expect([ranks[5], scores[5]]).toEqual([0, NaN]);
      expect(first.every((i) => ranks[i] === 1)).toBe(true);
    }
  });

  it('draws the same by the same seed', () => {
    const drawn = (seed: number) => engine.certainty(decision, { draws: 200, seed });
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(3).first).not.toEqual(drawn(4).first);
  });

  it('says which weights would do: given, they make the candidate first', () => {
    const answer = engine.smallestConcession(decision, 0);
    expect(answer.kind).toBe('change');
    if (answer.kind !== 'change') return;
    const roles = review.roles.map((role, k) => {
      const weights = answer.roles.find((change) => change.role === k)?.weights;
      return weights ? { ...role, weights: Array.from(weights) } : role;
    });
    expect(engine.decide({ ...decision, roles }).group.first).toContain(0);
    expect(engine.smallestConcession(decision, 3).kind).toBe('cannot');
    expect(engine.smallestConcession(decision, 5).kind).toBe('ineligible');
  });
});

describe('wrong input', () => {
  const two = { rows: [[1, 2], [3, 4]] }; // prettier-ignore
  it.each<[string, () => unknown, string]>([
    ['ragged rows', () => engine.front({ rows: [[1, 2], [3]] }, ['max', 'max']), 'Every row needs a number'],
    ['ragged columns', () => engine.front({ columns: [[1, 2], [3]] }, ['max', 'max']), 'Column 1 has 1 numbers'],
    ['an infinity', () => engine.layers({ rows: [[1], [Infinity]] }, ['max']), 'Candidate 1 has an infinite value'],
    ['few directions', () => engine.front(two, ['max']), 'There are 2 objectives and 1 directions.'],
    ['a wrong direction', () => engine.front(two, ['max', 'up' as 'max']), "is 'max' or 'min', not up"],
    ['a short reference', () => engine.hypervolume(two, ['max', 'max'], [0]), 'a finite number for each of the 2'],
    ['values beyond 1', () => engine.rank(two, [1, 1]), 'Candidate 1 has the value 3'],
    ['weights of 0', () => engine.rank({ rows: [[0, 1]] }, [0, 0]), 'Every weight is 0'],
    ['few weights', () => engine.rank({ rows: [[0, 1]] }, [1]), 'There are 2 objectives and 1 weights.'],
    ['a flat scale', () => engine.toValues([1], { shape: 'linear', worst: 1, best: 1 }), 'two different numbers'],
    [
      'a scale against its direction',
      () => engine.decide({ ...decision, objectives: [{ direction: 'min', scale }, decision.objectives[1]] }),
      'The scale of objective 0 does not say what its direction min says.',
    ],
    [
      'a requirement on nothing',
      () => engine.decide({ ...decision, roles: [{ musts: [{ objective: 2, comparator: '<=', bound: 1 }] }] }),
      'Role 0 asks something of objective 2',
    ],
    ['an unknown method', () => engine.rank({ rows: [[0, 1]] }, [1, 1], 'foo' as Method), 'There is no method “foo”.'],
    ['an unknown rule', () => engine.rankGroup(two, '__proto__' as GroupRule), 'There is no rule “__proto__”.'],
    ['a rule of others', () => engine.decide({ ...decision, rule: 'borda' as 'leastRegret' }), 'no rule “borda”'],
    ['an influence below 0', () => engine.decide({ ...decision, roles: [{ influence: -1 }] }), 'influence of role 0'],
    [
      'a negative standard error',
      () => engine.decide({ ...decision, standardErrors: { rows: review.rows.map(() => [0, -1]) } }),
      'Standard errors are numbers from 0',
    ],
    ['no draws', () => engine.certainty(decision, { draws: 0 }), 'Draws are a whole number from 1, not 0.'],
    ['half a draw', () => engine.certainty(decision, { draws: 1.5 }), 'not 1.5'],
    ['a seed that is none', () => engine.certainty(decision, { seed: NaN }), 'A seed is a whole number from 0'],
    ['no concentration', () => engine.certainty(decision, { concentration: 0 }), 'A concentration is a number above 0'],
    ['an unknown candidate', () => engine.dominatorsOf(two, ['max', 'max'], 2), 'There is no candidate 2: there are 2'],
    ['nobody to swap for', () => engine.evenSwaps(decision, -1), 'There is no candidate -1'],
    ['an unknown role', () => engine.smallestConcession(decision, 0, 9), 'There is no role 9: there are 3'],
    ['a missing number', () => engine.kendallTau([1, NaN], [1, 2]), 'No number may be missing here.'],
    ['cells that do not fit', () => measures.compareCandidates([[1, 0], [1]]), 'Candidate 1 has 1 cases'],
    ['counts beyond cases', () => measures.judgeGap([{ cases: 2, count: 3 }]), 'Group 0 has 3 of 2 cases'],
    [
      'labels and predictions that do not fit',
      () => measures.measureLog({ kind: 'regression', labels: [1, 2], candidates: [{ name: 'A', predictions: [1] }] }),
      'A: prediction has 1 cells, and there are 2 labels.',
    ],
    [
      'no positive label',
      () => measures.measureLog({ kind: 'binary', labels: [1, 0], candidates: [{ name: 'A', scores: [1, 0] }] }),
      'Say which label counts as positive.',
    ],
  ])('%s', (_, call, sentence) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(sentence);
  });
});

describe('a prediction log', () => {
  const n = 60;
  const turn = Array.from({ length: n }, (_, i) => i);
  const options = { replicates: 100 };
  const value = (report: measures.LogReport, measure: string) => report.candidates[0]!.measures[measure]!.value;

  it('of every kind is measured', () => {
    const numbers = turn.map((i) => i % 7);
    const regression = measures.measureLog(
      { kind: 'regression', labels: numbers, candidates: [{ name: 'A', predictions: numbers.map((x) => x + 1) }] },
      options,
    );
    expect(value(regression, 'mae')).toBe(1);
    const words = turn.map((i) => ['cat', 'dog', 'owl'][i % 3]!);
    const said = words.map((word, i) => (i < 6 ? 'dog' : word));
    const multiclass = measures.measureLog(
      { kind: 'multiclass', labels: words, candidates: [{ name: 'A', predictions: said }] },
      options,
    );
    expect(value(multiclass, 'accuracy')).toBeCloseTo(56 / 60, 12);
    const interval = measures.measureLog(
      {
        kind: 'interval',
        labels: numbers,
        candidates: [{ name: 'A', low: numbers.map((x) => x - 1), high: numbers.map((x) => x + 1) }],
      },
      options,
    );
    expect(value(interval, 'coverage')).toBe(1);
    const ranking = measures.measureLog(
      {
        kind: 'ranking',
        labels: turn.map((i) => Number(i % 5 === 0)),
        queries: turn.map((i) => Math.floor(i / 5)),
        candidates: [{ name: 'A', scores: turn.map((i) => -(i % 5)) }],
      },
      options,
    );
    expect(value(ranking, 'mrr')).toBe(1);
    const ordinal = measures.measureLog(
      {
        kind: 'ordinal',
        labels: turn.map((i) => i % 4),
        candidates: [{ name: 'A', predictions: turn.map((i) => i % 4) }],
      },
      options,
    );
    expect(value(ordinal, 'quadraticKappa')).toBe(1);
  });

  it('has gaps between groups, with a verdict', () => {
    const labels = turn.map(() => 'yes');
    const groups = [{ name: 'side', of: turn.map((i) => (i % 2 === 0 ? 'left' : 'right')) }];
    const predictions = turn.map((i) => (i % 2 === 0 ? 'yes' : 'no'));
    const report = measures.measureLog(
      {
        kind: 'multiclass',
        labels: labels.map((word, i) => (i < 4 ? 'no' : word)),
        groups,
        candidates: [{ name: 'A', predictions }],
      },
      options,
    );
    const [side] = report.candidates[0]!.groups;
    expect(side!.of.map(({ group, cases, small }) => [group, cases, small])).toEqual([
      ['left', 30, false],
      ['right', 30, false],
    ]);
    expect(side!.gaps['accuracy']).toMatchObject({ verdict: 'gap' });
  });
});

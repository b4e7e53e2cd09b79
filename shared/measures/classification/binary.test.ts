// The golden logs overall, weighted, by group and in pairs; and what must hold for any log.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { againstFirst } from '../compare/verdict.ts';
import { groupMeasures } from '../fairness/groupMeasures.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import { intersection } from '../fairness/groups.ts';
import { groupColumn } from '../testing/groupColumn.ts';
import type { GoldenGroups, GoldenOverall } from '../testing/binaryGolden.ts';
import { checkGroups, checkOverall } from '../testing/binaryGolden.ts';
import { columnReader, compasGolden, compasLog, expectClose, readFixture } from '../testing/golden.ts';
import type { BinaryLog, BinaryMeasureId } from './binary.ts';
import { binaryMeasures } from './binary.ts';
import { atThreshold, confusionTable, flipped, rightRows } from './confusion.ts';
import { rate } from './rates.ts';

type Case = { overall: GoldenOverall; overall_weighted?: GoldenOverall; by: Record<string, GoldenGroups> };
type Row = [string, string, string, number, number, number, number];

describe('edge cases', () => {
  const { rows, cases } = readFixture<{ rows: Row[]; cases: Record<string, Case> }>('edge_cases');
  it.each(Object.keys(cases))('%s', (name) => {
    const golden = cases[name]!;
    const own = rows.filter((row) => row[0] === name);
    const log: BinaryLog = {
      labels: Uint8Array.from(own, (row) => row[3]),
      predicted: Uint8Array.from(own, (row) => row[4]),
      scores: Float64Array.from(own, (row) => row[5]),
      weights: null,
    };
    const weighted = { ...log, weights: Float64Array.from(own, (row) => row[6]) };
    const group = groupColumn(
      'group',
      own.map((row) => row[1]),
    );
    const both = intersection(
      group,
      groupColumn(
        'group2',
        own.map((row) => row[2]),
      ),
    );
    if (name === 'weights') {
      // The golden mean counts the row of weight 0 once in the sum (6.85 / 10.5); its own groups and bins do not (6.25 / 10.5).
      expect(golden.overall_weighted!['mean_score']).toBeCloseTo(6.85 / 10.5, 12);
      Object.assign(golden.overall_weighted!, { mean_score: 6.25 / 10.5 });
    }
    let compared = checkOverall(log, golden.overall, name);
    if (golden.overall_weighted) compared += checkOverall(weighted, golden.overall_weighted, `${name} weighted`);
    for (const [by, expected] of Object.entries(golden.by)) {
      const column = by === 'group x group2' ? both : group;
      compared += checkGroups(by.endsWith('_weighted') ? weighted : log, column, expected, `${name} by ${by}`);
    }
    expect(compared).toBeGreaterThan(100);
  });
});

describe('a twelfth of the COMPAS log', () => {
  const fixture = readFixture<{
    columns: Record<string, never[]>;
    models: Record<
      string,
      Record<'overall' | 'weighted', Record<BinaryMeasureId, number | null>> & {
        race: Record<string, Record<string, number | null>>;
      }
    >;
    pair: { onlyARight: number; onlyBRight: number; exactP: number };
  }>('compas_subset');
  const log = (model: string, weighted = false): BinaryLog => ({
    labels: Uint8Array.from(fixture.columns['y_true']!),
    predicted: Uint8Array.from(fixture.columns[`pred_${model}`]!),
    scores: Float64Array.from(fixture.columns[`score_${model}`]!),
    weights: weighted ? Float64Array.from(fixture.columns['sample_weight']!) : null,
  });
  it.each(['logreg', 'compas'])('%s, overall, weighted and by race', (model) => {
    const golden = fixture.models[model]!;
    for (const [kind, expected] of [
      ['overall', golden.overall],
      ['weighted', golden.weighted],
    ] as const) {
      const actual = binaryMeasures(log(model, kind === 'weighted'));
      for (const id of Object.keys(expected) as BinaryMeasureId[])
        expectClose(actual[id], expected[id], `${kind} ${id}`);
    }
    const race = groupColumn('race', fixture.columns['race']!);
    for (const group of groupMeasures(log(model), race, 30)) {
      const expected = golden.race[group.group]!;
      expect(group.n).toBe(expected['n']);
      expect(group.small).toBe(group.n < 30);
      for (const id of ['accuracy', 'recall', 'fpr', 'mcc'] as const) expectClose(group.rates[id], expected[id], id);
      for (const id of ['rocAuc', 'brier', 'ece', 'meanScore'] as const) expectClose(group[id], expected[id], id);
    }
    // Means over groups that have every row between them are those of the log.
    const byRace = groupMeasures(log(model), race, 30);
    const all = byRace.reduce((sum, { n }) => sum + n, 0);
    for (const id of ['logLoss', 'brier'] as const) {
      const whole = golden.overall[id]!;
      const summed = byRace.reduce((sum, group) => sum + (group.n * (group[id].value ?? NaN)) / all, 0);
      expectClose(whole === null ? NaN : summed, whole, id);
    }
  });
  it('compares the two', () => {
    const pair = compared(log('logreg').labels, log('compas').predicted, log('logreg').predicted);
    expect([pair.onlyA, pair.onlyB]).toEqual([fixture.pair.onlyARight, fixture.pair.onlyBRight]);
    expectClose(pair.p, fixture.pair.exactP, 'McNemar');
  });
});

/** The second against the first. */
function compared(labels: Uint8Array, ...predicted: [first: Uint8Array, second: Uint8Array]) {
  const of = (c: number) => rightRows(labels, predicted[c]!);
  return againstFirst({
    candidates: 2,
    cases: labels.length,
    weights: null,
    rightness: true,
    better: 'larger',
    of,
  })[1]!;
}

interface Pair {
  a: string;
  b: string;
  a_right_b_wrong: number;
  a_wrong_b_right: number;
  accuracy_difference: number;
  mcnemar_exact_p: number;
}

describe('the whole COMPAS log', () => {
  const read = () => ({
    golden: compasGolden<{ models: Record<string, Case>; pairwise: Pair[] }>(),
    column: columnReader(compasLog()),
  });
  it('reproduces every golden number of all five candidates', () => {
    const { golden, column } = read();
    const labels = Uint8Array.from(column('y_true'), Number);
    const weights = Float64Array.from(column('sample_weight'), Number);
    const race = groupColumn('race', column('race'));
    const sex = groupColumn('sex', column('sex'));
    const columns: GroupColumn[] = [race, sex, groupColumn('age_cat', column('age_cat')), intersection(race, sex)];
    let compared = 0;
    for (const [model, expected] of Object.entries(golden.models)) {
      const log: BinaryLog = {
        labels,
        predicted: Uint8Array.from(column(`pred_${model}`), Number),
        scores: Float64Array.from(column(`score_${model}`), Number),
        weights: null,
      };
      compared += checkOverall(log, expected.overall, model);
      compared += checkOverall({ ...log, weights }, expected.overall_weighted!, `${model} weighted`);
      for (const by of columns) compared += checkGroups(log, by, expected.by[by.name]!, `${model} by ${by.name}`);
    }
    expect(compared).toBeGreaterThan(4000);
  });
  it('reproduces every pairwise comparison', () => {
    const { golden, column } = read();
    const labels = Uint8Array.from(column('y_true'), Number);
    const predicted = (model: string) => Uint8Array.from(column(`pred_${model}`), Number);
    for (const pair of golden.pairwise) {
      const actual = compared(labels, predicted(pair.b), predicted(pair.a));
      const what = `${pair.a} and ${pair.b}`;
      expect([actual.onlyA, actual.onlyB]).toEqual([pair.a_right_b_wrong, pair.a_wrong_b_right]);
      expectClose(actual.difference, pair.accuracy_difference, what);
      expectClose(actual.p / pair.mcnemar_exact_p, 1, what);
    }
    expect(golden.pairwise).toHaveLength(10);
  });
});

describe('properties', () => {
  const rows = fc.array(
    fc.record({ y: fc.nat(1), s: fc.integer({ min: 0, max: 8 }), w: fc.integer({ min: 0, max: 3 }) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  const toLog = (
    list: { y: number; s: number; w: number }[],
  ): BinaryLog & { scores: Float64Array; weights: Float64Array } => {
    const scores = Float64Array.from(list, ({ s }) => s / 8);
    return {
      labels: Uint8Array.from(list, ({ y }) => y),
      scores,
      predicted: atThreshold(scores, 0.5),
      weights: Float64Array.from(list, ({ w }) => w),
    };
  };
  it('a row of whole weight counts as that many rows', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const repeated = toLog(list.flatMap((row) => Array.from({ length: row.w }, () => row)));
        const once = binaryMeasures(toLog(list));
        const many = binaryMeasures({ ...repeated, weights: null });
        for (const id of Object.keys(once) as BinaryMeasureId[]) {
          if (id !== 'eceByMass') expectClose(once[id], many[id].value, id);
        }
      }),
    );
  });
  it('AUC and average precision equal their definitions over all pairs and thresholds', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const log = toLog(list);
        const actual = binaryMeasures(log);
        let wins = 0;
        let pairs = 0;
        for (const a of list.filter(({ y }) => y === 1)) {
          for (const b of list.filter(({ y }) => y === 0)) {
            wins += a.w * b.w * (a.s > b.s ? 1 : a.s === b.s ? 0.5 : 0);
            pairs += a.w * b.w;
          }
        }
        expectClose(actual.rocAuc, pairs === 0 ? null : wins / pairs, 'AUC');
        const sum = (of: typeof list) => of.reduce((total, { w }) => total + w, 0);
        const positives = sum(list.filter(({ y }) => y === 1));
        let area = 0;
        let before = 0;
        for (const t of [...new Set(list.map(({ s }) => s))].sort((a, b) => b - a)) {
          const selected = list.filter(({ s }) => s >= t);
          const hits = sum(selected.filter(({ y }) => y === 1));
          if (sum(selected) > 0) area += (hits / positives - before) * (hits / sum(selected));
          before = hits / positives;
        }
        expectClose(actual.averagePrecision, positives === 0 ? null : area, 'average precision');
      }),
    );
  });
  it('the other class as the favourable one swaps what belongs to it', () => {
    const table = Float64Array.of(5, 2, 3, 7);
    expect(rate('recall', flipped(table))).toBe(rate('specificity', table));
    expect(rate('precision', flipped(table))).toBe(rate('npv', table));
    expect(rate('accuracy', flipped(table))).toBe(rate('accuracy', table));
    expect(rate('selectionRate', flipped(table))).toBeCloseTo(1 - rate('selectionRate', table), 15);
  });
  it('leaves its inputs alone, and says why scores that are no probabilities have no log loss', () => {
    const log = {
      ...toLog([
        { y: 1, s: 16, w: 1 },
        { y: 0, s: 2, w: 1 },
      ]),
    };
    const copy = structuredClone(log);
    const measures = binaryMeasures(log);
    expect(log).toEqual(copy);
    expect(measures.rocAuc.value).toBe(1);
    expect(measures.logLoss).toEqual({
      value: null,
      reason: 'Some scores are below 0 or above 1, so they are not probabilities.',
    });
    expect([...confusionTable(log.labels, log.predicted, null, Int32Array.of(-1, 0), 1)]).toEqual([1, 0, 0, 0]);
  });
});

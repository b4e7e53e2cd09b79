// A whole log in one run: the same numbers as its parts, fairness about the favourable answer, repeatable in any slices.
import { describe, expect, it } from 'vitest';
import { finish } from '../../engine/certainty/run.ts';
import { binaryMeasures } from '../classification/binary.ts';
import { comparePredictions } from '../compare/mcnemar.ts';
import { groupColumn } from '../fairness/groups.ts';
import type { PredictionLog } from '../log/predictionLog.ts';
import { readFixture } from '../testing/golden.ts';
import type { StudyOptions } from './study.ts';
import { startStudy } from './study.ts';

const { columns } = readFixture<{ columns: Record<string, never[]> }>('compas_subset');
const race = groupColumn('race', columns['race']!);
const log: PredictionLog = {
  rows: columns['y_true']!.length,
  at: Int32Array.from(columns['y_true']!, (_, row) => row),
  labels: Uint8Array.from(columns['y_true']!),
  candidates: ['logreg', 'compas'].map((name) => ({
    name,
    scores: Float64Array.from(columns[`score_${name}`]!),
    predicted: Uint8Array.from(columns[`pred_${name}`]!),
  })),
  ...{ groups: [race], weights: null, left: { noLabel: 0, noPrediction: 0, noWeight: 0 } },
};
const options: StudyOptions = {
  ...{ replicates: 300, seed: 1, method: 'BCa', stratified: false, favourable: 'positive', smallest: 30 },
  references: [race.groups.indexOf('Caucasian')],
};

describe('a study', () => {
  const study = finish(startStudy(log, [race], options), 64)!;
  it('has the measures of its parts, each with an interval about it', () => {
    study.candidates.forEach((candidate, c) => {
      const measures = binaryMeasures({ ...log, ...log.candidates[c]! });
      for (const id of ['accuracy', 'f1', 'rocAuc', 'brier', 'logLoss', 'averagePrecision'] as const) {
        const { measure, interval } = candidate.measures[id];
        expect(measure).toEqual(measures[id]);
        if (interval?.reason !== null) throw new Error(`${id} has no interval`);
        expect(interval.lo < measure.value! && measure.value! < interval.hi, id).toBe(true);
      }
    });
    const { interval: _interval, a, b, difference, ...pair } = study.pairs[0]!;
    expect(difference).toBeCloseTo(pair.accuracyDifference, 12);
    expect([a, b]).toEqual([0, 1]);
    expect(pair).toEqual(comparePredictions(log.labels, log.candidates[0]!.predicted, log.candidates[1]!.predicted));
  });
  it('says a weighted difference beside its weighted interval', () => {
    const weights = Float64Array.from(columns['sample_weight']!);
    const weighted = finish(startStudy({ ...log, weights }, [], { ...options, references: [] }))!;
    const [one, two] = weighted.candidates.map(({ measures }) => measures.accuracy.measure.value!);
    const [pair] = weighted.pairs;
    expect(pair!.difference).toBe(one! - two!);
    if (pair!.interval.reason !== null) throw new Error('no interval');
    expect(pair!.interval.lo < pair!.difference && pair!.difference < pair!.interval.hi).toBe(true);
    expect([weighted.weighted, study.weighted]).toEqual([true, false]);
  });
  it('compares the most accurate of many candidates with every other, and no more', () => {
    const many = Array.from({ length: 14 }, (_, c) => ({ ...log.candidates[c === 5 ? 0 : 1]!, name: `${c}` }));
    const { candidates, pairs } = finish(startStudy({ ...log, candidates: many }, [], { ...options, references: [] }))!;
    const accuracy = candidates.map(({ measures }) => measures.accuracy.measure.value!);
    const best = accuracy.indexOf(Math.max(...accuracy));
    expect(pairs).toHaveLength(13);
    expect(pairs.every(({ a, b }) => a === best || b === best)).toBe(true);
    const few = finish(startStudy({ ...log, candidates: many.slice(0, 12) }, [], { ...options, references: [] }))!;
    expect(few.pairs).toHaveLength(66);
  });
  it('flags small groups, and compares with the reference that was named', () => {
    const [byRace] = study.candidates[0]!.columns;
    expect(byRace!.groups.filter(({ small }) => small).map(({ group }) => group)).toContain('Asian');
    expect(byRace!.against![options.references[0]!]).toBeNull();
    const unnamed = finish(startStudy(log, [race], { ...options, references: [-1] }))!;
    expect(unnamed.candidates[0]!.columns[0]!.against).toBeNull();
  });
  it('does not depend on the slices, and counts its progress to the end', () => {
    const run = startStudy(log, [race], options);
    let before = 0;
    while (run.done < run.total) {
      run.advance(7);
      expect(run.done).toBeGreaterThanOrEqual(before);
      before = run.done;
    }
    expect(run.result()).toEqual(study);
  });
  it('measures fairness about the favourable answer', () => {
    const about = finish(startStudy(log, [race], { ...options, favourable: 'negative' }))!;
    const rates = (of: typeof study) => of.candidates[0]!.columns[0]!.groups.map((group) => group.rates);
    rates(study).forEach((positive, g) => {
      const negative = rates(about)[g]!;
      expect(negative.recall).toMatchObject({ value: positive.specificity.value });
      expect(negative.selectionRate.value).toBeCloseTo(1 - positive.selectionRate.value!, 12);
    });
    // Not about anybody's favour: the candidate's own measures stay.
    expect(about.candidates[0]!.measures.precision).toEqual(study.candidates[0]!.measures.precision);
    const { measure, interval } = about.candidates[0]!.columns[0]!.parity.demographicParityDifference;
    if (interval?.reason !== null) throw new Error('no interval');
    expect(interval.lo < measure.value! && measure.value! < interval.hi).toBe(true);
  });
  it('measures decisions without scores, and scores that are no probabilities', () => {
    const [first, second] = log.candidates;
    const bare = {
      ...log,
      candidates: [
        { ...first!, scores: null },
        { ...second!, scores: second!.scores!.map((s) => s * 10) },
      ],
    };
    const found = finish(startStudy(bare, [], { ...options, references: [] }))!;
    expect(found.candidates[0]!.measures.rocAuc).toEqual({
      ...{ measure: { value: null, reason: 'The log has decisions only, no scores.' }, interval: null },
    });
    expect(found.candidates[1]!.measures.rocAuc).toEqual(study.candidates[1]!.measures.rocAuc);
    expect(found.candidates[1]!.measures.brier.measure.value).toBeNull();
  });
});

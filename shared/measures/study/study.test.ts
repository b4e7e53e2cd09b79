// A whole log in one run: the same numbers as its parts, fairness about the favourable answer, repeatable in any slices.
import { describe, expect, it } from 'vitest';
import { finish } from '../../engine/certainty/run.ts';
import { binaryMeasures } from '../classification/binary.ts';
import { exactMcNemar } from '../compare/mcnemar.ts';
import { groupColumn } from '../testing/groupColumn.ts';
import type { PredictionLog } from '../log/predictionLog.ts';
import { readFixture } from '../testing/golden.ts';
import type { StudyOptions } from './study.ts';
import { binaryStudy } from './kinds/binary.ts';

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
  groups: [race],
  weights: null,
  left: { noLabel: 0, noPrediction: 0, noWeight: 0 },
};
const options: StudyOptions = {
  replicates: 300,
  seed: 1,
  method: 'BCa',
  stratified: false,
  favourable: 'positive',
  smallest: 30,
  tolerance: 0.05,
  references: [race.groups.indexOf('Caucasian')],
};

describe('a study', () => {
  const study = finish(binaryStudy(log, [race], options), 64)!;
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
    const { a, b, difference, onlyA, onlyB, p, adjustedP } = study.pairs[0]!;
    const [one, two] = study.candidates.map(({ measures }) => measures.accuracy.measure.value!);
    expect(difference).toBeCloseTo(one! - two!, 12);
    expect([a, b]).toEqual([0, 1]);
    expect([p, adjustedP]).toEqual([exactMcNemar(onlyA!, onlyB!), p]);
  });
  it('says a weighted difference beside its weighted interval', () => {
    const weights = Float64Array.from(columns['sample_weight']!);
    const weighted = finish(binaryStudy({ ...log, weights }, [], { ...options, references: [] }))!;
    const [one, two] = weighted.candidates.map(({ measures }) => measures.accuracy.measure.value!);
    const [pair] = weighted.pairs;
    expect(pair!.difference).toBeCloseTo(one! - two!, 12);
    expect(pair!.lo < pair!.difference && pair!.difference < pair!.hi).toBe(true);
    expect([weighted.weighted, study.weighted]).toEqual([true, false]);
  });
  it('flags small groups, and compares with the reference that was named', () => {
    const [byRace] = study.candidates[0]!.columns;
    expect(byRace!.groups.filter(({ small }) => small).map(({ group }) => group)).toContain('Asian');
    expect(byRace!.against![options.references[0]!]).toBeNull();
    const unnamed = finish(binaryStudy(log, [race], { ...options, references: [-1] }))!;
    expect(unnamed.candidates[0]!.columns[0]!.against).toBeNull();
  });
  it('does not depend on the slices, and counts its progress to the end', () => {
    const run = binaryStudy(log, [race], options);
    let before = 0;
    while (run.done < run.total) {
      run.advance(7);
      expect(run.done).toBeGreaterThanOrEqual(before);
      before = run.done;
    }
    expect(run.result()).toEqual(study);
  });
  it('measures fairness about the favourable answer', () => {
    const about = finish(binaryStudy(log, [race], { ...options, favourable: 'negative' }))!;
    const rates = (of: typeof study) => of.candidates[0]!.columns[0]!.groups.map((group) => group.measures);
    rates(study).forEach((positive, g) => {
      const negative = rates(about)[g]!;
      expect(negative.recall.measure).toMatchObject({ value: positive.specificity.measure.value });
      expect(negative.selectionRate.measure.value).toBeCloseTo(1 - positive.selectionRate.measure.value!, 12);
    });
    // Not about anybody's favour: the candidate's own measures stay.
    expect(about.candidates[0]!.measures.precision).toEqual(study.candidates[0]!.measures.precision);
    const { measure, interval } = about.candidates[0]!.columns[0]!.gaps.demographicParityDifference;
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
    const found = finish(binaryStudy(bare, [], { ...options, references: [] }))!;
    expect(found.candidates[0]!.measures.rocAuc).toEqual({
      measure: { value: null, reason: 'The log has decisions only, no scores.' },
      interval: null,
    });
    expect(found.candidates[1]!.measures.rocAuc).toEqual(study.candidates[1]!.measures.rocAuc);
    expect(found.candidates[1]!.measures.brier.measure.value).toBeNull();
  });
});

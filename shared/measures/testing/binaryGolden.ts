// Checks a binary log against a block of golden numbers: overall, by group, against the reference.
import { expect } from 'vitest';
import type { BinaryLog, BinaryMeasureId } from '../classification/binary.ts';
import { binaryMeasures } from '../classification/binary.ts';
import { reliability } from '../classification/calibration.ts';
import { confusionTable } from '../classification/confusion.ts';
import { logLossOf, meanLoss } from '../classification/probability.ts';
import { fisherExact } from '../gaps/fisher.ts';
import { groupMeasures } from '../fairness/groupMeasures.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { ParityId } from '../fairness/parity.ts';
import { FOUR_FIFTHS, parity, spreads } from '../fairness/parity.ts';
import { againstReference } from '../fairness/reference.ts';
import type { GroupSpread } from '../fairness/groupSpread.ts';
import { expectClose } from './golden.ts';

type Numbers = Record<string, number | null>;
interface GoldenBin {
  weight: number;
  mean_label: number | null;
  mean_score: number | null;
}
export type GoldenOverall = Numbers & { ece_bins: GoldenBin[] };
interface GoldenSpread extends Omit<Numbers, string> {
  min: number | null;
  max: number | null;
  difference: number | null;
  ratio: number | null;
  min_group?: string;
  max_group?: string;
  undefined_groups: string[];
}
export type GoldenGroups = Record<string, unknown> & {
  groups: Record<string, Numbers & { wilson95?: Record<string, [number, number] | null> }>;
  four_fifths: { ratio_min_over_max: number | null; passes: boolean | null };
  vs_reference?: { reference: string; groups: Record<string, Record<string, number | boolean | null>> };
};

const names: Record<string, BinaryMeasureId> = {
  accuracy: 'accuracy',
  balanced_accuracy: 'balancedAccuracy',
  precision: 'precision',
  recall: 'recall',
  specificity: 'specificity',
  f1: 'f1',
  fpr: 'fpr',
  fnr: 'fnr',
  selection_rate: 'selectionRate',
  base_rate: 'baseRate',
  npv: 'npv',
  mcc: 'mcc',
  roc_auc: 'rocAuc',
  pr_auc_average_precision: 'averagePrecision',
  log_loss: 'logLoss',
  brier: 'brier',
  ece_10_equal_width: 'ece',
  mce_10_equal_width: 'mce',
  ece_10_equal_mass: 'eceByMass',
  mean_score: 'meanScore',
};

/** Returns how many numbers were compared. */
export function checkOverall(log: BinaryLog, golden: GoldenOverall, what: string): number {
  const measures = binaryMeasures(log);
  let compared = 0;
  for (const [key, id] of Object.entries(names)) {
    if (!(key in golden)) continue;
    expectClose(measures[id], golden[key], `${what} ${key}`);
    compared++;
  }
  const [tn, fp, fn, tp] = confusionTable(log.labels, log.predicted, log.weights);
  expect([tp, fp, tn, fn], what).toEqual([golden['tp'], golden['fp'], golden['tn'], golden['fn']]);
  const older = meanLoss(log.labels, log.scores!, log.weights, (y, p) => logLossOf(y, p, 1e-15));
  expectClose(older, golden['log_loss_eps1e-15'], `${what} log loss with the older clip`);
  const table = reliability(log.labels, log.scores!, log.weights);
  golden.ece_bins.forEach((bin, b) => {
    expectClose(table.weight[b]!, bin.weight, `${what} bin ${b}`);
    expectClose(table.meanLabel[b]!, bin.mean_label, `${what} bin ${b} label`);
    expectClose(table.meanScore[b]!, bin.mean_score, `${what} bin ${b} score`);
  });
  return compared + 5 + golden.ece_bins.length * 3;
}

const spreadNames = {
  selection_rate: 'selectionRate',
  tpr: 'recall',
  fpr: 'fpr',
  accuracy: 'accuracy',
  precision: 'precision',
  fnr: 'fnr',
} as const;
const parityNames: Record<string, ParityId> = {
  demographic_parity_difference: 'demographicParityDifference',
  demographic_parity_ratio: 'demographicParityRatio',
  equalized_odds_difference: 'equalizedOddsDifference',
  equalized_odds_ratio: 'equalizedOddsRatio',
  equalized_odds_difference_mean: 'equalizedOddsMeanDifference',
  equal_opportunity_difference: 'equalOpportunityDifference',
  equal_opportunity_ratio: 'equalOpportunityRatio',
  accuracy_difference: 'accuracyDifference',
};

export function checkGroups(log: BinaryLog, column: GroupColumn, golden: GoldenGroups, what: string): number {
  expect([...column.groups], what).toEqual(Object.keys(golden.groups));
  const { groups, codes } = column;
  const table = confusionTable(log.labels, log.predicted, log.weights, codes, groups.length);
  let compared = 0;
  for (const measures of groupMeasures(log, column, 30)) {
    const expected = golden.groups[measures.group]!;
    const at = `${what} ${measures.group}`;
    expect([measures.n, measures.weight], at).toEqual([expected['n'], expected['weight_sum']]);
    for (const [key, id] of Object.entries(names)) {
      if (!(key in expected)) continue;
      const value = id in measures.rates ? measures.rates[id as 'accuracy'] : measures[id as 'rocAuc'];
      expectClose(value, expected[key], `${at} ${key}`);
      compared++;
    }
    expectClose(measures.calibrationInTheLarge, expected['calibration_in_the_large'], `${at} calibration`);
    for (const [key, interval] of Object.entries(expected.wilson95 ?? {})) {
      const found = measures.intervals[spreadNames[key as 'tpr']];
      const actual = found?.reason === null ? found : { lo: NaN, hi: NaN };
      expectClose(actual.lo, interval?.[0] ?? null, `${at} ${key} low`);
      expectClose(actual.hi, interval?.[1] ?? null, `${at} ${key} high`);
      compared += 2;
    }
  }
  const found = spreads(table);
  for (const [key, id] of Object.entries(spreadNames)) {
    checkSpread(found[id], golden[key] as GoldenSpread, groups, `${what} ${key}`);
    compared += 7;
  }
  const measures = parity(table);
  for (const [key, id] of Object.entries(parityNames)) {
    expectClose(measures[id], golden[key] as number | null, `${what} ${key}`);
    compared++;
  }
  const ratio = measures.demographicParityRatio;
  expect(Number.isNaN(ratio) ? null : ratio >= FOUR_FIFTHS, `${what} four fifths`).toBe(golden.four_fifths.passes);
  return compared + checkReference(table, groups, golden, what);
}

export function checkSpread(actual: GroupSpread, golden: GoldenSpread, groups: readonly string[], what: string): void {
  for (const key of ['min', 'max', 'difference', 'ratio'] as const)
    expectClose(actual[key], golden[key], `${what} ${key}`);
  expect(groups[actual.minGroup], what).toBe(golden.min_group);
  expect(groups[actual.maxGroup], what).toBe(golden.max_group);
  expect(
    actual.undefinedGroups.map((group) => groups[group]),
    what,
  ).toEqual(golden.undefined_groups);
}

function checkReference(table: Float64Array, groups: readonly string[], golden: GoldenGroups, what: string): number {
  if (!golden.vs_reference) return 0;
  const reference = groups.indexOf(golden.vs_reference.reference);
  const against = againstReference(table, reference);
  expect(against[reference]).toBeNull();
  let compared = 0;
  for (const [name, expected] of Object.entries(golden.vs_reference.groups)) {
    const group = groups.indexOf(name);
    const actual = against[group]!;
    const number = (key: string) => expected[key] as number | null;
    const at = `${what} ${name} against the reference`;
    expectClose(actual.selectionRateRatio, number('selection_rate_ratio'), at);
    expectClose(actual.selectionRateDifference, number('selection_rate_difference'), at);
    expectClose(actual.recallDifference, number('tpr_difference'), at);
    expectClose(actual.fprDifference, number('fpr_difference'), at);
    expectClose(actual.fprRatio, number('fpr_ratio'), at);
    expectClose(actual.fnrRatio, number('fnr_ratio'), at);
    expectClose(actual.averageOddsDifference, number('average_odds_difference'), at);
    expect([actual.belowFourFifths, actual.outsideFourFifths], at).toEqual([
      expected['below_four_fifths'],
      expected['outside_0.8_1.25'],
    ]);
    const selected = (g: number) => table[g * 4 + 1]! + table[g * 4 + 3]!;
    const passed = (g: number) => table[g * 4]! + table[g * 4 + 2]!;
    const p = fisherExact(selected(group), passed(group), selected(reference), passed(reference));
    expectClose(p / number('fisher_exact_two_sided_p_selection')!, 1, `${at} Fisher`);
    compared += 10;
  }
  return compared;
}

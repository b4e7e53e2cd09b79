// Methods, rules and agreement on 1,449 real models with five measurements: answers stand up to naive counts and to the front.
import { expect, test } from 'vitest';
import { eligibleOf, evaluate } from '../evaluate.ts';
import { groupRules } from '../groupRules/groupRules.ts';
import { methodsAgree } from '../methods/methodsAgree.ts';
import { outrankingFlows } from '../methods/outrankingFlows.ts';
import { flowsOfMatrix, preferenceMatrix } from '../testing/preferenceMatrix.ts';
import { suggestedThresholds } from '../methods/preferenceFunctions.ts';
import { proposeAnchors } from '../anchors.ts';
import { readFixture } from '../testing/fixture.ts';
import { snapshotOfColumns } from '../testing/snapshot.ts';
import { expectNear } from '../testing/tables.ts';
import { kendallTau } from './kendallTau.ts';
import { objectiveToSettle } from './objectiveToSettle.ts';
import { roleAgreement } from './roleAgreement.ts';

interface Timm {
  columns: Record<string, number[]>;
  sets: { id: string; objectives: [string, 'max' | 'min'][] }[];
}
const { columns, sets } = readFixture<Timm>('timm_pareto');
const { objectives } = sets.find(({ id }) => id === 'all_five')!;
const review = snapshotOfColumns({
  columns: objectives.map(([name]) => Float64Array.from(columns[name]!)),
  objectives: objectives.map(([name, direction]) => ({ valueFunction: proposeAnchors(columns[name]!, direction) })),
  roles: [
    { weights: [5, 1, 1, 1, 1] },
    { weights: [1, 1, 5, 2, 2] },
    { weights: [1, 5, 1, 1, 1] },
    { weights: [1, 1, 1, 4, 4] },
  ],
});
const evaluation = evaluate(review, { role: null });
const { matrix, roles, fronts } = evaluation;
const { names } = review.catalog;

test('flows by sorting are the flows of all two million pairs', () => {
  const thresholds = suggestedThresholds([0.01, 0, 0.02, 0.005, 0]);
  const signs = [1, 1, 1, 1, 1];
  const fast = outrankingFlows(matrix.values, signs, roles[0]!.weights, thresholds);
  const slow = flowsOfMatrix(preferenceMatrix(matrix.values, signs, roles[0]!.weights, thresholds), matrix.n);
  expectNear(fast.plus, [...slow.plus], 1e-10);
  expectNear(fast.minus, [...slow.minus], 1e-10);
});

test('every method’s winner is on the front, for every role', () => {
  for (const { weights, favourites } of roles) {
    const agreement = methodsAgree(matrix, weights, null);
    expect(favourites).toContain(agreement.winner);
    for (const { id, winners } of agreement.methods) {
      expect([id, winners.length > 0, winners.every((i) => fronts[i] === 1)]).toEqual([id, true, true]);
    }
  }
});

test('every rule names somebody on the front', () => {
  const all = groupRules(evaluation, eligibleOf(evaluation), names);
  for (const { rule, winners } of Object.values(all.rules)) {
    expect([rule, winners.length > 0, winners.every((i) => fronts[i] === 1)]).toEqual([rule, true, true]);
  }
  expect(all.rules.kemeny.finalists).toHaveLength(16);
  expect(Object.values(all.rules).filter(({ winner }) => winner >= 0)).toHaveLength(7);
});

test('agreement between roles, and what to settle first', () => {
  const { tau, compared, w } = roleAgreement(evaluation, names);
  expect(compared).toBe(1449);
  expect(tau[0]![2]).toBe(kendallTau(roles[0]!.scores, roles[2]!.scores));
  expect(w).toBeGreaterThan(0);
  const { first, meanTau } = objectiveToSettle(evaluation);
  expect(first!.meanTau).toBeGreaterThan(meanTau!);
});

// A model in use that is agreed to be no answer: everything the engine says of the others is as if it were not there, while it keeps
// its numbers to be compared with.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewSnapshot } from '../domain/review.ts';
import { decisionGaps } from './agreement/decisionGaps.ts';
import { roleAgreement } from './agreement/roleAgreement.ts';
import { cheapestChanges } from './change/cheapestChange.ts';
import { concessionOfGroup } from './change/concession.ts';
import { improvementsOf } from './change/improvement.ts';
import { leaveOneOut } from './change/leaveOneOut.ts';
import { nearestChallenger } from './change/nearestChallenger.ts';
import { priceLists } from './change/priceList.ts';
import { stabilityOfGroup } from './change/stability.ts';
import { eligibleOf, evaluate } from './evaluate.ts';
import { groupRules } from './groupRules/groupRules.ts';
import { countFailing, nobodyPasses, violationsOf } from './screen.ts';
import { anyReview } from './testing/changes.ts';

/** With a bound that some candidates fail. */
const reviews = fc
  .tuple(anyReview({ n: 8, m: 3, roles: 3 }), fc.nat(12))
  .filter(([{ catalog }]) => catalog.names.length > 1)
  .map(([review, twentieths]) => {
    const [role] = review.settings.roles;
    role!.requirements.push({
      id: 900,
      roleId: role!.id,
      metricId: 1,
      comparator: '>=',
      bound: twentieths / 20,
      strength: 'must',
      reason: '',
    });
    return review;
  });

/** The review with one candidate in use, and keeping it no answer. */
const compared = ({ settings, catalog }: ReviewSnapshot, index: number): ReviewSnapshot => ({
  settings: { ...settings, incumbentId: catalog.candidateIds[index]!, incumbentCounts: false },
  catalog,
});

/** The review without that candidate. */
function without({ settings, catalog }: ReviewSnapshot, index: number): ReviewSnapshot {
  const others = <T extends Float64Array | Int32Array>(column: T) => column.filter((_, i) => i !== index) as T;
  return {
    settings,
    catalog: {
      ...catalog,
      candidateIds: others(catalog.candidateIds),
      names: catalog.names.filter((_, i) => i !== index),
      columns: catalog.columns.map((column) => ({ ...column, measured: others(column.measured) })),
    },
  };
}

test('ranking, rules, gaps and changes are those of the others alone', () => {
  fc.assert(
    fc.property(reviews, fc.nat(7), (review, at) => {
      const index = at % review.catalog.names.length;
      const snapshot = compared(review, index);
      const rest = without(review, index);
      const [all, others] = [evaluate(snapshot, { role: null }), evaluate(rest, { role: null })];
      const back = (i: number) => (i < 0 ? i : i < index ? i : i + 1);
      const kept = <T>(column: ArrayLike<T>) => Array.from(column).filter((_, i) => i !== index);

      expect(all.recommended).toBe(back(others.recommended));
      expect(all.frontSize).toBe(others.frontSize);
      expect(kept(all.fronts)).toEqual([...others.fronts]);
      expect(all.fronts[index]).toBe(0);
      for (const [k, role] of others.roles.entries()) {
        expect(all.roles[k]!.favourites).toEqual(role.favourites.map(back));
        expect(kept(all.roles[k]!.ranks)).toEqual([...role.ranks]);
        expect(kept(all.roles[k]!.regrets)).toEqual([...role.regrets]);
      }
      for (const rule of ['leastRegret', 'weightedMean'] as const) {
        expect(all.groups[rule].winners).toEqual(others.groups[rule].winners.map(back));
        const gaps = (of: ReviewSnapshot, evaluation: typeof all) =>
          decisionGaps(of, evaluation, rule).map(({ objectiveId, winners }) => ({ objectiveId, winners }));
        expect(gaps(snapshot, all)).toEqual(
          gaps(rest, others).map((gap) => ({ ...gap, winners: gap.winners.map(back) })),
        );
        const left = leaveOneOut(snapshot, all, rule);
        const expected = leaveOneOut(rest, others, rule);
        expect(left.roles.map(({ winner }) => winner)).toEqual(expected.roles.map(({ winner }) => back(winner)));
        expect(left.objectives.map(({ winner }) => winner)).toEqual(
          expected.objectives.map(({ winner }) => back(winner)),
        );
        expect(left.candidates.map((each) => each.left)).not.toContain(index);
        expect(priceLists(snapshot, all, rule).map(({ candidates }) => [...candidates])).toEqual(
          priceLists(rest, others, rule).map(({ candidates }) => [...candidates].map(back)),
        );
        expect(
          stabilityOfGroup(snapshot, all, rule).weights.flatMap(({ below, above }) => [below, above]),
        ).not.toContain(index);
        expect(nearestChallenger(snapshot, all, rule, undefined, { everyRole: false }).nearest?.candidate).not.toBe(
          index,
        );
      }
      const named = groupRules(all, eligibleOf(all), snapshot.catalog.names, index).rules;
      for (const { winners } of Object.values(named)) expect(winners).not.toContain(index);
      expect(roleAgreement(all, snapshot.catalog.names).w).toEqual(roleAgreement(others, rest.catalog.names).w);
    }),
    { numRuns: 60 },
  );
});

test('it keeps its numbers, is not counted as failing, and nothing is proposed that would put it first', () => {
  fc.assert(
    fc.property(reviews, fc.nat(7), (review, at) => {
      const index = at % review.catalog.names.length;
      const before = evaluate(review, { role: null });
      const snapshot = compared(review, index);
      const all = evaluate(snapshot, { role: null });
      expect(all.screening.reference).toBe(index);
      expect(all.roles.map(({ scores }) => scores[index])).toEqual(before.roles.map(({ scores }) => scores[index]));
      expect(violationsOf(snapshot, all.screening, index)).toEqual(violationsOf(review, before.screening, index));
      const fails = before.screening.feasible[index] === 0 ? 1 : 0;
      expect(countFailing(all.screening)).toBe(countFailing(before.screening) - fails);
      const n = review.catalog.names.length;
      expect(nobodyPasses(before.screening)).toBe(countFailing(before.screening) === n);
      expect(nobodyPasses(all.screening)).toBe(n > 1 && countFailing(all.screening) === n - 1);
      expect(improvementsOf(snapshot, all, index, null, 'leastRegret')).toBeNull();
      if (all.matrix.complete[index] === 1) {
        expect(concessionOfGroup(snapshot, all, 'leastRegret', index, null)).toMatchObject({
          kind: 'ineligible',
          why: 'reference',
        });
      }
      for (const { admits } of cheapestChanges(snapshot, all, Infinity).changes) expect(admits).not.toContain(index);
    }),
    { numRuns: 60 },
  );
});

test('an incumbent that counts is a candidate like any other', () => {
  fc.assert(
    fc.property(reviews, fc.nat(7), (review, at) => {
      const index = at % review.catalog.names.length;
      const marked = { ...review, settings: { ...review.settings, incumbentId: review.catalog.candidateIds[index]! } };
      expect(evaluate(marked, { role: null })).toEqual(evaluate(review, { role: null }));
    }),
    { numRuns: 20 },
  );
});

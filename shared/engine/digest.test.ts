// The engine's version is stored with every recorded result, so it must change when a result does. Here the engine works out
// everything it can for a few reviews and for the inputs of the golden cases; the digest of what comes out, to the last bit,
// is recorded beside the version.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ReviewSnapshot } from '../domain/review.ts';
import { objectiveToSettle } from './agreement/objectiveToSettle.ts';
import { roleAgreement } from './agreement/roleAgreement.ts';
import { finish } from './certainty/run.ts';
import { startCertainty } from './certainty/certainty.ts';
import { startMeasureNext } from './certainty/measureNext.ts';
import { coalitionsOf } from './change/coalitions.ts';
import { concessionOfGroup } from './change/concession.ts';
import { improvementsOf } from './change/improvement.ts';
import { leaveOneOut } from './change/leaveOneOut.ts';
import { nearestChallenger } from './change/nearestChallenger.ts';
import { priceLists } from './change/priceList.ts';
import { regretLedger } from './change/regretLedger.ts';
import { stabilityOfGroup } from './change/stability.ts';
import { eligibleOf, evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import recorded from './fixtures/digests.json' with { type: 'json' };
import { groupRules } from './groupRules/groupRules.ts';
import { liveRanking } from './liveRanking.ts';
import { groupMethods } from './methods/groupMethods.ts';
import { methodsAgree } from './methods/methodsAgree.ts';
import { exclusiveVolumes } from './pareto/contributions.ts';
import { crowdingDistances } from './pareto/crowding.ts';
import { epsilonFront } from './pareto/epsilon.ts';
import { hypervolume } from './pareto/hypervolume.ts';
import { farthestKnee, tradeoffs } from './pareto/knees.ts';
import { ahp } from './preferences/ahp.ts';
import { bestWorst } from './preferences/bestWorst.ts';
import { criticWeights, entropyWeights } from './preferences/informationWeights.ts';
import { rankOrderCentroid, rankReciprocal, rankSum } from './preferences/rankWeights.ts';
import { goldenCases, readFixture } from './testing/fixture.ts';
import { randomColumns } from './testing/random.ts';
import { linear, snapshotOfColumns } from './testing/snapshot.ts';
import { ENGINE_VERSION } from './version.ts';

/**
 * Sha-256 of every number and every yes or no in a result, in order and to the last bit. What a field is called and how a
 * sentence is worded are not results.
 */
function digest(result: unknown): string {
  const hash = createHash('sha256');
  const add = (value: unknown): void => {
    if (typeof value === 'number') hash.update(Object.is(value, -0) ? '-0;' : `${value};`);
    else if (value === null || typeof value === 'boolean') hash.update(`${value};`);
    else if (value instanceof Map) [...value.values()].forEach(add);
    else if (typeof value === 'object') Object.values(value).forEach(add);
  };
  add(result);
  return hash.digest('hex').slice(0, 16);
}

const reviews: Record<string, ReviewSnapshot> = {
  timm: timm(),
  'random, with ties and gaps': crowd('ties', 60),
  'random, nearly all on the front': crowd('anticorrelated', 80),
  'a handful': crowd('uniform', 5),
};

/** The published table of image models, three roles. */
function timm(): ReviewSnapshot {
  const { columns } = readFixture<{ columns: Record<string, number[]> }>('timm_pareto');
  const lists = Object.values(columns).map((list) => Float64Array.from(list));
  return snapshotOfColumns({
    columns: lists,
    objectives: lists.map((list, j) =>
      j === 0 ? linear(Math.min(...list), Math.max(...list)) : linear(Math.max(...list), Math.min(...list)),
    ),
    roles: [
      { weights: lists.map((_, j) => (j === 0 ? 5 : 1)) },
      { weights: lists.map((_, j) => j + 1), influence: 2 },
      { weights: [], requirements: [{ metricId: 1, comparator: '>=', bound: 75, strength: 'must' }] },
    ],
    groupRule: 'weightedMean',
  });
}

/** n candidates on four objectives: a linear one of each direction, a curve, a target. */
function crowd(kind: 'uniform' | 'anticorrelated' | 'ties', n: number): ReviewSnapshot {
  const columns = randomColumns(n, 4, kind, 20261123);
  const [low, high] = [Math.min(...columns.flatMap((c) => [...c])), Math.max(...columns.flatMap((c) => [...c]))];
  const middle = (low + high) / 2;
  if (kind === 'ties') for (let i = 7; i < n; i += 9) columns[i % 3]![i] = NaN;
  return snapshotOfColumns({
    columns,
    objectives: [
      linear(high, low),
      { ...linear(low, high), missing: 'median' },
      {
        valueFunction: {
          shape: 'piecewise',
          points: [
            { at: low, value: 1 },
            { at: middle, value: 0.2 },
            { at: high, value: 0 },
          ],
        },
        missing: 'worst',
      },
      { valueFunction: { shape: 'target', target: middle, below: middle - low, above: high - middle } },
    ],
    roles: [
      { weights: [4, 3, 2, 1] },
      {
        weights: [1, 1, 1, 7],
        influence: 3,
        requirements: [{ metricId: 1, comparator: '<=', bound: high, strength: 'must' }],
      },
      { weights: [], influence: 0.5 },
    ],
  });
}

/** Everything that is worked out of a review. */
function worked(snapshot: ReviewSnapshot): Record<string, unknown> {
  const evaluation = evaluate(snapshot, { role: null });
  const { matrix, roles } = evaluation;
  const { names } = snapshot.catalog;
  const eligible = eligibleOf(evaluation);
  const front = [...evaluation.fronts.keys()].filter((i) => evaluation.fronts[i] === 1);
  // Volumes are counted in value, from the worst anchors.
  const worst = new Float64Array(matrix.m);
  const inValue = { n: matrix.n, m: matrix.m, compared: matrix.values, signs: new Int8Array(matrix.m).fill(1) };
  const rules = ['leastRegret', 'weightedMean'] as const;
  const runnerUp = evaluation.groups.leastRegret.ranks.indexOf(2);
  // None of these reviews has an interval: what cannot be told is 0 everywhere, and was not counted at the version that is recorded.
  const { undecided, reference, ...screening } = evaluation.screening;
  return {
    evaluation: {
      ...evaluation,
      screening: undecided.some((count) => count > 0) || reference !== -1 ? evaluation.screening : screening,
    },
    live: live(snapshot, evaluation),
    'group rules': groupRules(evaluation, eligible, names),
    agreement: [roleAgreement(evaluation, names), objectiveToSettle(evaluation)],
    methods: [
      methodsAgree(matrix, roles[0]!.weights, eligible),
      rules.map((rule) => groupMethods(matrix, snapshot.settings.roles, roles, rule, eligible, names)),
    ],
    stability: rules.map((rule) => stabilityOfGroup(snapshot, evaluation, rule)),
    concession: rules.map((rule) => concessionOfGroup(snapshot, evaluation, rule, runnerUp, null)),
    challenger: rules.map((rule) => nearestChallenger(snapshot, evaluation, rule)),
    change: rules.map((rule) => [
      leaveOneOut(snapshot, evaluation, rule),
      priceLists(snapshot, evaluation, rule),
      improvementsOf(snapshot, evaluation, runnerUp, null, rule),
      coalitionsOf(snapshot, evaluation, rule, [evaluation.recommended, runnerUp]),
      regretLedger(snapshot, evaluation, runnerUp),
    ]),
    pareto: [
      [hypervolume(inValue, eligible, worst), exclusiveVolumes(inValue, eligible, worst)],
      crowdingDistances(matrix, eligible),
      epsilonFront(
        matrix,
        eligible,
        matrix.objectiveIds.map((_, j) => ({ kind: j % 2 === 0 ? 'additive' : 'relative', amount: 0.01 })),
      ),
      [farthestKnee(matrix.values, front), tradeoffs(matrix.values, front)],
    ],
    certainty: certainty(snapshot, evaluation),
  };
}

function live(snapshot: ReviewSnapshot, evaluation: Evaluation): unknown {
  const { matrix, roles } = evaluation;
  const follower = liveRanking(
    matrix,
    eligibleOf(evaluation),
    roles.map(({ weights }, k) => ({ weights, influence: snapshot.settings.roles[k]!.influence })),
    snapshot.catalog.names,
    20,
  );
  const moved = roles[0]!.weights.map((weight, j) => (j === 0 ? 0.4 : (weight * 0.6) / (1 - roles[0]!.weights[0]!)));
  follower.setWeights(0, moved);
  return [roles.map((_, k) => follower.role(k)), follower.group('leastRegret'), follower.group('weightedMean')];
}

function certainty(snapshot: ReviewSnapshot, evaluation: Evaluation): unknown {
  const { matrix, roles } = evaluation;
  const problem = {
    matrix,
    objectives: snapshot.settings.objectives,
    // A few dozen show every path, and a table of thousands would only take longer.
    eligible: eligibleOf(evaluation).map((mark, i) => (i < 80 ? mark : 0)),
    roles: roles.map(({ weights }, k) => ({
      weights,
      influence: snapshot.settings.roles[k]!.influence,
      concentration: [30, Infinity, null][k]!,
    })),
    errors: matrix.measured.map((column, j) => (j < 2 ? column.map((x) => Math.abs(x) / 20) : null)),
    samples: 300,
    seed: 7,
  };
  const chosen = problem.eligible.indexOf(1);
  return [
    finish(startCertainty(problem)),
    finish(startMeasureNext({ ...problem, rule: 'leastRegret', chosen, weightsInDoubt: true })),
  ];
}

function preferences(): unknown {
  const judged = goldenCases<{ best_to_others?: number[]; others_to_worst?: number[] }, unknown>('bwm').map(
    ({ input }) => ({
      best: input.best_to_others?.indexOf(1) ?? 0,
      worst: input.others_to_worst?.indexOf(1) ?? 0,
      bestToOthers: input.best_to_others ?? [],
      othersToWorst: input.others_to_worst ?? [],
    }),
  );
  const compared = goldenCases<{ pairwise?: number[][] }, unknown>('ahp').map(({ input }) => input.pairwise);
  const columns = randomColumns(30, 4, 'uniform', 5);
  return [
    judged.map((one) => attempt(() => bestWorst(one))),
    compared.map((one) => attempt(() => ahp(one ?? []))),
    [1, 2, 3, 5, 9].map((n) => {
      const ranks = Int32Array.from({ length: n }, (_, k) => Math.floor(k / 2) * 2 + 1);
      return [rankOrderCentroid(ranks), rankSum(ranks), rankReciprocal(ranks)];
    }),
    [entropyWeights(columns), criticWeights(columns)],
  ];
}

const attempt = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return String(error);
  }
};

test('results are those of this engine version', () => {
  const parts = new Map<string, string>([['preferences', digest(preferences())]]);
  for (const [name, snapshot] of Object.entries(reviews))
    for (const [part, result] of Object.entries(worked(snapshot))) parts.set(`${name}: ${part}`, digest(result));
  const digests = Object.fromEntries(parts);
  const now = { version: ENGINE_VERSION, digests };
  const changed = Object.keys({ ...digests, ...recorded.digests }).filter(
    (part) => digests[part] !== (recorded.digests as Record<string, string>)[part],
  );
  const advice =
    changed.length === 0
      ? 'The version changed and no result did: put the former version back, or record the new one.'
      : recorded.version === ENGINE_VERSION
        ? 'Results changed under the same version: raise ENGINE_VERSION (shared/engine/version.ts) and record the new digest.'
        : 'Results changed with the version: record the new digest.';
  expect(now, `${advice}\nshared/engine/fixtures/digests.json would be:\n${JSON.stringify(now, null, 2)}\n`).toEqual(
    recorded,
  );
});

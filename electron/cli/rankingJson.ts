// A ranking as JSON for programs: its published, versioned schema, and how it is filled. `parley schema ranking` prints the schema.
import { z } from 'zod';
import type { Requirement } from '../../shared/domain/role.ts';
import { groupRule } from '../../shared/domain/review.ts';
import { direction } from '../../shared/domain/metric.ts';
import { dominatorsOf } from '../../shared/engine/dominance.ts';
import type { Undecided, Violation } from '../../shared/engine/evaluation.ts';
import { holdsOn } from '../../shared/engine/holds.ts';
import { compareNames } from '../../shared/engine/rank.ts';
import { undecidedOf, unmetWantsOf, violationsOf } from '../../shared/engine/screen.ts';
import { ENGINE_VERSION } from '../../shared/engine/version.ts';
import { isGiven, methodIds, ruleIds, usualDraws } from './choices.ts';
import type { Ranked } from './ranked.ts';
import type { TableReading } from './tableReading.ts';

const name = z.string();
/** null: there is none to state. */
const figure = z.number().nullable();
const rank = z.int().min(1).nullable().describe('1 is best, ties share a rank and leave a gap; null: not ranked.');
const ruleId = z.enum(ruleIds);
const methodId = z.enum(methodIds);

const hold = z.strictObject({
  role: name,
  effect: z.enum(['blocks', 'warns']),
  until: z.string().nullable().describe('YYYY-MM-DD; null: until its condition comes true.'),
  condition: z.string().nullable(),
  reason: z.string().nullable(),
});
const firstPlace = z.strictObject({ name, blocked: z.boolean(), holds: z.array(hold) });

const interval = z.strictObject({ low: z.number(), high: z.number().nullable() });
const requirement = z.strictObject({
  role: name.nullable().describe('Whose it is; null: given on the command line.'),
  metric: name,
  comparator: z.enum(['<=', '>=']),
  bound: z.number(),
});
const unmet = requirement.extend({
  measured: figure.describe('null: not measured, so not shown to meet it.'),
  interval: interval.nullable().describe('Of a value known as an interval: all of it lies beyond the bound.'),
  by: figure.describe('How far beyond the bound, in the unit of the metric.'),
});
const undecided = requirement.extend({ measured: z.number(), interval });

export const candidateEntry = z.strictObject({
  name,
  rank: rank.describe('By the role or rule that was asked for. 1 is best, ties share; null: not ranked.'),
  score: figure.describe('In the terms of the rule; `answer.better` says whether large or small is good.'),
  front: z
    .int()
    .min(1)
    .nullable()
    .describe('Pareto layer among those who are ranked, 1 is the front; null: not compared.'),
  feasible: z.boolean().describe('No `must` is broken.'),
  complete: z.boolean().describe('Every objective has a value.'),
  onlyCompared: z.boolean().describe('In use today, and agreed to be no answer: it stays for comparison.'),
  missing: z.array(name).describe('Objectives without a value.'),
  measured: z.array(figure).describe('Per objective, in the unit of its metric.'),
  values: z.array(figure).describe('Per objective from 0 (worst end of its scale) to 1 (best).'),
  clamped: z.array(name).describe('Objectives whose measurement lies beyond the ends of the scale.'),
  violations: z.array(unmet).describe('Every `must` that is broken.'),
  unmetWants: z.array(unmet).describe('Every `want` that is not met. It is counted, and screens nobody out.'),
  cannotBeTold: z.array(undecided).describe('Every `must` whose bound lies within the interval of the value.'),
  dominators: z
    .strictObject({ count: z.int().min(0), names: z.array(name).max(10) })
    .nullable()
    .describe(
      'Ranked candidates at least as good on every objective and better on one, the first ten by name; null: not looked for.',
    ),
  holds: z.array(hold),
  roles: z.array(
    z.strictObject({
      role: name,
      rank,
      score: figure.describe('By the method that was asked for; large is good.'),
      regret: figure.describe('Score of the best less this one.'),
    }),
  ),
});
export type CandidateEntry = z.infer<typeof candidateEntry>;

/** What `parley rank` and `parley explain` both say of the review and of what they were asked. */
export const reviewParts = {
  engine: z.string().describe('Version of the engine: equal versions and equal input mean equal numbers.'),
  title: z.string(),
  asked: z.strictObject({
    rule: ruleId,
    method: methodId,
    role: name.nullable().describe('Through whose eyes; null: everybody’s together, by the rule.'),
  }),
  objectives: z.array(
    z.strictObject({
      name,
      metric: name,
      unit: z.string(),
      direction,
      scale: z
        .record(z.string(), z.unknown())
        .describe('How a measurement becomes a value from 0 to 1: shape with worst and best, target or points.'),
      missing: z.enum(['exclude', 'worst', 'median']),
    }),
  ),
  roles: z.array(
    z.strictObject({
      name,
      influence: z.number(),
      weights: z.array(z.number()).describe('Per objective, summing to 1.'),
      assumedEqual: z.boolean().describe('The role has not weighed, so every objective counts alike.'),
      musts: z.array(requirement),
    }),
  ),
  notObjectives: z.array(name).describe('Metrics of a table by which nobody is compared.'),
  notes: z.array(z.string()).describe('How a table was read, and what was left out of this answer.'),
};

export const ranking = z.strictObject({
  schema: z.literal('parley-ranking-1').describe('Grows when the shape changes.'),
  ...reviewParts,
  answer: z.strictObject({
    first: z
      .array(firstPlace)
      .describe('All who are first, by name. Several are level. Empty: nobody can be recommended.'),
    recommended: name.nullable().describe('The only one who is first; null where several are level, or nobody is.'),
    better: z.enum(['larger', 'smaller']).describe('Which scores are good.'),
  }),
  favourites: z.array(z.strictObject({ role: name, first: z.array(firstPlace) })),
  rules: z
    .array(
      z.strictObject({
        id: ruleId,
        name,
        first: z.array(name),
        among: z
          .int()
          .nullable()
          .describe('It looked at so many finalists, because it cannot look at all; null: at all.'),
      }),
    )
    .describe('Whom each rule puts first, by the method that was asked for.'),
  methods: z
    .strictObject({
      rule: groupRule.nullable().describe('Under which rule; null: for the role that was asked for.'),
      of: z.array(z.strictObject({ id: methodId, name, first: z.array(name) })),
    })
    .describe('Whom each method puts first.'),
  ties: z
    .array(z.strictObject({ rank: z.int().min(1), names: z.array(name).min(2) }))
    .describe('Candidates that share a rank.'),
  frontSize: z.int().min(0),
  certainty: z
    .strictObject({
      rule: groupRule.nullable().describe('Under which rule; null: for the role that was asked for.'),
      seed: z.int(),
      draws: z.int().min(1),
      concentration: z
        .number()
        .describe('How firmly ballots hold: the sum of the shapes of the Dirichlet distribution.'),
      candidates: z.array(
        z.strictObject({
          name,
          first: z.number().describe('The share of draws in which it is first; ties count for each.'),
          error: z.number().describe('Standard error of that share.'),
        }),
      ),
    })
    .nullable()
    .describe(
      'How often a candidate is first when weights and measurements are in doubt; null: no seed was given, or nothing to draw.',
    ),
  candidates: z.array(candidateEntry).describe('In the order of the review.'),
});
export type RankingJson = z.infer<typeof ranking>;

/** With more candidates than this, dominators are not looked for: every pair would be compared. */
const MOST_DOMINATORS = 3000;
const NAMED = 10;

/** NaN means "no score"; JSON has null for that. */
const numberOrNull = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? null : value);

export function toRankingJson(found: Ranked, reading: TableReading): RankingJson {
  const { snapshot, roleId, evaluation, roles, rules, order, methods, certainty, choices } = found;
  const { settings, catalog } = snapshot;
  const named = (positions: readonly number[]) => positions.map((i) => catalog.names[i]!);
  const place = firstPlaceOf(found);
  const entry = entryOf(found);
  return {
    schema: 'parley-ranking-1',
    ...partsOf(found, reading),
    answer: {
      first: order.first.map(place),
      recommended: order.first.length === 1 ? catalog.names[order.first[0]!]! : null,
      better: order.better === 1 ? 'larger' : 'smaller',
    },
    favourites: roles.map(({ favourites }, k) => ({
      role: settings.roles[k]!.name,
      first: favourites.map(place),
    })),
    rules: Object.values(rules.rules).map(({ rule, name, winners, finalists }) => ({
      id: rule,
      name,
      first: named(winners),
      among: finalists?.length ?? null,
    })),
    methods: {
      rule: roleId === null ? settings.groupRule : null,
      of: methods.map(({ id, name, winners }) => ({ id, name, first: named(winners) })),
    },
    ties: tiesOf(order.ranks, catalog.names),
    frontSize: evaluation.frontSize,
    certainty: certainty && {
      rule: roleId === null ? settings.groupRule : null,
      seed: choices.seed!,
      draws: certainty.draws,
      concentration: usualDraws.concentration,
      candidates: chancesOf(found).map(({ candidate, first, error }) => ({
        name: catalog.names[candidate]!,
        first,
        error,
      })),
    },
    candidates: catalog.names.map((_, i) => entry(i)),
  };
}

/** What is said of the review and of what was asked. */
export function partsOf(
  { snapshot, choices, roleId, rule, evaluation }: Ranked,
  { notes, doubles, beyond, constant, undirected, sparse }: TableReading,
): Pick<RankingJson, keyof typeof reviewParts> {
  const { settings } = snapshot;
  const metrics = new Map(settings.metrics.map((metric) => [metric.id, metric]));
  const asks = requirementOf(snapshot.settings);
  return {
    engine: ENGINE_VERSION,
    title: settings.title,
    asked: { rule, method: choices.method, role: settings.roles.find(({ id }) => id === roleId)?.name ?? null },
    objectives: settings.objectives.map(({ name, metricId, direction, valueFunction, missing }) => ({
      name,
      metric: metrics.get(metricId)?.name ?? name,
      unit: metrics.get(metricId)?.unit ?? '',
      direction,
      scale: valueFunction,
      missing,
    })),
    roles: settings.roles.map(({ name, influence, requirements }, k) => ({
      name,
      influence,
      weights: Array.from(evaluation.roles[k]!.weights),
      assumedEqual: evaluation.roles[k]!.assumedEqual,
      musts: requirements.filter(({ strength }) => strength === 'must').map(asks),
    })),
    notObjectives: [...doubles, ...beyond, ...constant, ...undirected, ...sparse],
    notes: [...notes, ...leftOut({ choices, rule })],
  };
}

/** What was asked for and cannot be had together. */
function leftOut({ choices, rule }: Pick<Ranked, 'choices' | 'rule'>): string[] {
  const notes: string[] = [];
  if (choices.seed !== null && choices.method !== 'additive') {
    notes.push('How sure the ranking is follows from the additive value alone, so nothing was drawn.');
  } else if (choices.seed !== null && choices.role === null && rule !== 'leastRegret' && rule !== 'weightedMean') {
    notes.push(`How sure the ranking is cannot be drawn under ${rule}; it is that of the rule of the review.`);
  }
  return notes;
}

/** A candidate in first place with the holds on it. */
export function firstPlaceOf({ snapshot, holds }: Ranked): (i: number) => z.infer<typeof firstPlace> {
  const { names } = snapshot.catalog;
  const toHold = holdOf(snapshot.settings);
  return (i) => {
    const on = holdsOn(holds, i);
    return { name: names[i]!, blocked: on.some(({ hold }) => hold.effect === 'blocks'), holds: on.map(toHold) };
  };
}

type Settings = Ranked['snapshot']['settings'];

const holdOf =
  ({ roles }: Settings) =>
  ({ roleId, hold: { effect, until, condition, reason } }: ReturnType<typeof holdsOn>[number]) => ({
    role: roles.find(({ id }) => id === roleId)?.name ?? '',
    effect,
    until,
    condition: condition === '' ? null : condition,
    reason: reason === '' ? null : reason,
  });

const requirementOf =
  ({ roles, metrics }: Settings) =>
  (asked: Requirement): z.infer<typeof requirement> => ({
    role: isGiven(asked) ? null : (roles.find(({ id }) => id === asked.roleId)?.name ?? ''),
    metric: metrics.find(({ id }) => id === asked.metricId)?.name ?? '',
    comparator: asked.comparator,
    bound: asked.bound,
  });

/** Everything about one candidate. */
export function entryOf(found: Ranked): (i: number) => CandidateEntry {
  const { snapshot, evaluation, eligible, roles, order, holds } = found;
  const { settings, catalog } = snapshot;
  const { matrix, screening, fronts } = evaluation;
  const asks = requirementOf(settings);
  const toHold = holdOf(settings);
  const toUnmet = ({ requirement, measured, interval, by }: Violation) => ({
    ...asks(requirement),
    measured,
    interval,
    by,
  });
  const toUndecided = ({ requirement, measured, interval }: Undecided) => ({
    ...asks(requirement),
    measured,
    interval,
  });
  const few = eligible.reduce((sum, mark) => sum + mark, 0) <= MOST_DOMINATORS;
  const dominators = (i: number) => {
    if (!few || matrix.complete[i] !== 1) return null;
    const names = dominatorsOf(matrix, eligible, i).map((k) => catalog.names[k]!);
    return { count: names.length, names: names.sort(compareNames).slice(0, NAMED) };
  };
  return (i) => ({
    name: catalog.names[i]!,
    rank: order.ranks[i] || null,
    score: numberOrNull(order.scores[i]),
    front: fronts[i] || null,
    feasible: screening.feasible[i] === 1,
    complete: matrix.complete[i] === 1,
    onlyCompared: screening.reference === i,
    missing: objectivesWhere(settings, (j) => Number.isNaN(matrix.values[j]![i]!)),
    measured: matrix.measured.map((column) => numberOrNull(column[i])),
    values: matrix.values.map((column) => numberOrNull(column[i])),
    clamped: objectivesWhere(settings, (j) => matrix.clamped[j]?.[i] === 1),
    violations: violationsOf(snapshot, screening, i).map(toUnmet),
    unmetWants: unmetWantsOf(snapshot, screening, i).map(toUnmet),
    cannotBeTold: undecidedOf(snapshot, screening.musts, i).map(toUndecided),
    dominators: dominators(i),
    holds: holdsOn(holds, i).map(toHold),
    roles: roles.map(({ ranks, scores, regrets }, k) => ({
      role: settings.roles[k]!.name,
      rank: ranks[i] || null,
      score: numberOrNull(scores[i]),
      regret: numberOrNull(regrets[i]),
    })),
  });
}

const objectivesWhere = ({ objectives }: Settings, holds: (j: number) => boolean): string[] =>
  objectives.filter((_, j) => holds(j)).map(({ name }) => name);

function tiesOf(ranks: Int32Array, names: readonly string[]): RankingJson['ties'] {
  const byRank = new Map<number, string[]>();
  ranks.forEach((rank, i) => {
    if (rank === 0) return;
    const level = byRank.get(rank);
    if (level) level.push(names[i]!);
    else byRank.set(rank, [names[i]!]);
  });
  return [...byRank]
    .filter(([, level]) => level.length > 1)
    .sort(([a], [b]) => a - b)
    .map(([rank, level]) => ({ rank, names: level.sort(compareNames) }));
}

/** How often each candidate was first, most often first; those that never were are left out. Empty: nothing was drawn. */
export function chancesOf({ certainty, roleId, evaluation, snapshot }: Ranked): {
  candidate: number;
  first: number;
  error: number;
}[] {
  if (certainty === null) return [];
  const k = evaluation.roles.findIndex((role) => role.roleId === roleId);
  const counted = k === -1 ? certainty.both.groups[snapshot.settings.groupRule] : certainty.both.roles[k]!;
  if (counted === null) return [];
  return Array.from(certainty.candidates, (candidate, row) => ({
    candidate,
    first: counted.best[row]!,
    error: counted.bestError[row]!,
  }))
    .filter(({ first }) => first > 0)
    .sort((a, b) => b.first - a.first || a.candidate - b.candidate);
}

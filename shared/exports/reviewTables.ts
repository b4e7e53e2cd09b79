// What a review holds and what was worked out from it, as tables: candidates, ranking, ballots, requirements and holds.
import type { Catalog, Interval } from '../domain/catalog.ts';
import type { ReviewSnapshot, Settings } from '../domain/review.ts';
import type { Hold, Requirement } from '../domain/role.ts';
import type { Evaluation } from '../engine/evaluation.ts';
import { activeHolds, type HoldStatus } from '../engine/holds.ts';
import { undecidedOf, violationsOf } from '../engine/screen.ts';
import { REFERENCE_REASON } from '../engine/wording.ts';
import { ballotOf, hasWeighed } from '../engine/weights.ts';
import { numberCell, withUnit, type ExportCell, type ExportTable } from './table.ts';

/** Tags of each candidate, by candidate id. O(tags). */
function tagsById({ tags }: Catalog): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const { tag, candidateIds } of tags) {
    for (const id of candidateIds) found.set(id, [...(found.get(id) ?? []), tag]);
  }
  return found;
}

/**
 * Every candidate with its measurements, standard errors where any are stated, properties and tags, in catalogue order. What is
 * missing is empty.
 */
export function candidatesTable({ settings, catalog }: ReviewSnapshot): ExportTable {
  const columnOf = new Map(catalog.columns.map((column) => [column.metricId, column]));
  const metrics = settings.metrics.flatMap((metric) => {
    const column = columnOf.get(metric.id);
    return column ? [{ metric, column }] : [];
  });
  const tags = tagsById(catalog);
  const headers = [
    'Candidate',
    ...metrics.flatMap(({ metric, column }) => [
      withUnit(metric.name, metric.unit),
      ...(column.standardErrors ? [withUnit(`${metric.name} standard error`, metric.unit)] : []),
      ...(column.intervals
        ? [
            withUnit(`${metric.name} at least (95 %)`, metric.unit),
            withUnit(`${metric.name} at most (95 %)`, metric.unit),
          ]
        : []),
    ]),
    ...catalog.attributes.map(({ name }) => name),
    'Tags',
    'In use today',
  ];
  const rows = Array.from(catalog.candidateIds, (id, i): ExportCell[] => [
    catalog.names[i] ?? '',
    ...metrics.flatMap(({ column }) => [
      numberCell(column.measured[i]),
      ...(column.standardErrors ? [numberCell(column.standardErrors[i])] : []),
      ...(column.intervals ? [numberCell(column.intervals.lows[i]), numberCell(column.intervals.highs[i])] : []),
    ]),
    ...catalog.attributes.map(({ values }) => values[i] || null),
    tags.get(id)?.join(', ') ?? null,
    id === settings.incumbentId ? 'yes' : null,
  ]);
  return { name: 'Candidates', headers, rows };
}

function metricName(settings: Settings, metricId: number): string {
  const metric = settings.metrics.find(({ id }) => id === metricId);
  return metric ? withUnit(metric.name, metric.unit) : '';
}

/** "Product: p95 latency (ms) ≤ 50" */
function requirementText(settings: Settings, { roleId, metricId, comparator, bound }: Requirement): string {
  const role = settings.roles.find(({ id }) => id === roleId)?.name ?? '';
  return `${role}: ${metricName(settings, metricId)} ${comparator === '<=' ? '≤' : '≥'} ${bound}`;
}

/** Whether a candidate is ranked, the musts that it breaks or is not shown to meet, and those of which it cannot be told. */
function standing(
  snapshot: ReviewSnapshot,
  { matrix, screening }: Evaluation,
  i: number,
): [string, string | null, string | null] {
  const broken = violationsOf(snapshot, screening, i).map(({ requirement, measured, interval }) => {
    const bound = requirementText(snapshot.settings, requirement);
    return measured === null ? `${bound} (not measured)` : `${bound} (is ${measured}${withinText(interval)})`;
  });
  const open = undecidedOf(snapshot, screening.musts, i).map(
    ({ requirement, measured, interval }) =>
      `${requirementText(snapshot.settings, requirement)} (is ${measured}${withinText(interval)})`,
  );
  const stands = () => {
    if (i === screening.reference) return REFERENCE_REASON;
    if (screening.feasible[i] === 0) return 'fails a must';
    return matrix.complete[i] === 1 ? 'ranked' : 'a measurement is missing';
  };
  return [stands(), broken.join('; ') || null, open.join('; ') || null];
}

const withinText = (interval: Interval | null): string =>
  interval === null
    ? ''
    : interval.high === null
      ? `, ${interval.low} or more`
      : `, between ${interval.low} and ${interval.high}`;

/**
 * Where every candidate stands: by both group rules, and for every role its rank, score and what it gives up (regret, 0 … 1).
 * Who is not ranked has no rank and no number in its place. Sorted by the review's rule, ties by name.
 *
 * @param today  YYYY-MM-DD, for the holds.
 */
export function rankingTable(snapshot: ReviewSnapshot, evaluation: Evaluation, today: string): ExportTable {
  const { settings, catalog } = snapshot;
  const roleName = new Map(settings.roles.map(({ id, name }) => [id, name]));
  const holds: HoldStatus = activeHolds(settings, catalog, today);
  const held = ['', 'warned about', 'not yet: held'];
  const { leastRegret, weightedMean } = evaluation.groups;
  const headers = [
    'Candidate',
    'Rank by least regret',
    'Largest regret of a role (0…1)',
    'Rank by weighted mean',
    'Mean value (0…1)',
    'Pareto layer',
    'Standing',
    'Breaks',
    'Cannot be told',
    'Holds',
    ...evaluation.roles.flatMap(({ roleId }) => {
      const name = roleName.get(roleId) ?? '';
      return [`${name}: rank`, `${name}: score (0…1)`, `${name}: gives up (0…1)`];
    }),
  ];
  const ranks = evaluation.groups[settings.groupRule].ranks;
  const place = (i: number) => (ranks[i]! > 0 ? ranks[i]! : Infinity);
  const order = Array.from(catalog.names.keys()).sort((a, b) =>
    place(a) === place(b) ? catalog.names[a]!.localeCompare(catalog.names[b]!, 'en') : place(a) - place(b),
  );
  const rank = (value: number | undefined) => (value !== undefined && value > 0 ? value : null);
  const rows = order.map((i): ExportCell[] => {
    const [state, breaks, open] = standing(snapshot, evaluation, i);
    return [
      catalog.names[i]!,
      rank(leastRegret.ranks[i]),
      numberCell(leastRegret.scores[i]),
      rank(weightedMean.ranks[i]),
      numberCell(weightedMean.scores[i]),
      rank(evaluation.fronts[i]),
      state,
      breaks,
      open,
      held[holds.effects[i] ?? 0] || null,
      ...evaluation.roles.flatMap((role) => [
        rank(role.ranks[i]),
        numberCell(role.scores[i]),
        numberCell(role.regrets[i]),
      ]),
    ];
  });
  return { name: 'Ranking', headers, rows };
}

/**
 * One row per role: influence, a weight per objective (0 … 1), its reason. A role that has not weighed has no weights; the ranking
 * counts every objective alike for it.
 */
export function ballotsTable({ settings }: ReviewSnapshot): ExportTable {
  const headers = [
    'Role',
    'Influence',
    ...settings.objectives.map(({ name }) => `${name} (weight 0…1)`),
    'In its words',
  ];
  const objectiveIds = settings.objectives.map(({ id }) => id);
  const rows = settings.roles.map((role): ExportCell[] => {
    const weighed = hasWeighed(role, objectiveIds);
    return [
      role.name,
      role.influence,
      ...ballotOf(role, objectiveIds).map(({ weight }) => (weighed ? weight : null)),
      role.rationale || null,
    ];
  });
  return { name: 'Ballots', headers, rows };
}

/** Every bound that a role set, must or want. */
export function requirementsTable({ settings }: ReviewSnapshot): ExportTable {
  const rows = settings.roles.flatMap((role) =>
    role.requirements.map(({ metricId, comparator, bound, strength, reason }): ExportCell[] => [
      role.name,
      strength,
      metricName(settings, metricId),
      comparator === '<=' ? 'at most' : 'at least',
      bound,
      reason || null,
    ]),
  );
  return { name: 'Requirements', headers: ['Role', 'Strength', 'Metric', 'Bound is', 'Bound', 'Reason'], rows };
}

function scopeText({ scope }: Hold, { candidateIds, names }: Catalog): string {
  if (scope.kind === 'all') return 'all candidates';
  if (scope.kind === 'tag') return `tagged ${scope.tag}`;
  return names[candidateIds.indexOf(scope.candidateId)] ?? 'a candidate that was removed';
}

/** Every "not yet", those that were cleared too. */
export function holdsTable({ settings, catalog }: ReviewSnapshot): ExportTable {
  const rows = settings.roles.flatMap((role) =>
    role.holds.map((hold): ExportCell[] => [
      role.name,
      scopeText(hold, catalog),
      hold.effect,
      hold.until,
      hold.condition || null,
      hold.cleared ? 'yes' : null,
      hold.reason || null,
    ]),
  );
  const headers = ['Role', 'On', 'Effect', 'Until', 'Or until', 'Came true', 'Reason'];
  return { name: 'Holds', headers, rows };
}

// How a ranking is printed: as columns for people, as JSON for programs.
import { countText, decimalsFor, formatCount, formatInterval, listText } from '../../shared/domain/format.ts';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { answerWithHolds } from '../../shared/engine/answer.ts';
import type { AnswerCandidate } from '../../shared/engine/answer.ts';
import type { Requirement } from '../../shared/domain/role.ts';
import type { Evaluation } from '../../shared/engine/evaluation.ts';
import { countFailing, undecidedOf } from '../../shared/engine/screen.ts';
import { REFERENCE_REASON } from '../../shared/engine/wording.ts';
import { orderByRank } from '../../shared/engine/rank.ts';

/** NaN means "no score"; JSON has null for that. */
const numberOrNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

/** What is to be said of how a table was read: remarks, and the metrics by which nobody is compared. */
export interface TableReading {
  notes: readonly string[];
  /** Metrics that are no objectives: another one counts the same, or there are enough without them. */
  doubles: readonly string[];
  beyond: readonly string[];
  /** Nobody has said which way is better. */
  undirected: readonly string[];
  /** Most candidates have no value. */
  sparse: readonly string[];
}
/** Of a review, which is not read from a table. */
export const noReading: TableReading = { notes: [], doubles: [], beyond: [], undirected: [], sparse: [] };

/**
 * One object: the rule, everybody who is first with the holds on them, and per candidate its front and its rank and score for
 * each role. `recommended` is null where several are level: the rule then names nobody alone.
 * @param today    YYYY-MM-DD, for the holds.
 * @param reading  how the table was read, where it is one.
 */
export function toJson(
  snapshot: ReviewSnapshot,
  evaluation: Evaluation,
  today: string,
  reading: Partial<TableReading> = {},
): string {
  const { settings, catalog } = snapshot;
  const { notes, doubles, beyond, undirected, sparse } = { ...noReading, ...reading };
  const { first, favourites } = answerWithHolds(snapshot, evaluation, today);
  const toEntry = ({ candidate, holds, blocked }: AnswerCandidate) => ({
    name: catalog.names[candidate],
    blocked,
    holds: holds.map(({ roleId, hold: { effect, until, condition, reason } }) => ({
      role: names.get(roleId),
      effect,
      until,
      condition: condition === '' ? null : condition,
      reason: reason === '' ? null : reason,
    })),
  });
  const { fronts, screening, matrix, roles, groups, rule, recommended } = evaluation;
  const names = new Map(settings.roles.map((role) => [role.id, role.name]));
  const metricNames = new Map(settings.metrics.map((metric) => [metric.id, metric.name]));
  const candidates = catalog.names.map((name, i) => ({
    name,
    feasible: screening.feasible[i] === 1,
    onlyCompared: screening.reference === i,
    cannotBeTold: undecidedOf(snapshot, screening.musts, i).map(({ requirement, measured, interval }) => ({
      role: names.get(requirement.roleId),
      metric: metricNames.get(requirement.metricId),
      comparator: requirement.comparator,
      bound: requirement.bound,
      measured,
      low: interval.low,
      high: interval.high,
    })),
    complete: matrix.complete[i] === 1,
    missing: missingOf(snapshot, evaluation, i),
    front: fronts[i] || null,
    groupRank: groups[rule].ranks[i] || null,
    groupScore: numberOrNull(groups[rule].scores[i]),
    roles: roles.map((role) => ({
      role: names.get(role.roleId),
      rank: role.ranks[i] || null,
      score: numberOrNull(role.scores[i]),
      regret: numberOrNull(role.regrets[i]),
    })),
  }));
  const report = {
    title: settings.title,
    objectives: settings.objectives.map(({ name, direction, valueFunction }) => ({
      name,
      direction,
      ...valueFunction,
    })),
    notObjectives: [...doubles, ...beyond, ...undirected, ...sparse],
    notes,
    rule,
    recommended: first.length === 1 ? (catalog.names[recommended] ?? null) : null,
    first: first.map(toEntry),
    favourites: favourites.map((entry) => ({ role: names.get(entry.roleId), first: entry.first.map(toEntry) })),
    frontSize: evaluation.frontSize,
    candidates,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The objectives for which a candidate has no value to compare. */
const missingOf = ({ settings }: ReviewSnapshot, { matrix }: Evaluation, candidate: number): string[] =>
  settings.objectives.filter((_, j) => Number.isNaN(matrix.values[j]?.[candidate] ?? NaN)).map(({ name }) => name);

/** For each objective whom the lack of a value leaves out of the ranking, a line each. */
function missingLines(snapshot: ReviewSnapshot, evaluation: Evaluation): string[] {
  const { names } = snapshot.catalog;
  const lacking = new Map<string, string[]>();
  names.forEach((name, i) => {
    if (evaluation.matrix.complete[i] === 1 || evaluation.screening.feasible[i] !== 1) return;
    for (const objective of missingOf(snapshot, evaluation, i)) {
      lacking.set(objective, [...(lacking.get(objective) ?? []), name]);
    }
  });
  return [...lacking].map(([objective, left]) => {
    const shown = left.slice(0, NAMED);
    if (left.length > NAMED) shown.push(`${left.length - NAMED} more`);
    return `  ${objective}: ${listText(shown)}`;
  });
}

/** For each must the candidates of which it cannot be told whether they meet it, a line each. They are ranked. */
function undecidedLines(snapshot: ReviewSnapshot, { screening }: Evaluation): string[] {
  const { settings, catalog } = snapshot;
  const byMust = new Map<Requirement, string[]>();
  catalog.names.forEach((name, i) => {
    if (screening.feasible[i] !== 1) return;
    for (const { requirement, interval } of undecidedOf(snapshot, screening.musts, i)) {
      const within = formatInterval(interval, decimalsFor([interval.low, interval.high ?? interval.low]), '');
      byMust.set(requirement, [...(byMust.get(requirement) ?? []), `${name} (${within})`]);
    }
  });
  if (byMust.size === 0) return [];
  const lines = [...byMust].map(([{ roleId, metricId, comparator, bound }, open]) => {
    const role = settings.roles.find(({ id }) => id === roleId)?.name ?? 'A role';
    const metric = settings.metrics.find(({ id }) => id === metricId)?.name ?? 'a metric';
    const shown = open.slice(0, NAMED);
    if (open.length > NAMED) shown.push(`${open.length - NAMED} more`);
    return `  ${role}: ${metric} ${comparator === '<=' ? '≤' : '≥'} ${bound}: ${shown.join(', ')}`;
  });
  return ['\nRanked, though it cannot be told whether a must is met (its bound lies within the interval):', ...lines];
}

/** Plain words first, the term behind them. */
const ruleNames = {
  leastRegret: 'the smallest loss of whoever loses most (least regret)',
  weightedMean: 'the mean of all roles (weighted mean)',
};

/** Names written out up to this many. */
const NAMED = 8;

/** "By least regret, A is first." or, where several are level, all of them. */
function answerLine(
  { catalog }: ReviewSnapshot,
  rule: keyof typeof ruleNames,
  first: readonly AnswerCandidate[],
  noneFeasible: boolean,
): string {
  const names = first.slice(0, NAMED).map(({ candidate }) => catalog.names[candidate] ?? '');
  if (first.length > NAMED) names.push(`${first.length - NAMED} more`);
  const by = `By ${ruleNames[rule]}:`;
  if (names.length === 0) {
    const none = noneFeasible ? ', because none meets all requirements' : '';
    return `${by} no candidate can be recommended${none}.`;
  }
  if (names.length === 1) return `${by} ${names[0]}.`;
  return `${by} ${listText(names)} are level, all of them first.`;
}

/** What stands in the way of using one of the first, a line for each hold. */
function holdLines({ settings, catalog }: ReviewSnapshot, first: readonly AnswerCandidate[]): string[] {
  return first.slice(0, NAMED).flatMap(({ candidate, holds }) =>
    holds.map(({ roleId, hold: { effect, until, condition } }) => {
      const role = settings.roles.find(({ id }) => id === roleId)?.name ?? 'A role';
      const ends = [...(until === null ? [] : [until]), ...(condition === '' ? [] : [condition])];
      return `${catalog.names[candidate]} is ${effect === 'blocks' ? 'on hold' : 'used with a warning'} by ${role}, until ${ends.join(', or until ')}.`;
    }),
  );
}

/** Who is first, with ties and holds; the ranked candidates in the group's order; then how many are left out and why. */
export function toText(
  snapshot: ReviewSnapshot,
  evaluation: Evaluation,
  today: string,
  reading: Partial<TableReading> = {},
): string {
  const { settings, catalog } = snapshot;
  const { notes, doubles, beyond, undirected, sparse } = { ...noReading, ...reading };
  const { fronts, screening, matrix, roles, groups, rule, frontSize } = evaluation;
  const { first } = answerWithHolds(snapshot, evaluation, today);
  const remarks = [
    ...(undirected.length > 0
      ? [`\nNot compared by ${listText(undirected, 6)}: nobody has said which way is better. Say it in the app.`]
      : []),
    ...(sparse.length > 0 ? [`\nNot compared by ${listText(sparse, 6)}: most candidates have no value.`] : []),
    ...(notes.length > 0 ? ['\nHow it was read:', ...notes.map((note) => `  ${note}`)] : []),
  ];
  if (settings.objectives.length === 0) {
    return ['This review has no objectives yet, so there is nothing to rank by.', ...remarks, ''].join('\n');
  }
  const group = groups[rule];
  const order = [...orderByRank(group.ranks, catalog.names)];
  // Roles that all count every objective alike agree on everything: one column then says it.
  const assumed = roles.every((role) => role.assumedEqual);
  const columns = assumed ? ['score'] : settings.roles.map((role) => role.name);
  const header = ['rank', 'front', 'candidate', ...columns];
  const rows = order.map((i) => [
    `${group.ranks[i]}`,
    `${fronts[i]}`,
    catalog.names[i] ?? '',
    ...(assumed ? [(roles[0]?.scores[i] ?? NaN).toFixed(4)] : roles.map((role) => `${role.ranks[i]}`)),
  ]);
  const widths = header.map((text, column) => Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (column === 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const infeasible = countFailing(screening);
  const choosable = catalog.names.length - (screening.reference === -1 ? 0 : 1);
  // Who fails a requirement is counted there, whether or not a measurement is missing as well.
  const incomplete = catalog.names.filter((_, i) => screening.feasible[i] === 1 && matrix.complete[i] !== 1).length;
  return [
    `${settings.title}: ${countText(catalog.names.length, 'candidate')}, ${countText(settings.objectives.length, 'objective')}, ${formatCount(frontSize)} on the front.`,
    answerLine(snapshot, rule, first, infeasible === choosable),
    ...holdLines(snapshot, first),
    ...(assumed ? ['No role has weighed yet, so every objective counts alike.'] : []),
    '',
    line(header),
    ...rows.map(line),
    ...(screening.reference === -1 ? [] : [`\nNot ranked: ${catalog.names[screening.reference]} ${REFERENCE_REASON}.`]),
    ...(infeasible > 0
      ? [`\n${infeasible} not ranked: ${infeasible === 1 ? 'it fails' : 'they fail'} a requirement.`]
      : []),
    ...undecidedLines(snapshot, evaluation),
    ...(doubles.length > 0
      ? [
          `\nNo ${doubles.length === 1 ? 'objective' : 'objectives'}: ${listText(doubles, 6)}, which ${doubles.length === 1 ? 'counts' : 'count'} what another column counts.`,
        ]
      : []),
    ...(beyond.length > 0
      ? [
          `\nNot compared by ${listText(beyond, 6)}: ${countText(settings.objectives.length, 'objective is', 'objectives are')} enough to begin with. Others can be chosen in the app.`,
        ]
      : []),
    ...(incomplete > 0
      ? [`\n${incomplete} not ranked: a measurement is missing.`, ...missingLines(snapshot, evaluation)]
      : []),
    ...remarks,
    '',
  ].join('\n');
}

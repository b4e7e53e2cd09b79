// How a ranking is printed for people: who is first with ties and holds, the ranked candidates, and who is left out and why.
import { countText, decimalsFor, formatCount, formatInterval, listText } from '../../shared/domain/format.ts';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import type { Requirement } from '../../shared/domain/role.ts';
import type { AnyGroupRule, Evaluation } from '../../shared/engine/evaluation.ts';
import { orderByRank } from '../../shared/engine/rank.ts';
import { countFailing, undecidedOf } from '../../shared/engine/screen.ts';
import { REFERENCE_REASON } from '../../shared/engine/wording.ts';
import { holdsOn } from '../../shared/engine/holds.ts';
import { chancesOf } from './rankingJson.ts';
import type { Ranked } from './ranked.ts';
import { noReading, type TableReading } from './tableReading.ts';

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
    if (left.length > NAMED) shown.push(`${formatCount(left.length - NAMED)} more`);
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
    if (open.length > NAMED) shown.push(`${formatCount(open.length - NAMED)} more`);
    return `  ${role}: ${metric} ${comparator === '<=' ? '≤' : '≥'} ${bound}: ${shown.join(', ')}`;
  });
  return ['\nRanked, though it cannot be told whether a must is met (its bound lies within the interval):', ...lines];
}

/** Plain words first, the term behind them. */
const ruleNames: Readonly<Record<AnyGroupRule, string>> = {
  leastRegret: 'the smallest loss of whoever loses most (least regret)',
  weightedMean: 'the mean of all roles (weighted mean)',
  leximin: 'the worst-off role first (leximin)',
  nash: 'the product of gains (Nash)',
  borda: 'points by place (Borda)',
  copeland: 'duels won (Copeland)',
  kemeny: 'the order with the fewest contradictions (Kemeny–Young)',
};

/** The terms alone, as they stand in a sentence. */
export const ruleTerms: Readonly<Record<AnyGroupRule, string>> = {
  leastRegret: 'least regret',
  weightedMean: 'the weighted mean',
  leximin: 'leximin',
  nash: 'the product of gains',
  borda: 'Borda’s points',
  copeland: 'Copeland’s duels',
  kemeny: 'the Kemeny–Young order',
};

/** Names written out up to this many. */
const NAMED = 8;

/** "By least regret, A is first." or, where several are level, all of them. */
function answerLine({ snapshot, rule, roleId, order }: Ranked, noneFeasible: boolean): string {
  const { settings, catalog } = snapshot;
  const names = order.first.slice(0, NAMED).map((i) => catalog.names[i] ?? '');
  if (order.first.length > NAMED) names.push(`${formatCount(order.first.length - NAMED)} more`);
  const role = settings.roles.find(({ id }) => id === roleId);
  const by = role ? `For ${role.name}:` : `By ${ruleNames[rule]}:`;
  if (names.length === 0) {
    const none = noneFeasible ? ', because none meets all requirements' : '';
    return `${by} no candidate can be recommended${none}.`;
  }
  if (names.length === 1) return `${by} ${names[0]}.`;
  return `${by} ${listText(names)} are level, all of them first.`;
}

/** What stands in the way of using one of the first, a line for each hold. */
export function holdLines({ snapshot: { settings, catalog }, holds }: Ranked, candidates: readonly number[]): string[] {
  return candidates.slice(0, NAMED).flatMap((candidate) =>
    holdsOn(holds, candidate).map(({ roleId, hold: { effect, until, condition } }) => {
      const role = settings.roles.find(({ id }) => id === roleId)?.name ?? 'A role';
      const ends = [...(until === null ? [] : [until]), ...(condition === '' ? [] : [condition])];
      return `${catalog.names[candidate]} is ${effect === 'blocks' ? 'on hold' : 'used with a warning'} by ${role}, until ${ends.join(', or until ')}.`;
    }),
  );
}

/** How often the first are first, a line; empty where nothing was drawn. */
function chanceLines(found: Ranked): string[] {
  const chances = chancesOf(found).slice(0, 3);
  if (chances.length === 0 || found.certainty === null) return [];
  const named = chances.map(
    ({ candidate, first }) => `${found.snapshot.catalog.names[candidate]} in ${(100 * first).toFixed(1)} %`,
  );
  return [
    `First in ${countText(found.certainty.draws, 'draw')} of weights and measurements (seed ${found.choices.seed}): ${named.join(', ')}.`,
  ];
}

/** Who is first, with ties and holds; the ranked candidates in their order; then how many are left out and why. */
export function toText(found: Ranked, reading: Partial<TableReading> = {}): string {
  const { snapshot, evaluation, order, choices, rule, roleId } = found;
  const { settings, catalog } = snapshot;
  const { notes, doubles, beyond, constant, undirected, sparse } = { ...noReading, ...reading };
  const { fronts, screening, matrix, frontSize } = evaluation;
  const remarks = [
    ...(undirected.length > 0
      ? [
          `\nNot compared by ${listText(undirected, 6)}: nobody has said which way is better. Say it with --max or --min, or in the app.`,
        ]
      : []),
    ...(constant.length > 0
      ? [`\nNot compared by ${listText(constant, 6)}: all candidates that are measured have the same value.`]
      : []),
    ...(sparse.length > 0 ? [`\nNot compared by ${listText(sparse, 6)}: most candidates have no value.`] : []),
    ...(notes.length > 0 ? ['\nHow it was read:', ...notes.map((note) => `  ${note}`)] : []),
  ];
  if (settings.objectives.length === 0) {
    return ['There are no objectives, so there is nothing to rank by.', ...remarks, ''].join('\n');
  }
  const inOrder = [...orderByRank(order.ranks, catalog.names)];
  // Roles that all count every objective alike agree on everything, and one role is its own group: one column then says it.
  const assumed = evaluation.roles.every((role) => role.assumedEqual);
  const single = assumed || found.roles.length === 1;
  const columns = single ? ['score'] : settings.roles.map((role) => role.name);
  const header = ['rank', 'front', 'candidate', ...columns];
  const rows = inOrder.map((i) => [
    `${order.ranks[i]}`,
    `${fronts[i]}`,
    catalog.names[i] ?? '',
    ...(single
      ? [(found.roles[0]?.scores[i] ?? NaN).toFixed(4)]
      : found.roles.map(({ ranks }) => (ranks[i] === 0 ? '–' : `${ranks[i]}`))),
  ]);
  const widths = header.map((text, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), text.length),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (column === 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const infeasible = countFailing(screening);
  const choosable = catalog.names.length - (screening.reference === -1 ? 0 : 1);
  // Who fails a requirement is counted there, whether or not a measurement is missing as well.
  const incomplete = catalog.names.filter((_, i) => screening.feasible[i] === 1 && matrix.complete[i] !== 1).length;
  // Some rules and methods say nothing about some who could be ranked: Nash of whoever leaves a role below the status quo.
  const unranked = found.eligible.reduce((sum, mark, i) => sum + (mark === 1 && order.ranks[i] === 0 ? 1 : 0), 0);
  const byMethod = choices.method === 'additive' ? [] : [`Scores by ${choices.method}.`];
  return [
    `${settings.title}: ${countText(catalog.names.length, 'candidate')}, ${countText(settings.objectives.length, 'objective')}, ${formatCount(frontSize)} on the front.`,
    answerLine(found, infeasible === choosable),
    ...holdLines(found, order.first),
    ...byMethod,
    ...(assumed ? ['No role has weighed yet, so every objective counts alike.'] : []),
    ...chanceLines(found),
    '',
    line(header),
    ...rows.map(line),
    ...(screening.reference === -1 ? [] : [`\nNot ranked: ${catalog.names[screening.reference]} ${REFERENCE_REASON}.`]),
    ...(infeasible > 0
      ? [`\n${formatCount(infeasible)} not ranked: ${infeasible === 1 ? 'it fails' : 'they fail'} a requirement.`]
      : []),
    ...(unranked > 0
      ? [
          `\n${formatCount(unranked)} not ranked: ${roleId === null ? ruleTerms[rule] : choices.method} does not rank ${unranked === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    ...undecidedLines(snapshot, evaluation),
    ...(doubles.length > 0
      ? [
          `\nNo ${doubles.length === 1 ? 'objective' : 'objectives'}: ${listText(doubles, 6)}, which ${doubles.length === 1 ? 'counts' : 'count'} what another column counts.`,
        ]
      : []),
    ...(beyond.length > 0
      ? [
          `\nNot compared by ${listText(beyond, 6)}: ${countText(settings.objectives.length, 'objective is', 'objectives are')} enough to begin with. Name others in --weights, or choose them in the app.`,
        ]
      : []),
    ...(incomplete > 0
      ? [`\n${formatCount(incomplete)} not ranked: a measurement is missing.`, ...missingLines(snapshot, evaluation)]
      : []),
    ...remarks,
    '',
  ].join('\n');
}

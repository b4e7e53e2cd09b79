// How a ranking is printed: as columns for people, as JSON for programs.
import { countText, formatCount, listText } from '../../shared/domain/format.ts';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { answerWithHolds } from '../../shared/engine/answer.ts';
import type { AnswerCandidate } from '../../shared/engine/answer.ts';
import type { Evaluation } from '../../shared/engine/evaluation.ts';
import { orderByRank } from '../../shared/engine/rank.ts';

/** NaN means "no score"; JSON has null for that. */
const numberOrNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

/** Columns of a table that could be objectives and are none: another one counts the same, or there are enough without them. */
export interface NotObjectives {
  doubles: readonly string[];
  beyond: readonly string[];
}
const NONE_LEFT: NotObjectives = { doubles: [], beyond: [] };

/**
 * One object: the rule, everybody who is first with the holds on them, and per candidate its front and its rank and score for
 * each role. `recommended` is null where several are level: the rule then names nobody alone.
 * @param today    YYYY-MM-DD, for the holds.
 * @param unused   the columns of a table that could be objectives and are none.
 */
export function toJson(
  snapshot: ReviewSnapshot,
  evaluation: Evaluation,
  today: string,
  unused: NotObjectives = NONE_LEFT,
): string {
  const { settings, catalog } = snapshot;
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
  const candidates = catalog.names.map((name, i) => ({
    name,
    feasible: screening.feasible[i] === 1,
    complete: matrix.complete[i] === 1,
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
    notObjectives: [...unused.doubles, ...unused.beyond],
    rule,
    recommended: first.length === 1 ? (catalog.names[recommended] ?? null) : null,
    first: first.map(toEntry),
    favourites: favourites.map((entry) => ({ role: names.get(entry.roleId), first: entry.first.map(toEntry) })),
    frontSize: evaluation.frontSize,
    candidates,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
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
): string {
  const names = first.slice(0, NAMED).map(({ candidate }) => catalog.names[candidate] ?? '');
  if (first.length > NAMED) names.push(`${first.length - NAMED} more`);
  const by = `By ${ruleNames[rule]}:`;
  if (names.length === 0) return `${by} no candidate can be recommended.`;
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
  unused: NotObjectives = NONE_LEFT,
): string {
  const { settings, catalog } = snapshot;
  const { fronts, screening, matrix, roles, groups, rule, frontSize } = evaluation;
  const { first } = answerWithHolds(snapshot, evaluation, today);
  if (settings.objectives.length === 0) return 'This review has no objectives yet, so there is nothing to rank by.\n';
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
  const infeasible = catalog.names.filter((_, i) => screening.feasible[i] !== 1).length;
  // Who fails a requirement is counted there, whether or not a measurement is missing as well.
  const incomplete = catalog.names.filter((_, i) => screening.feasible[i] === 1 && matrix.complete[i] !== 1).length;
  return [
    `${settings.title}: ${countText(catalog.names.length, 'candidate')}, ${countText(settings.objectives.length, 'objective')}, ${formatCount(frontSize)} on the front.`,
    answerLine(snapshot, rule, first),
    ...holdLines(snapshot, first),
    ...(assumed ? ['No role has weighed yet, so every objective counts alike.'] : []),
    '',
    line(header),
    ...rows.map(line),
    ...(infeasible > 0
      ? [`\n${infeasible} not ranked: ${infeasible === 1 ? 'it fails' : 'they fail'} a requirement.`]
      : []),
    ...(unused.doubles.length > 0
      ? [
          `\nNo ${unused.doubles.length === 1 ? 'objective' : 'objectives'}: ${listText(unused.doubles, 6)}, which ${unused.doubles.length === 1 ? 'counts' : 'count'} what another column counts.`,
        ]
      : []),
    ...(unused.beyond.length > 0
      ? [
          `\nNot compared by ${listText(unused.beyond, 6)}: ${countText(settings.objectives.length, 'objective is', 'objectives are')} enough to begin with. Others can be chosen in the app.`,
        ]
      : []),
    ...(incomplete > 0 ? [`\n${incomplete} not ranked: a measurement is missing.`] : []),
    '',
  ].join('\n');
}

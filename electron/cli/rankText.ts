// How a ranking is printed: as columns for people, as JSON for programs.
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import type { Evaluation } from '../../shared/engine/evaluation.ts';
import { orderByRank } from '../../shared/engine/rank.ts';

/** NaN means "no score"; JSON has null for that. */
const numberOrNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

/** One object: the rule, the recommended candidate, and per candidate its front and its rank and score for each role. */
export function toJson({ settings, catalog }: ReviewSnapshot, evaluation: Evaluation): string {
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
    rule,
    recommended: catalog.names[recommended] ?? null,
    frontSize: evaluation.frontSize,
    candidates,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

const ruleNames = { leastRegret: 'least regret', weightedMean: 'weighted mean' };

/** The ranked candidates in the group's order, then how many are left out and why. */
export function toText({ settings, catalog }: ReviewSnapshot, evaluation: Evaluation): string {
  const { fronts, screening, matrix, roles, groups, rule, recommended, frontSize } = evaluation;
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
  const incomplete = catalog.names.filter((_, i) => matrix.complete[i] !== 1).length;
  return [
    `${settings.title}: ${catalog.names.length} candidates, ${settings.objectives.length} objectives, ${frontSize} on the front.`,
    `By ${ruleNames[rule]}: ${catalog.names[recommended] ?? 'no candidate can be recommended'}.`,
    ...(assumed ? ['No role has weighed yet, so every objective counts alike.'] : []),
    '',
    line(header),
    ...rows.map(line),
    ...(infeasible > 0 ? [`\n${infeasible} not ranked: they fail a requirement.`] : []),
    ...(incomplete > 0 ? [`\n${incomplete} not ranked: a measurement is missing.`] : []),
    '',
  ].join('\n');
}

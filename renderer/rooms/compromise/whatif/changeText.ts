// What a sandbox changes, in words: short for the band, in full for the dialog that proposes it.
import { formatNumber } from '../../../../shared/domain/format.ts';
import type { Settings } from '../../../../shared/domain/review.ts';
import type { ScenarioDefinition } from '../../../../shared/domain/scenario.ts';
import { fullWeights } from '../../../state/whatIf.svelte.ts';
import { boundText, listText, possessive, type Metrics } from '../../../parts/wording/wording.ts';

type Changes = Pick<ScenarioDefinition, 'ballots' | 'bounds'>;

export interface ChangeText {
  roleId: number;
  /** "Sales at 40 % accuracy", "Product’s p95 latency ≤ 131 ms". */
  short: string;
  /** Every number that moves: "Sales: accuracy from 25 to 40 %, ad revenue from 50 to 40 %." */
  full: string;
}

/** Moves smaller than this, in weight, are not worth a word. */
const SMALL = 5e-4;

/** One entry per role whose weights, and per requirement whose bound, would be another. */
export function changeTexts(settings: Settings, metrics: Metrics, changes: Changes): ChangeText[] {
  return [
    ...changes.ballots.map(({ roleId, weights }) => ballotText(settings, roleId, weights)),
    ...changes.bounds.flatMap(({ requirementId, bound }) => boundChange(settings, metrics, requirementId, bound)),
  ];
}

function ballotText(
  settings: Settings,
  roleId: number,
  weights: ScenarioDefinition['ballots'][number]['weights'],
): ChangeText {
  const role = settings.roles.find(({ id }) => id === roleId);
  const name = role?.name ?? '';
  const tried = new Map(weights.map((entry) => [entry.objectiveId, entry.weight]));
  const all = fullWeights(settings, roleId)
    .map(({ objectiveId, weight }) => ({ objectiveId, from: weight, to: tried.get(objectiveId) ?? 0 }))
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from));
  const moves = all.filter(({ from, to }) => Math.abs(to - from) >= SMALL);
  const nameOf = (id: number) => settings.objectives.find((objective) => objective.id === id)?.name ?? '';
  const [most] = moves;
  if (most === undefined)
    return { roleId, short: `${possessive(name)} weights`, full: `${name}: weights moved a hair.` };
  const parts = moves.map(
    ({ objectiveId, from, to }) => `${nameOf(objectiveId)} from ${percent(from)} to ${percent(to)} %`,
  );
  const more = typedMoves(all).length - 1;
  return {
    roleId,
    short: `${name} at ${percent(most.to)}\u00a0% ${nameOf(most.objectiveId)}${more === 0 ? '' : ` and ${more} more`}`,
    full: `${name}: ${parts.join(', ')}.`,
  };
}

interface Move {
  objectiveId: number;
  from: number;
  to: number;
}

/**
 * The moves that somebody made, the largest first: weights that only make room for them keep their proportions, so all that
 * changed by the most common factor is left out, or did not change at all. At least the largest.
 *
 * @param all  a role's weights, the largest move first.
 */
function typedMoves(all: readonly Move[]): readonly Move[] {
  const [most, ...others] = all;
  if (most === undefined) return [];
  const factor = ({ from, to }: Move) => (from === 0 ? Infinity : to / from);
  const alike = (a: Move, b: Move) => factor(a) === factor(b) || Math.abs(factor(a) / factor(b) - 1) < 1e-3;
  const groups = others.map((one) => others.filter((other) => alike(one, other)));
  const room = groups.reduce<readonly Move[]>(
    (largest, group) => (group.length > largest.length ? group : largest),
    [],
  );
  return [most, ...others.filter((one) => !room.includes(one) && Math.abs(one.to - one.from) >= SMALL)];
}

function boundChange(settings: Settings, metrics: Metrics, requirementId: number, bound: number | null): ChangeText[] {
  for (const role of settings.roles) {
    const requirement = role.requirements.find(({ id }) => id === requirementId);
    if (requirement === undefined) continue;
    const what = `${possessive(role.name)} ${metrics.metricById.get(requirement.metricId)?.name ?? 'requirement'}`;
    const was = boundText(metrics, requirement, requirement.bound);
    const roleId = role.id;
    if (bound === null) {
      return [{ roleId, short: `without ${what} ${was}`, full: `${what} ${was} is dropped.` }];
    }
    const now = boundText(metrics, requirement, bound);
    return [{ roleId, short: `${what} ${now}`, full: `${what} ${now} instead of ${was}.` }];
  }
  return [];
}

/** "Sales at 40 % accuracy and Product’s p95 latency ≤ 131 ms". */
export function bandText(texts: readonly ChangeText[]): string {
  return listText(texts.map(({ short }) => short));
}

/** A weight in percent with the digits it takes: "40", "37.5". */
export function percent(weight: number): string {
  const x = Number((weight * 100).toFixed(1));
  return formatNumber(x, Number.isInteger(x) ? 0 : 1);
}

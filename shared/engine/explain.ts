// Why one candidate stands above another for a role, in parts and in a sentence whose every number comes from the matrix.
import type { Objective } from '../domain/objective.ts';
import type { ReviewSnapshot } from '../domain/review.ts';
import type { DecisionMatrix, RoleResult } from './evaluation.ts';
import { quantity, signed } from './numberText.ts';
import { snap } from './snap.ts';
import { contributions } from './weightedSum.ts';

/** One objective's share in the difference between two candidates. */
export interface PairPart {
  objectiveId: number;
  /** Measurements in the metric's unit; null where missing and filled by the policy. */
  better: number | null;
  worse: number | null;
  /** What the objective adds to the lead of the better candidate; negative where the other is ahead. */
  worth: number;
}

export interface PairExplanation {
  roleId: number;
  /** The candidate with the higher score (the first one asked about when level), and the other. */
  better: number;
  worse: number;
  /** Difference of their scores, 0 or more: the sum of all `worth`. */
  lead: number;
  /** In matrix order. */
  parts: readonly PairPart[];
  sentence: string;
}

/** Gains and costs named in a sentence; what is left is summed up. */
const NAMED = 3;

/**
 * Compares two candidates under one role's weights.
 * @returns null when either is incomplete, or there are no objectives: there is no score to explain.
 */
export function explainPair(
  { settings, catalog }: ReviewSnapshot,
  matrix: DecisionMatrix,
  result: RoleResult,
  first: number,
  second: number,
): PairExplanation | null {
  const lead = snap(result.scores[first]! - result.scores[second]!);
  if (Number.isNaN(lead)) return null;
  const [better, worse] = lead >= 0 ? [first, second] : [second, first];
  const ahead = contributions(matrix, result.weights, better);
  const behind = contributions(matrix, result.weights, worse);
  const parts = settings.objectives.map((objective, j) => ({
    objectiveId: objective.id,
    better: known(matrix.measured[j]![better]!),
    worse: known(matrix.measured[j]![worse]!),
    worth: snap(ahead[j]! - behind[j]!),
  }));
  const role = settings.roles.find(({ id }) => id === result.roleId)?.name ?? '';
  const [winner, loser] = [catalog.names[better]!, catalog.names[worse]!];
  const verdict = lead === 0 ? `${winner} and ${loser} are level` : `${winner} beats ${loser}`;
  const reasons = reasonsOf(parts, settings);
  const sentence = `For ${role}, ${verdict}${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}.`;
  return { roleId: result.roleId, better, worse, lead: Math.abs(lead), parts, sentence };
}

function known(x: number): number | null {
  return Number.isNaN(x) ? null : x;
}

/** Gains first, then costs, the largest of each; then the sum of the rest, so that nothing is left out of the account. */
function reasonsOf(parts: readonly PairPart[], { objectives, metrics }: ReviewSnapshot['settings']): string[] {
  const bySize = parts
    .map((part, j) => ({ part, objective: objectives[j]! }))
    .filter(({ part }) => part.worth !== 0)
    .sort((a, b) => Math.abs(b.part.worth) - Math.abs(a.part.worth));
  const gains = bySize.filter(({ part }) => part.worth > 0).slice(0, NAMED);
  const costs = bySize.filter(({ part }) => part.worth < 0).slice(0, NAMED);
  const reasons = [...gains, ...costs].map(({ part, objective }) => {
    const unit = metrics.find(({ id }) => id === objective.metricId)?.unit ?? '';
    return `${subject(part, objective, unit)} ${part.worth > 0 ? 'is worth' : 'costs'} ${signed(part.worth)}`;
  });
  const rest = bySize.filter((entry) => !gains.includes(entry) && !costs.includes(entry));
  if (rest.length > 0) {
    const sum = rest.reduce((total, { part }) => total + part.worth, 0);
    const many = rest.length === 1 ? '1 smaller difference adds' : `${rest.length} smaller differences add`;
    reasons.push(`${many} up to ${signed(snap(sum))}`);
  }
  return reasons;
}

function subject({ better, worse }: PairPart, { name, direction, missing }: Objective, unit: string): string {
  const assumed = missing === 'median' ? 'taken as the median' : 'taken as the worst';
  if (better === null && worse === null) return `${name} (not measured, ${assumed})`;
  if (better === null) return `${name} (not measured, ${assumed}) against ${quantity(worse!, unit)}`;
  if (worse === null) return `${name} of ${quantity(better, unit)} against one not measured (${assumed})`;
  // Two distances from a target may lie on either side of it: the measurements say more than their difference.
  if (direction === 'target') return `${name} of ${quantity(better, unit)} against ${quantity(worse, unit)}`;
  const difference = Number((better - worse).toPrecision(12));
  const points = unit === '%' ? 'percentage points' : unit;
  return `${quantity(Math.abs(difference), points)} ${difference < 0 ? 'lower' : 'higher'} ${name}`;
}

// Why one candidate stands above another for a role, in parts and in a sentence whose every number comes from the matrix.
import type { Objective } from '../domain/objective.ts';
import type { ReviewSnapshot } from '../domain/review.ts';
import type { DecisionMatrix, RoleResult } from './evaluation.ts';
import { difference } from './tolerance.ts';
import { contributions } from './weightedSum.ts';
import { distinct, wordingOf, worthText } from './wording.ts';
import type { CitedCell, Wording } from './wording.ts';

/** One objective's share in the difference between two candidates. */
interface PairPart {
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
  /** The cells its numbers were read from. */
  cells: readonly CitedCell[];
}

/** Gains and costs named in a sentence; what is left is summed up, as is whatever is below this share of the lead. */
const NAMED = 3;
const SMALL = 0.01;

/**
 * Compares two candidates under one role's weights.
 * @returns null when either is incomplete, or there are no objectives: there is no score to explain.
 */
export function explainPair(
  snapshot: ReviewSnapshot,
  matrix: DecisionMatrix,
  result: RoleResult,
  first: number,
  second: number,
): PairExplanation | null {
  const { settings, catalog } = snapshot;
  const lead = difference(result.scores[first]!, result.scores[second]!);
  if (Number.isNaN(lead)) return null;
  const [better, worse] = lead >= 0 ? [first, second] : [second, first];
  const ahead = contributions(matrix, result.weights, better);
  const behind = contributions(matrix, result.weights, worse);
  const parts = settings.objectives.map((objective, j) => ({
    objectiveId: objective.id,
    better: known(matrix.measured[j]![better]!),
    worse: known(matrix.measured[j]![worse]!),
    worth: difference(ahead[j]!, behind[j]!),
  }));
  const role = settings.roles.find(({ id }) => id === result.roleId)?.name ?? '';
  const [winner, loser] = [catalog.names[better]!, catalog.names[worse]!];
  const verdict = lead === 0 ? `${winner} and ${loser} are level` : `${winner} beats ${loser}`;
  const wording = wordingOf(snapshot);
  const { reasons, named } = reasonsOf(parts, settings.objectives, wording);
  const sentence = `For ${role}, ${verdict}${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}.`;
  const cells = distinct(
    named.flatMap(({ part, objective: { metricId } }) => [
      ...(part.better === null ? [] : [wording.cell(better, metricId)]),
      ...(part.worse === null ? [] : [wording.cell(worse, metricId)]),
    ]),
  );
  return { roleId: result.roleId, better, worse, lead: Math.abs(lead), parts, sentence, cells };
}

function known(x: number): number | null {
  return Number.isNaN(x) ? null : x;
}

/** Gains first, then costs, the largest of each; then the sum of the rest, so that nothing is left out of the account. */
function reasonsOf(parts: readonly PairPart[], objectives: readonly Objective[], wording: Wording) {
  const bySize = parts
    .map((part, j) => ({ part, objective: objectives[j]! }))
    .filter(({ part }) => part.worth !== 0)
    .sort((a, b) => Math.abs(b.part.worth) - Math.abs(a.part.worth));
  const lead = Math.abs(bySize.reduce((sum, { part }) => sum + part.worth, 0));
  const large = bySize.filter(({ part }) => Math.abs(part.worth) >= SMALL * lead);
  const gains = large.filter(({ part }) => part.worth > 0).slice(0, NAMED);
  const costs = large.filter(({ part }) => part.worth < 0).slice(0, NAMED);
  const named = [...gains, ...costs];
  const reasons = named.map(
    ({ part, objective }) =>
      `${partText(part, objective, wording)} ${part.worth > 0 ? `is worth ${worthText(part.worth)}` : `costs ${costText(part.worth)}`}`,
  );
  const rest = bySize.filter((entry) => !named.includes(entry));
  if (rest.length > 0) {
    const sum = rest.reduce((total, { part }) => total + part.worth, 0);
    const many = rest.length === 1 ? '1 smaller difference adds' : `${rest.length} smaller differences add`;
    reasons.push(`${many} up to ${worthText(sum)}`);
  }
  return { reasons, named };
}

/** "0.05" of a worth of −0.05: the word "costs" says the sign already. */
const costText = (worth: number): string => worthText(-worth).replace('+', '');

/** What sets the two apart on one objective: "48 ms lower p95 latency". */
export function partText(
  { better, worse }: Pick<PairPart, 'better' | 'worse'>,
  { name, direction, missing, metricId }: Objective,
  wording: Wording,
): string {
  const assumed = missing === 'median' ? 'taken as the median' : 'taken as the worst';
  const measure = (x: number) => wording.measure(metricId, x);
  if (better === null && worse === null) return `${name} (not measured, ${assumed})`;
  if (better === null) return `${name} (not measured, ${assumed}) against ${measure(worse!)}`;
  if (worse === null) return `${name} of ${measure(better)} against one not measured (${assumed})`;
  // Two distances from a target may lie on either side of it: the measurements say more than their difference.
  if (direction === 'target') return `${name} of ${measure(better)} against ${measure(worse)}`;
  return `${wording.difference(metricId, better - worse)} ${better < worse ? 'lower' : 'higher'} ${name}`;
}

// The gaps that would change the answer, and what settles nothing, in words.
import { formatNumber } from '../../../shared/domain/format.ts';
import type { DecisionGap } from '../../../shared/engine/agreement/decisionGaps.ts';
import { listText, valueText } from '../wording/wording.ts';

interface GapNames {
  candidate(index: number): string;
  objective(id: number): string;
}

/** "36 %"; a digit where a whole number would hide it. */
export function weightText(share: number): string {
  const x = share * 100;
  return `${formatNumber(x, x > 0 && x < 9.95 && Math.abs(x - Math.round(x)) > 0.05 ? 1 : 0)}\u00a0%`;
}

/** "Two gaps would change the answer". */
export function gapsTitle(gaps: readonly DecisionGap[]): string {
  const count = gaps.filter(({ changes }) => changes).length;
  if (count === 0) return 'No single gap would change the answer';
  if (count === 1) return 'One gap would change the answer';
  return `${count === 2 ? 'Two' : formatNumber(count, 0)} gaps would change the answer`;
}

/** At most so many gaps are drawn: more is not talked about in one sitting. */
const MOST_DISCUSSED = 2;

/**
 * What to talk about: the gaps that change the answer, as they come; where none does alone, those where the weights differ most.
 * Roles that weigh everything alike have nothing to talk about.
 */
export function gapsToDiscuss(gaps: readonly DecisionGap[]): DecisionGap[] {
  const turning = gaps.filter(({ changes }) => changes);
  if (turning.length > 0) return turning.slice(0, MOST_DISCUSSED);
  const apart = gaps.filter((gap) => apartBy(gap) > 1e-9);
  return apart.sort((a, b) => apartBy(b) - apartBy(a)).slice(0, MOST_DISCUSSED);
}

const apartBy = ({ most, least }: DecisionGap) => most.weight - least.weight;

/** Who comes first once all agree on the mean weight, and what that costs: "Fee nudge, and nobody gives up more than 0.07." */
export function settledText(gap: DecisionGap, { candidate }: GapNames): { winner: string; cost: string } {
  const winner = listText(gap.winners.map((i) => candidate(i)));
  if (!gap.changes && gap.winners.length === 1) return { winner, cost: ' either way.' };
  const cost =
    gap.winners.length > 1
      ? ` (level); with ${candidate(gap.winner)} nobody gives up more than ${valueText(gap.regretThen)}.`
      : `, and nobody gives up more than ${valueText(gap.regretThen)}.`;
  return { winner, cost };
}

/** "Settling Deploy cost, where the weights differ most of the others, changes nothing: Two-tower either way." '' where each changes it. */
export function nothingSettledText(gaps: readonly DecisionGap[], answer: number, names: GapNames): string {
  const idle = gaps.filter(({ changes }) => !changes);
  if (idle.length === 0) return '';
  if (gaps.every((gap) => apartBy(gap) <= 1e-9))
    return 'All roles give every objective the same weight, so there is nothing to settle.';
  const [widest, ...others] = [...idle].sort((a, b) => apartBy(b) - apartBy(a));
  const widestOfAll = gaps.every((gap) => apartBy(gap) <= apartBy(widest!) + 1e-9);
  const range = `${weightText(widest!.least.weight)} to ${weightText(widest!.most.weight)}`;
  const where = widestOfAll ? `where the weights differ most (${range})` : `weighed from ${range}`;
  const rest = listText(
    others.map(({ objectiveId }) => names.objective(objectiveId)),
    4,
  );
  const nothing = `Settling ${names.objective(widest!.objectiveId)}, ${where}, changes nothing: ${names.candidate(answer)} either way.`;
  return rest === '' ? nothing : `${nothing} The same holds for ${rest}.`;
}

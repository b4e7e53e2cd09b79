// Why nobody passes and what would let one pass, in a sentence or two.
import type { BoundMove, CheapestChanges } from '../../../../shared/engine/change/cheapestChange.ts';
import type { Requirement } from '../../../../shared/domain/role.ts';
import { countText, formatCount } from '../../../../shared/domain/format.ts';
import { listText } from '../../../parts/wording/wording.ts';

interface NobodyTexts {
  /** "Product’s p95 latency" */
  whose(requirement: Requirement): string;
  /** "≤ 8.9 ms" */
  bound(move: BoundMove): string;
  candidates(indices: readonly number[]): string;
}

/**
 * "Together the musts leave nobody: Product’s p95 latency ≤ 8 ms excludes all 14. The smallest change that lets one pass:
 * Product’s p95 latency ≤ 8.9 ms (Popular nearby)."
 */
export function nobodyText(
  { excludesAll, changes }: CheapestChanges,
  musts: number,
  candidates: number,
  { whose, bound, candidates: named }: NobodyTexts,
): string {
  const asIs = (requirement: Requirement) => `${whose(requirement)} ${bound({ requirement, to: requirement.bound })}`;
  const all = candidates === 1 ? 'the only candidate' : `all ${formatCount(candidates)}`;
  const why =
    excludesAll.length === 0
      ? 'each lets some pass, and nobody meets them all'
      : `${listText(excludesAll.map(asIs))} ${excludesAll.length === 1 ? 'excludes' : 'each exclude'} ${all}`;
  const who = musts === 1 ? 'The one must leaves nobody' : `Together the ${countText(musts, 'must')} leave nobody`;
  const [first] = changes;
  if (first === undefined) {
    return `${who}: ${why}. No other bound helps: what is asked for was not measured of anybody who could be ranked.`;
  }
  const moves = listText(
    first.moves.map((move) => `${whose(move.requirement)} ${bound(move)}`),
    6,
  );
  return `${who}: ${why}. The smallest change that lets one pass: ${moves} (${named(first.admits)}).`;
}

// Where one candidate stands, in a sentence that goes on from its name, and what else has to be said at once.
import { formatCount } from '../../../shared/domain/format.ts';
import type { GroupRule } from '../../../shared/domain/review.ts';
import { REFERENCE_REASON } from '../../../shared/engine/wording.ts';
import { listText } from '../../parts/wording/wording.ts';
import { ordinal } from './place.ts';

export interface StandingFacts {
  objectives: number;
  /** Objectives without a value that keep it out of the ranking. */
  missing: readonly string[];
  /** The `must` requirements it fails, in words. */
  violations: readonly string[];
  /** In use today and no answer, as the meeting agreed. */
  reference: boolean;
  /** Pareto layer; 0 = not compared. */
  front: number;
  roles: readonly { name: string; rank: number; first: number }[];
  /** Its rank under the review's rule and how many share the first; null when looking through one role's eyes. */
  group: { rule: GroupRule; rank: number; first: number } | null;
  /** How many are ranked. */
  ranked: number;
}

const ruled: Record<GroupRule, string> = { leastRegret: 'by least regret', weightedMean: 'by mean value' };

/** "is on the front, first for Sales, and 3rd of 13 by least regret"; without a full stop. */
export function standingSaid(facts: StandingFacts): string {
  const { objectives, missing, violations, reference, front, roles, group, ranked } = facts;
  if (objectives === 0) return 'is not ranked yet: no objective says what matters';
  if (reference) return REFERENCE_REASON;
  if (violations.length > 0) {
    return `is screened out: it fails ${violations.length === 1 ? 'a requirement' : `${violations.length} requirements`}`;
  }
  if (missing.length > 0) return `is not ranked: it has no value for ${listText(missing)}`;
  const parts = [front === 1 ? 'is on the front' : `is on front ${formatCount(front)}`];
  if (group === null) {
    for (const { name, rank, first } of roles) parts.push(placed(rank, first, ranked, `for ${name}`));
  } else if (roles.length > 0) {
    const firstFor = roles.filter(({ rank }) => rank === 1).map(({ name }) => name);
    parts.push(
      `first for ${firstFor.length === 0 ? 'no role' : firstFor.length === roles.length && roles.length > 1 ? 'every role' : listText(firstFor, 4)}`,
    );
    if (group.rank > 0) parts.push(`and ${placed(group.rank, group.first, ranked, ruled[group.rule])}`);
  }
  return parts.join(', ');
}

function placed(rank: number, first: number, ranked: number, how: string): string {
  if (rank === 1) return first > 1 ? `shares the first place ${how}` : `first of ${formatCount(ranked)} ${how}`;
  return `${ordinal(rank)} of ${formatCount(ranked)} ${how}`;
}

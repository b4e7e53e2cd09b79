// What the front's facts say in words: how much of the possible it covers, what a member adds, knees, neighbours.
import { countText, formatNumber } from '../../../shared/domain/format.ts';
import { mostMembers, type FrontFacts } from '../../analysis/kinds/front.ts';

/** A sentence whose first words have a term behind them. */
interface Said {
  lead: string;
  term: string;
  rest: string;
}

/** A move away from a knee costs at least so many times what it brings. */
const STEEP = 2;
const MOST_KNEES = 5;

/** "62 %"; more digits for little, and never 0 or 100 for what is not. */
export function shareText(share: number): string {
  if (share > 0 && share < 5e-5) return 'less than 0.01\u00a0%';
  if (share < 1 && share > 0.999) return 'more than 99.9\u00a0%';
  return `${formatNumber(100 * share, share === 0 || share >= 0.1 ? 0 : share >= 0.01 ? 1 : 2)}\u00a0%`;
}

/** "the front covers 62 % of the room between worst and best", or why nobody knows. */
export function coveredSaid(facts: FrontFacts, objectives: number): Said {
  if (facts.covered !== null) {
    return {
      lead: `The front covers ${shareText(facts.covered)}`,
      term: 'Hypervolume: the share of the box between the worst and the best ends of all ranges, counted in value, in which every point is matched or beaten by a candidate on the front. The ends belong to the objectives, so it can be compared between meetings.',
      rest: ' of the room between worst and best',
    };
  }
  const most = mostMembers(objectives);
  return {
    lead: 'How much the front covers',
    term: 'Hypervolume: the share of the box between the worst and the best ends of all ranges in which every point is matched or beaten by a candidate on the front. Exact volumes take longer with every objective and every member.',
    rest:
      most === 0
        ? ` is left out: with ${objectives} objectives it would take too long; it is worked out for up to 7`
        : ` is left out: ${countText(facts.gaps.length, 'member')} would take too long; with ${countText(objectives, 'objective')} it is worked out for up to ${formatNumber(most, 0)}`,
  };
}

/**
 * The members that are knees: those every move away from which costs at least twice what it brings, the steepest first and
 * five at most, and the one farthest out. Places. A front of one or two has none: there is no past to go to.
 */
export function kneesOf({ steepness, farthest, gaps }: FrontFacts): number[] {
  if (gaps.length < 3) return [];
  const steep = Array.from(steepness?.keys() ?? [])
    .filter((place) => steepness![place]! >= STEEP && steepness![place]! < Infinity)
    .sort((a, b) => steepness![b]! - steepness![a]! || a - b);
  return [...new Set([...(farthest >= 0 ? [farthest] : []), ...steep])].slice(0, MOST_KNEES);
}

/** The median of the distances that are not at an end; NaN when there are none. O(k log k). */
export function usualGap(gaps: Float64Array): number {
  const inner = gaps.filter((gap) => gap < Infinity).sort();
  return inner[inner.length >> 1] ?? NaN;
}

/** What one member adds, whether it is a knee, and how its neighbours stand; without the facts that were left out. */
export function memberSaid(facts: FrontFacts, place: number): Said[] {
  const said: Said[] = [];
  const share = facts.alone?.[place];
  if (share !== undefined) {
    said.push({
      lead: share > 0 ? `Without it the front would cover ${shareText(share)} less` : 'It adds nothing',
      term: 'Exclusive hypervolume contribution: what the front would cover less without this candidate, as a share of what it covers, counted in value from the worst ends of the ranges.',
      rest:
        share > 0
          ? ' than it does.'
          : ' because another candidate is level with it within the ranges, or it stands at the worst end of one.',
    });
  }
  if (kneesOf(facts).includes(place)) {
    const steepness = facts.steepness?.[place] ?? 0;
    const how =
      facts.farthest === place
        ? 'Of all members it lies farthest beyond the plane through the best of each objective'
        : 'Every move away costs at least twice what it brings';
    said.push({
      lead: 'A knee',
      term: `Knee: ${how} (gains and losses added up over the objectives, each as a share of the front’s range).`,
      rest: ` of the front: past here, a little more of one costs a lot of another${steepness >= 1.1 && steepness < Infinity ? `. Moving to any other member loses at least ${formatNumber(steepness, 1)} times what it gains` : ''}.`,
    });
  }
  return said;
}

interface Neighbour {
  /** Place of the member whose largest difference is the smallest. */
  place: number;
  /** That difference, in value. */
  apart: number;
}

/** The nearest other member: the one whose largest difference on any objective is the smallest, the first of equals. O(k m). */
export function nearestMember(values: readonly Float64Array[], place: number): Neighbour | null {
  let best: Neighbour | null = null;
  const k = values[0]?.length ?? 0;
  for (let other = 0; other < k; other++) {
    if (other === place) continue;
    let apart = 0;
    for (const column of values) apart = Math.max(apart, Math.abs(column[other]! - column[place]!));
    if (best === null || apart < best.apart) best = { place: other, apart };
  }
  return best;
}

/** How lonely a member is on its front, as what follows "its neighbours"; '' at an end of the front, and where no member is inside. */
export function lonelinessText(gap: number, usual: number): string {
  if (gap === Infinity || !(usual > 0)) return '';
  if (gap < usual / 2) return ' are closer than is usual on this front';
  if (gap > usual * 2) return ' are farther than is usual on this front';
  return ' are as near as is usual on this front';
}

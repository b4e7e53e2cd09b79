// What the members of the front are to it: how much each alone covers, where its knees are, how near neighbours stand; and who
// is left of it when small differences do not count. Everything is told of members by their place in the question.
import type { ObjectiveColumns } from '../../../shared/engine/dominance.ts';
import { exclusiveVolumes } from '../../../shared/engine/pareto/contributions.ts';
import { crowdingDistances } from '../../../shared/engine/pareto/crowding.ts';
import { epsilonFront, type Tolerance } from '../../../shared/engine/pareto/epsilon.ts';
import { hypervolume } from '../../../shared/engine/pareto/hypervolume.ts';
import { farthestKnee, tradeoffs } from '../../../shared/engine/pareto/knees.ts';
import type { Reporter } from '../reporter.ts';

interface FrontInput {
  /** Whatever tells this front from others; the answer carries it back. */
  id: number;
  /** Per objective the values (0 at the worst end of its range, 1 at the best) of the front's members, k of them. */
  values: readonly Float64Array[];
}

export interface FrontFacts {
  id: number;
  /** The share of the box between worst and best that the front dominates, 0 to 1; null where that would take too long. */
  covered: number | null;
  /** Per member the part of it that no other member covers, as a share of `covered`; null where that is null or 0. */
  alone: Float64Array | null;
  /** The member farthest beyond the plane through the best of each objective; −1 when none is. */
  farthest: number;
  /** Per member the least that any move to another loses for what it gains, see tradeoffs(); null for too many members. */
  steepness: Float64Array | null;
  /** Per member how far its neighbours are, as a mean share of the front's range on each side of each objective; Infinity at an end. */
  gaps: Float64Array;
}

/** Members up to which exact volumes take about a second, by the number of objectives; none beyond seven. */
const MOST_MEMBERS: Readonly<Record<number, number>> = { 4: 3000, 5: 2000, 6: 500, 7: 200 };
const MOST_OBJECTIVES = 7;
/** Pairs × objectives for two or three seconds. */
const MOST_COMPARISONS = 3e8;

/** How many members of a front on so many objectives have their exact volumes worked out. */
export function mostMembers(objectives: number): number {
  return objectives > MOST_OBJECTIVES ? 0 : (MOST_MEMBERS[objectives] ?? 20_000);
}

/** O(k² m) for the knees; the volumes as in pareto/contributions.ts, within mostMembers(). */
export function front({ id, values }: FrontInput, report: Reporter<FrontFacts>): FrontFacts {
  const m = values.length;
  const k = values[0]?.length ?? 0;
  const members = Array.from({ length: k }, (_, place) => place);
  const matrix: ObjectiveColumns = { n: k, m, compared: values, signs: new Int8Array(m).fill(1) };
  const facts: FrontFacts = {
    id,
    covered: null,
    alone: null,
    farthest: farthestKnee(values, members).index,
    steepness: k * k * m <= MOST_COMPARISONS ? tradeoffs(values, members) : null,
    gaps: crowdingDistances(matrix, null).map((distance) => distance / (2 * m)),
  };
  if (k > mostMembers(m)) return facts;
  report.partial(facts);
  const worst = new Float64Array(m);
  const covered = hypervolume(matrix, null, worst);
  report.progress(0.2);
  const alone =
    covered > 0
      ? exclusiveVolumes(matrix, null, worst, (done) => report.progress(0.2 + 0.8 * done))!.map(
          (share) => share / covered,
        )
      : null;
  return { ...facts, covered, alone };
}

interface ThinFrontInput {
  id: number;
  /** Of the members alone, in the terms dominance compares in. */
  matrix: ObjectiveColumns;
  tolerances: readonly Tolerance[];
}

interface ThinFront {
  id: number;
  /** Per member the place of the one that stands for it: itself for those that stay. */
  stands: Int32Array;
}

/** O(k × those that stay × m). */
export function thinFront({ id, matrix, tolerances }: ThinFrontInput): ThinFront {
  return { id, stands: epsilonFront(matrix, null, tolerances) };
}

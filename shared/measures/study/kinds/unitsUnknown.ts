// What is said of numbers whose doubt is not known, since cases belong together and nobody counted how.
import type { IntervalOrReason } from '../../bootstrap/interval.ts';
import type { GapFinding } from '../../gaps/finding.ts';
import type { Finding } from '../study.ts';

/** The same findings with other intervals where there was one, or should have been. */
export function findingsWith<Id extends string>(
  findings: Record<Id, Finding>,
  intervalOf: (id: Id) => IntervalOrReason | null,
): Record<Id, Finding> {
  return Object.fromEntries(
    Object.entries<Finding>(findings).map(([id, { measure, interval }]) => [
      id,
      { measure, interval: interval === null || measure.value === null ? interval : intervalOf(id as Id) },
    ]),
  ) as Record<Id, Finding>;
}

/** Gaps as they stand, without a word on how sure they are. */
export const unjudged = <Id extends string>(gaps: Record<Id, GapFinding>): Record<Id, GapFinding> =>
  Object.fromEntries(
    Object.entries<GapFinding>(gaps).map(([id, { measure }]) => [
      id,
      { measure, interval: measure.value === null ? null : UNITS_UNKNOWN, verdict: null, fourFifths: null },
    ]),
  ) as Record<Id, GapFinding>;

/** Why there is no interval where cases come in units of which too little was counted. */
export const UNITS_UNKNOWN: IntervalOrReason = {
  reason:
    'The cube does not say how the cases of this that belong together go together, so nothing tells how sure it is.',
};

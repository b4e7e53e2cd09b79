// The ballots as everybody may see them: those of the last reveal, with what was agreed on in proposals since. What whoever leads has
// typed into a ballot afterwards is in the review, and was shown to nobody.
import type { Role } from '../../../shared/domain/role.ts';
import { weightsIn, type PlainBallot } from '../../../shared/sealing/ballot.ts';
import type { ReadableDb } from '../store/handle.ts';
import { listMetrics } from '../store/metrics.ts';
import { listObjectives } from '../store/objectives.ts';
import type { OpenReview } from '../store/openReview.ts';
import { listRounds } from '../store/rounds.ts';
import { agreedBetween, holdsOf, requirementsOf } from './agreed.ts';
import { normalised } from './ballots.ts';
import { ballotsOf } from './reveal.ts';

/** The ballots of the last reveal of each open review. They never change, and every page asks for them after every change. */
const lastRead = new WeakMap<object, { round: number; ballots: ReadonlyMap<number, PlainBallot> }>();

/**
 * These roles with the ballots that were revealed last. A role without one in that round has an empty ballot. Needs a revealed round.
 *
 * @param open only for remembering what was read.
 */
export function rolesAsRevealed(db: ReadableDb, open: Pick<OpenReview, 'unsealed'>, roles: readonly Role[]): Role[] {
  const last = listRounds(db).findLast(({ state }) => state === 'revealed');
  if (!last) return roles.map(withoutBallot);
  let read = lastRead.get(open);
  if (read?.round !== last.number) {
    const ballots = new Map(ballotsOf(db, last).map(({ roleId, ballot }) => [roleId, ballot]));
    read = { round: last.number, ballots };
    lastRead.set(open, read);
  }
  const { ballots } = read;
  const agreed = agreedBetween(db, last.endedAt, null);
  const metrics = new Set(listMetrics(db).map(({ id }) => id));
  const objectives = new Set(listObjectives(db).map(({ id }) => id));
  return roles.map((role) => {
    const ballot = ballots.get(role.id);
    if (!ballot) return withoutBallot(role);
    return {
      ...role,
      rationale: ballot.rationale,
      weights: normalised(weightsIn(ballot)).filter(({ objectiveId }) => objectives.has(objectiveId)),
      requirements: requirementsOf(role, ballot, agreed).filter(({ metricId }) => metrics.has(metricId)),
      holds: holdsOf(role, ballot, agreed),
    };
  });
}

/** A role of which nobody sees what it wants. */
export const withoutBallot = (role: Role): Role => ({
  ...role,
  rationale: '',
  weights: [],
  requirements: [],
  holds: [],
});

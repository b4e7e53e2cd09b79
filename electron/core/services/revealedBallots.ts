// The ballots as everybody may see them: those of the last reveal, with what was agreed on in proposals since. What whoever leads has
// typed into a ballot afterwards is in the review, and was shown to nobody.
import type { ChangedBallot } from '../../../shared/contract/review.ts';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import type { Hold, Requirement, Role } from '../../../shared/domain/role.ts';
import { weightsIn, type PlainBallot } from '../../../shared/sealing/ballot.ts';
import type { ReadableDb } from '../store/handle.ts';
import { listMetrics } from '../store/metrics.ts';
import { listObjectives } from '../store/objectives.ts';
import type { OpenReview } from '../store/openReview.ts';
import { rolesLeftOut } from '../store/roles.ts';
import { lastRevealed } from '../store/rounds.ts';
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
  const last = lastRevealed(db);
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

/**
 * Which of these roles' ballots are not as they were revealed last. Only those that counted then: of another role nothing was shown.
 * That a condition of a hold has come true is a fact, and no change. O(roles), after the ballots were read once.
 *
 * @param open only for remembering what was read.
 */
export function changedSinceReveal(
  db: ReadableDb,
  open: Pick<OpenReview, 'unsealed'>,
  roles: readonly Role[],
): ChangedBallot[] {
  const last = lastRevealed(db);
  if (!last) return [];
  const out = rolesLeftOut(db);
  const revealed = new Map(rolesAsRevealed(db, open, roles).map((role) => [role.id, role]));
  return roles
    .filter(({ id }) => !out.includes(id))
    .map((role) => {
      const before = revealed.get(role.id)!;
      return {
        roleId: role.id,
        weights: differ(weightsOf(role), weightsOf(before)),
        requirements:
          differ(role.requirements.map(boundOf), before.requirements.map(boundOf)) ||
          differ(role.holds.map(wishOf), before.holds.map(wishOf)),
        rationale: role.rationale !== before.rationale,
      };
    })
    .filter(({ weights, requirements, rationale }) => weights || requirements || rationale);
}

const differ = (a: readonly unknown[], b: readonly unknown[]) => {
  const sorted = (list: readonly unknown[]) => canonicalJson(list.map((each) => canonicalJson(each)).sort());
  return sorted(a) !== sorted(b);
};
const weightsOf = ({ weights }: Role) => weights.map(({ objectiveId, weight }) => ({ objectiveId, weight }));
const boundOf = ({ metricId, comparator, bound, strength, reason }: Requirement) => [
  metricId,
  comparator,
  bound,
  strength,
  reason,
];
const wishOf = ({ scope, until, condition, effect, reason }: Hold) => [scope, until, condition, effect, reason];

/** A role of which nobody sees what it wants. */
export const withoutBallot = (role: Role): Role => ({
  ...role,
  rationale: '',
  weights: [],
  requirements: [],
  holds: [],
});

// The ballots as everybody may see them: those of the last reveal, with what was agreed on in proposals since. What whoever leads has
// typed into a ballot afterwards is in the review, and was shown to nobody.
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import type { Proposal } from '../../../shared/domain/proposal.ts';
import type { Hold, Requirement, Role } from '../../../shared/domain/role.ts';
import { weightsIn, type PlainBallot } from '../../../shared/sealing/ballot.ts';
import type { ReadableDb } from '../store/handle.ts';
import { listMetrics } from '../store/metrics.ts';
import { listObjectives } from '../store/objectives.ts';
import type { OpenReview } from '../store/openReview.ts';
import { listProposals } from '../store/proposals.ts';
import { listRounds } from '../store/rounds.ts';
import { normalised } from './ballots.ts';
import { ballotsOf } from './reveal.ts';

/** The ballots of the last reveal of each open review. They never change, and every page asks for them after every change. */
const lastRead = new WeakMap<object, { round: number; ballots: ReadonlyMap<number, PlainBallot> }>();

/** Ids of what was revealed and is in the review no more: from the end of the range, where no row comes to lie. */
const goneId = (place: number) => 2_147_483_647 - place;

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
  const agreed = listProposals(db).filter(
    ({ state, answeredAt }) => state === 'accepted' && (answeredAt ?? '') >= (last.endedAt ?? ''),
  );
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

function requirementsOf(role: Role, ballot: PlainBallot, agreed: readonly Proposal[]): Requirement[] {
  const left = [...role.requirements];
  const found = ballot.requirements.map(({ metric, comparator, bound, level, reason = '' }, place): Requirement => {
    const at = left.findIndex(
      (each) => each.metricId === metric && each.comparator === comparator && each.strength === level,
    );
    const id = left[at]?.id ?? goneId(place);
    if (at >= 0) left.splice(at, 1);
    return { id, roleId: role.id, metricId: metric, comparator, bound, strength: level, reason };
  });
  for (const { change } of agreed) {
    if (change.kind !== 'bound') continue;
    const at = found.findIndex(({ id }) => id === change.requirementId);
    // One that was typed in after the reveal, and is known to everybody by what was agreed.
    const typed = role.requirements.find(({ id }) => id === change.requirementId);
    if (at >= 0) found[at] = { ...found[at]!, bound: change.to };
    else if (typed) found.push({ ...typed, bound: change.to, reason: '' });
  }
  return found;
}

function holdsOf(role: Role, ballot: PlainBallot, agreed: readonly Proposal[]): Hold[] {
  const left = [...role.holds];
  const idOf = (wanted: Pick<Hold, 'scope' | 'condition'>, place: number) => {
    const at = left.findIndex(
      ({ scope, condition }) => canonicalJson([scope, condition]) === canonicalJson([wanted.scope, wanted.condition]),
    );
    return at >= 0 ? left.splice(at, 1)[0]! : { id: goneId(place), cleared: false };
  };
  const revealed = ballot.holds.map((hold) => ({ ...hold, roleId: role.id }));
  const added = agreed.flatMap(({ change, reason }) => {
    if (change.kind !== 'hold' || change.roleId !== role.id) return [];
    const { roleId, scope, until, condition, effect } = change;
    return [{ roleId, scope, until, condition, effect, reason, cleared: false }];
  });
  return [...revealed, ...added].map((hold, place) => {
    const { id, cleared } = idOf(hold, place);
    // That a condition has come true is a fact, not what somebody wants.
    return { ...hold, id, cleared: hold.cleared || cleared };
  });
}

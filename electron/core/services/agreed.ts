// What a role agreed to after its ballot was opened, by accepting proposals: it belongs to the ballot wherever that is shown, counts once
// more, or is what the next one begins from. What was typed into a ballot after a reveal is no part of it.
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import type { Proposal } from '../../../shared/domain/proposal.ts';
import type { Hold, Requirement, Role } from '../../../shared/domain/role.ts';
import type { PlainBallot } from '../../../shared/sealing/ballot.ts';
import type { ReadableDb } from '../store/handle.ts';
import { listProposals } from '../store/proposals.ts';
import { listRoles } from '../store/roles.ts';
import { listRounds } from '../store/rounds.ts';

/** Ids of what was revealed and is in the review no more: from the end of the range, where no row comes to lie. */
const goneId = (place: number) => 2_147_483_647 - place;

type Demanding = Pick<Role, 'id' | 'requirements' | 'holds'>;

/** What was accepted from one time on until another; null: without an end. */
export const agreedBetween = (db: ReadableDb, from: string | null, until: string | null): Proposal[] =>
  listProposals(db).filter(
    ({ state, answeredAt }) =>
      state === 'accepted' && (answeredAt ?? '') >= (from ?? '') && (until === null || (answeredAt ?? '') < until),
  );

/** An opened ballot with what its role agreed to since, until a time; null: until now. */
export function withAgreed(db: ReadableDb, ballot: PlainBallot, until: string | null): PlainBallot {
  const opened = listRounds(db).find(({ number }) => number === ballot.round);
  const agreed = agreedBetween(db, opened?.endedAt ?? null, until);
  if (agreed.length === 0) return ballot;
  // A role that was removed since keeps what it said in rounds that are over.
  const role = listRoles(db).find(({ id }) => id === ballot.role) ?? { id: ballot.role, requirements: [], holds: [] };
  return ballotWith(role, ballot, agreed);
}

/** A ballot with what was agreed. */
export function ballotWith(role: Demanding, ballot: PlainBallot, agreed: readonly Proposal[]): PlainBallot {
  return {
    ...ballot,
    requirements: requirementsOf(role, ballot, agreed).map(({ metricId, comparator, bound, strength, reason }) => ({
      metric: metricId,
      comparator,
      bound,
      level: strength,
      ...(reason === '' ? {} : { reason }),
    })),
    holds: holdsOf(role, ballot, agreed).map(({ scope, until: end, condition, effect, reason, cleared }) => ({
      scope,
      until: end,
      condition,
      effect,
      reason,
      cleared,
    })),
  };
}

/** Takes the first that matches out of a list. */
function take<T>(left: T[], matches: (each: T) => boolean): T | undefined {
  const at = left.findIndex(matches);
  return at < 0 ? undefined : left.splice(at, 1)[0];
}

/** Takes the requirement that this one continues out of those that are left: on the same metric, whatever its bound. */
export const takeSameRequirement = (
  left: Requirement[],
  { metricId, comparator, strength }: Pick<Requirement, 'metricId' | 'comparator' | 'strength'>,
): Requirement | undefined =>
  take(left, (each) => each.metricId === metricId && each.comparator === comparator && each.strength === strength);

/** Takes the hold that this one continues out of those that are left. */
export function takeSameHold(left: Hold[], { scope, condition }: Pick<Hold, 'scope' | 'condition'>): Hold | undefined {
  const wanted = canonicalJson([scope, condition]);
  return take(left, (each) => canonicalJson([each.scope, each.condition]) === wanted);
}

/** The requirements of a ballot, with what was agreed. One that the role still has keeps its id. */
export function requirementsOf(role: Demanding, ballot: PlainBallot, agreed: readonly Proposal[]): Requirement[] {
  const left = [...role.requirements];
  const found = ballot.requirements.map(({ metric, comparator, bound, level, reason = '' }, place): Requirement => {
    const wanted = { roleId: role.id, metricId: metric, comparator, bound, strength: level, reason };
    return { id: takeSameRequirement(left, wanted)?.id ?? goneId(place), ...wanted };
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

/** The holds of a ballot, with what was agreed. */
export function holdsOf(role: Demanding, ballot: PlainBallot, agreed: readonly Proposal[]): Hold[] {
  const left = [...role.holds];
  const revealed = ballot.holds.map((hold) => ({ ...hold, roleId: role.id }));
  const added = agreed.flatMap(({ change, reason }) => {
    if (change.kind !== 'hold' || change.roleId !== role.id) return [];
    const { roleId, scope, until, condition, effect } = change;
    return [{ roleId, scope, until, condition, effect, reason, cleared: false }];
  });
  return [...revealed, ...added].map((hold, place) => {
    const { id, cleared } = takeSameHold(left, hold) ?? { id: goneId(place), cleared: false };
    // That a condition has come true is a fact, not what somebody wants.
    return { ...hold, id, cleared: hold.cleared || cleared };
  });
}

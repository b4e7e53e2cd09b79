// The reveal: every opened ballot is frozen and copied into its role, and the engine's results are frozen with them, in one
// transaction. Nothing of a ballot reaches the disk before.
import type { Role } from '../../../shared/domain/role.ts';
import type { RoleMove, SeatBallot } from '../../../shared/contract/rounds.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import { roundResults, type RoundResults } from '../../../shared/domain/record.ts';
import { concordanceOf } from '../../../shared/engine/agreement/concordance.ts';
import { roundResults as resultsOf } from '../../../shared/engine/record/recordedResults.ts';
import { ENGINE_VERSION } from '../../../shared/engine/version.ts';
import { weightsIn, type PlainBallot } from '../../../shared/sealing/ballot.ts';
import { freezeJson, readFrozen } from '../store/frozenContent.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { listMetrics } from '../store/metrics.ts';
import { listObjectives } from '../store/objectives.ts';
import { readSettings } from '../store/review.ts';
import {
  createHold,
  createRequirement,
  listRoles,
  removeHold,
  removeRequirement,
  removeWeight,
  setRationale,
  setWeight,
  updateHold,
  updateRequirement,
} from '../store/roles.ts';
import {
  lastOpened,
  lastRevealed,
  listSealed,
  openedIn,
  putRoundWeights,
  readBasis,
  readOpened,
  setOpened,
  setRevealed,
  type RoundRow,
} from '../store/rounds.ts';
import { appendTrail } from '../store/trail.ts';
import { agreedBetween, ballotWith, takeSameHold, takeSameRequirement, withAgreed } from './agreed.ts';
import { normalised, requireRole } from './ballots.ts';
import { carriedBallot, changedRanges } from './earlierBallots.ts';
import type { CommandContext } from './handlerTypes.ts';
import { roundEvents } from './roundEvents.ts';

/** Agreement that moved less than this has settled. */
const SETTLED = 0.05;

interface Counted {
  roleId: number;
  /** The round it was given in. */
  from: number;
  digest: string;
  /** As it was opened; one that is counted once more with what its role agreed to in between. */
  ballot: PlainBallot;
}

/** Reveals a closed round in which nothing is waited for. Returns the digest of the results. */
export function revealRound(
  db: WritableDb,
  row: RoundRow,
  seats: readonly SeatBallot[],
  by: string,
  { open, now }: Pick<CommandContext, 'open' | 'now'>,
): string {
  const at = now.toISOString();
  const opened = freezeOpened(db, row, seats, by, at, open.unsealed);
  const carried = seats
    .filter(({ choice }) => choice === 'carry')
    .map(({ roleId, name }) => requireCarried(db, row, roleId, name));
  const counted = [...opened, ...carried];
  for (const { roleId, ballot } of counted) {
    putRoundWeights(db, row.id, roleId, ballot.weights);
    replaceBallot(db, roleId, ballot);
  }
  const settings = readSettings(db);
  // Of those that did not count so far, too.
  const roles = listRoles(db).filter(({ id }) => counted.some(({ roleId }) => roleId === id));
  const found = resultsOf({ settings: { ...settings, roles, groupRule: row.rule }, catalog: open.catalog() });
  if (!found) throw new ParleyError('refused', 'There is nothing to rank in this round.');
  const results = freezeJson(db, 'results', found);
  setRevealed(db, row.id, results, at);
  const agreement = agreementOf(found, null);
  const body = {
    round: row.number,
    basis: row.basis,
    results,
    engine: ENGINE_VERSION,
    answer: found.answer,
    counted: counted.map(({ roleId }) => roleId),
    agreement,
    stop: stopOf(db, row, found, agreement, counted),
  };
  appendTrail(db, { at, who: by, what: 'round.revealed', body });
  return results;
}

function freezeOpened(
  db: WritableDb,
  row: RoundRow,
  seats: readonly SeatBallot[],
  by: string,
  at: string,
  unsealed: CommandContext['open']['unsealed'],
): Counted[] {
  const events = roundEvents(db);
  const sealed = new Map(listSealed(db, row.id).map((each) => [each.roleId, each]));
  return seats.flatMap(({ roleId }) => {
    const ballot = unsealed.ballotOf(row.id, roleId);
    const box = sealed.get(roleId);
    if (!ballot || box?.state !== 'sealed') return [];
    const digest = freezeJson(db, 'ballot', ballot);
    setOpened(db, row.id, roleId, digest);
    const commitment = Buffer.from(box.commitment).toString('hex');
    // Who gave it and when is also inside. Of a file that is what counts, since its header is not sealed; otherwise it is known who
    // sealed it, and what a page has written inside may be another name.
    const giver = box.way === 'file' ? ballot.by : events.seat(row.number, roleId).by || ballot.by;
    const body = { round: row.number, role: roleId, ballot: digest, commitment, by: giver, madeAt: ballot.madeAt };
    appendTrail(db, { at, who: by, what: 'ballot.opened', body });
    return [{ roleId, from: row.number, digest, ballot }];
  });
}

function requireCarried(db: ReadableDb, row: RoundRow, roleId: number, name: string): Counted {
  const found = carriedBallot(db, row, roleId, name);
  if ('why' in found) throw new ParleyError('refused', found.why);
  return { roleId, ...found };
}

function requireEarlier(db: ReadableDb, row: RoundRow, roleId: number): Counted {
  const earlier = lastOpened(db, roleId, row.number);
  if (!earlier) throw new ParleyError('refused', 'A role has no earlier ballot that could count. Leave it out.');
  const ballot = withAgreed(db, readOpened(db, earlier.digest), row.endedAt);
  return { roleId, from: earlier.round, digest: earlier.digest, ballot };
}

/** The ballot of a role becomes what was revealed last, with what the role agreed to since. @throws ParleyError refused. */
export function putBackBallot(db: WritableDb, roleId: number): void {
  const role = requireRole(db, roleId);
  const last = lastRevealed(db);
  const revealed = last && ballotsOf(db, last).find((each) => each.roleId === roleId);
  if (!revealed) throw new ParleyError('refused', `${role.name} gave no ballot that was revealed last.`);
  const objectives = new Set(listObjectives(db).map(({ id }) => id));
  const metrics = new Set(listMetrics(db).map(({ id }) => id));
  if (
    revealed.ballot.weights.some(({ objective }) => !objectives.has(objective)) ||
    revealed.ballot.requirements.some(({ metric }) => !metrics.has(metric))
  ) {
    throw new ParleyError(
      'refused',
      `What ${role.name} gave in round ${last.number} was about objectives or metrics that are gone. Open another round.`,
    );
  }
  replaceBallot(db, roleId, ballotWith(role, revealed.ballot, agreedBetween(db, last.endedAt, null)));
}

/** The ballot of a role becomes this one. Requirements and holds that stay keep their ids, which records and scenarios name. */
function replaceBallot(db: WritableDb, roleId: number, ballot: PlainBallot): void {
  const before = requireRole(db, roleId);
  const weights = normalised(weightsIn(ballot));
  for (const { objectiveId } of before.weights) {
    if (!weights.some((each) => each.objectiveId === objectiveId)) removeWeight(db, roleId, objectiveId);
  }
  for (const weight of weights) setWeight(db, roleId, weight);
  setRationale(db, roleId, ballot.rationale);
  replaceRequirements(db, before, ballot);
  replaceHolds(db, before, ballot);
}

function replaceRequirements(db: WritableDb, before: Role, ballot: PlainBallot): void {
  const left = [...before.requirements];
  for (const { metric, comparator, bound, level, reason = '' } of ballot.requirements) {
    const definition = { roleId: before.id, metricId: metric, comparator, bound, strength: level, reason };
    const same = takeSameRequirement(left, definition);
    if (same) updateRequirement(db, same.id, definition);
    else createRequirement(db, definition);
  }
  for (const { id } of left) removeRequirement(db, id);
}

function replaceHolds(db: WritableDb, before: Role, ballot: PlainBallot): void {
  const left = [...before.holds];
  for (const hold of ballot.holds) {
    const definition = { ...hold, roleId: before.id };
    const same = takeSameHold(left, hold);
    if (same) updateHold(db, same.id, definition);
    else createHold(db, definition);
  }
  for (const { id } of left) removeHold(db, id);
}

/**
 * Kendall's W of the roles' orders of the front; null where it cannot be said.
 * @param only  these roles; null: all of the results.
 */
function agreementOf({ roles, fronts }: RoundResults, only: readonly number[] | null): number | null {
  const front = fronts.flatMap((layer, i) => (layer === 1 ? [i] : []));
  const scores = roles
    .filter(({ roleId }) => only === null || only.includes(roleId))
    .map((role) => Float64Array.from(front, (i) => role.scores[i] ?? 0));
  return concordanceOf(scores).w;
}

/** Whether another round is unlikely to change the answer, and why. */
function stopOf(
  db: ReadableDb,
  row: RoundRow,
  results: RoundResults,
  agreement: number | null,
  counted: readonly Counted[],
): 'sameAnswer' | 'settled' | null {
  const before = lastRevealed(db, row.number);
  const said = before && roundEvents(db).revealed(before.number);
  if (!before || !said) return null;
  if (results.answer.length > 0 && canonicalJson(said.answer) === canonicalJson(results.answer)) return 'sameAnswer';
  const moved = agreement === null || said.agreement === null ? Infinity : Math.abs(agreement - said.agreement);
  const earlier = ballotsOf(db, before);
  const same =
    earlier.length === counted.length &&
    counted.every(({ roleId, ballot }) => {
      const old = earlier.find((each) => each.roleId === roleId);
      return old !== undefined && sameDemands(old.ballot, ballot);
    });
  return moved < SETTLED && same ? 'settled' : null;
}

/** In whatever order they stand. */
const demandsIn = ({ requirements, holds }: PlainBallot) => [...requirements, ...holds].map(canonicalJson).sort();
const sameDemands = (a: PlainBallot, b: PlainBallot) => canonicalJson(demandsIn(a)) === canonicalJson(demandsIn(b));

/** The ballots that counted in a revealed round, in the order of its roles. */
export function ballotsOf(db: ReadableDb, row: RoundRow): Counted[] {
  const opened = openedIn(db, row.id);
  const events = roundEvents(db);
  const roles = events.roles(row.number) ?? readBasis(db, row).roles;
  return roles.flatMap(({ id }) => {
    const own = opened.get(id);
    if (own) return [{ roleId: id, from: row.number, digest: own, ballot: readOpened(db, own) }];
    return events.seat(row.number, id).choice === 'carry' ? [requireEarlier(db, row, id)] : [];
  });
}

/** The frozen results of a revealed round. @throws ParleyError `refused` before the reveal, `damaged`. */
export function readResults(db: ReadableDb, { number, results }: RoundRow): RoundResults {
  if (results === null) throw new ParleyError('refused', `Round ${number} is not revealed.`);
  const content = readFrozen(db, results);
  const read = content && roundResults.safeParse(JSON.parse(content.toString('utf8')));
  if (!read?.success) {
    throw new ParleyError(
      'damaged',
      `The results of round ${number} were changed after they were written, or are gone. Open an earlier version or another copy.`,
    );
  }
  return read.data;
}

/** Who moved how far since the revealed round before; null where there is none. */
export function movementOf(
  db: ReadableDb,
  row: RoundRow,
): {
  from: number;
  roles: RoleMove[];
  agreement: { before: number | null; after: number | null };
  changedRanges: string[];
} | null {
  const results = readResults(db, row);
  const before = lastRevealed(db, row.number);
  if (!before) return null;
  const then = ballotsOf(db, before);
  const basis = readBasis(db, row);
  const nameOf = (id: number, list: readonly { id: number; name: string }[]) =>
    list.find((each) => each.id === id)?.name ?? '';
  const roles = ballotsOf(db, row).flatMap(({ roleId, ballot }): RoleMove[] => {
    const old = then.find((each) => each.roleId === roleId);
    if (!old) return [];
    const objectives = [...new Set([...old.ballot.weights, ...ballot.weights].map(({ objective }) => objective))].map(
      (objectiveId) => ({
        objectiveId,
        name: nameOf(objectiveId, basis.objectives),
        from: old.ballot.weights.find(({ objective }) => objective === objectiveId)?.weight ?? 0,
        to: ballot.weights.find(({ objective }) => objective === objectiveId)?.weight ?? 0,
      }),
    );
    return [
      {
        roleId,
        name: nameOf(roleId, basis.roles),
        moved: objectives.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0) / 2,
        objectives,
        requirements: !sameDemands(old.ballot, ballot),
      },
    ];
  });
  const both = roles.map(({ roleId }) => roleId);
  return {
    from: before.number,
    roles,
    agreement: { before: agreementOf(readResults(db, before), both), after: agreementOf(results, both) },
    changedRanges: changedRanges(readBasis(db, before), basis),
  };
}

// What a ballot of an earlier round is worth in a later one: weights mean something only for the ranges they were given for.
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import { listText, possessive } from '../../../shared/domain/format.ts';
import type { RoundBasis } from '../../../shared/domain/round.ts';
import { ballotProblem, type PlainBallot } from '../../../shared/sealing/ballot.ts';
import type { ReadableDb } from '../store/handle.ts';
import { lastOpened, listRounds, readBasis, readOpened, type RoundRow } from '../store/rounds.ts';
import { withAgreed } from './agreed.ts';

type Objectives = Pick<RoundBasis, 'objectives'>;

/** Names of the objectives that came, went or have another range in the later of two rounds. The name alone may change. */
export function changedRanges(earlier: Objectives, later: Objectives): string[] {
  const meaningOf = ({ metric, direction, valueFunction, missing }: RoundBasis['objectives'][number]) =>
    canonicalJson({ metric, direction, valueFunction, missing });
  const before = new Map(earlier.objectives.map((each) => [each.id, meaningOf(each)]));
  const after = new Set(later.objectives.map(({ id }) => id));
  return [
    ...later.objectives.filter((each) => before.get(each.id) !== meaningOf(each)),
    ...earlier.objectives.filter(({ id }) => !after.has(id)),
  ].map(({ name }) => name);
}

/** What a round that is in the file was opened on. */
export const basisOfRound = (db: ReadableDb, round: number): RoundBasis =>
  readBasis(
    db,
    listRounds(db).find(({ number }) => number === round)!,
  );

/**
 * The ballot of an earlier round that may count for a role without one in this round.
 *
 * @returns why none can, as a sentence.
 */
export function carriedBallot(
  db: ReadableDb,
  row: RoundRow,
  roleId: number,
  name: string,
): { from: number; digest: string; ballot: PlainBallot } | { why: string } {
  const last = lastOpened(db, roleId, row.number);
  if (!last) return { why: `${name} has no ballot of an earlier round that could count. Leave it out.` };
  const basis = readBasis(db, row);
  const changed = changedRanges(basisOfRound(db, last.round), basis);
  const whose = `${possessive(name)} ballot of round ${last.round}`;
  if (changed.length > 0) {
    const what = `the ${changed.length === 1 ? 'range' : 'ranges'} of ${listText(changed, 3)} changed since`;
    return { why: `${whose} cannot count: ${what}, and its weights were given for the earlier ones. Leave it out.` };
  }
  const ballot = withAgreed(db, readOpened(db, last.digest), row.endedAt);
  if (ballotProblem(ballot, basis) !== null) {
    return { why: `${whose} cannot count: it asks for something that is not part of this round. Leave it out.` };
  }
  return { from: last.round, digest: last.digest, ballot };
}

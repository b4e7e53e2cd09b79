// Receipts: one for each role at every reveal and at every recorded decision. Whoever keeps theirs outside of the file can show later
// that the trail was rewritten or cut off.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Out } from '../../../shared/contract/contract.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { DecisionRecord } from '../../../shared/domain/record.ts';
import type { Receipt, TrailEntry } from '../../../shared/domain/trail.ts';
import { listSeats } from '../store/decisions.ts';
import type { ReadableDb } from '../store/handle.ts';
import { receiptText } from '../store/receipts.ts';
import { recordOf } from '../store/records.ts';
import { readReview } from '../store/review.ts';
import { listSealed, type RoundRow } from '../store/rounds.ts';
import { listTrail } from '../store/trail.ts';

/**
 * One receipt per role of a revealed round, given after the entry of the reveal. It names what the round keeps of the role's box, and
 * that also of a role that sealed nothing.
 *
 * @throws ParleyError `refused` before the reveal; `damaged` where the trail does not know it.
 */
export function receiptsOfRound(db: ReadableDb, { id, number, state, results }: RoundRow): Receipt[] {
  if (state !== 'revealed' || results === null) {
    throw new ParleyError('refused', `Round ${number} is not revealed, and receipts are given at the reveal.`);
  }
  const entry = entryThatNames(listTrail(db), 'round.revealed', results, `the reveal of round ${number}`);
  const { id: review } = readReview(db);
  const seats = listSeats(db);
  return listSealed(db, id).map(({ roleId, commitment }) =>
    receiptFor(review, entry, roleId, peopleOf(seats, roleId), Buffer.from(commitment).toString('hex')),
  );
}

/** One receipt per role of a recorded decision, given after its entry. @throws ParleyError `damaged`. */
export function receiptsOfDecision(db: ReadableDb, decision: Decision): Receipt[] {
  const { record, digest } = recordOf(db, decision);
  const entry = entryThatNames(listTrail(db), 'decision.recorded', digest, `decision ${decision.number}`);
  return receiptsIn(record, entry);
}

/** A recorded decision with all that a file of it needs: the trail up to its entry, and the receipt at its foot. */
export function recordedWhole(db: ReadableDb, decision: Decision): Out<'decision.record.get'> {
  const { record, digest } = recordOf(db, decision);
  const entries = listTrail(db);
  const entry = entryThatNames(entries, 'decision.recorded', digest, `decision ${decision.number}`);
  return {
    record,
    digest,
    trail: entries.slice(0, entries.indexOf(entry) + 1),
    head: { n: entry.n, hash: entry.hash },
    receipt: receiptsIn(record, entry)[0]?.text ?? null,
  };
}

const receiptsIn = (record: DecisionRecord, entry: TrailEntry): Receipt[] =>
  record.roles.map(({ id, ballot }) => receiptFor(record.review, entry, id, peopleOf(record.seats, id), ballot));

function receiptFor(
  review: string,
  { n, hash, at }: TrailEntry,
  roleId: number,
  people: string[],
  commitment: string,
): Receipt {
  return { roleId, people, text: receiptText({ review, n, hash, roleId, commitment, at }) };
}

const peopleOf = (seats: readonly { roleId: number; person: string }[], roleId: number): string[] =>
  seats.filter((seat) => seat.roleId === roleId).map(({ person }) => person);

/** The entry of a kind that names a digest. */
function entryThatNames(
  entries: readonly TrailEntry[],
  kind: TrailEntry['what'],
  digest: string,
  whatIsMissing: string,
): TrailEntry {
  const entry = entries.find(({ what, body }) => what === kind && body.includes(`"${digest}"`));
  if (entry) return entry;
  throw new ParleyError(
    'damaged',
    `The trail does not know ${whatIsMissing}. Open an earlier version or another copy.`,
  );
}

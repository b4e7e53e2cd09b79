// Reads frozen records back, each checked against its digest.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Out } from '../../../shared/contract/contract.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import { decisionRecord, type DecisionRecord } from '../../../shared/domain/record.ts';
import type { Receipt } from '../../../shared/domain/trail.ts';
import { readFrozen } from './frozenContent.ts';
import type { ReadableDb } from './handle.ts';
import { receiptText } from './receipts.ts';
import { listTrail } from './trail.ts';

/** The frozen record of a digest; null where it is not there, was changed, or says something that no record says. */
export function readRecord(db: ReadableDb, digest: string): DecisionRecord | null {
  const content = readFrozen(db, digest);
  if (!content) return null;
  try {
    const read = decisionRecord.safeParse(JSON.parse(content.toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Throws `damaged` where the record is not what was frozen. */
export function recordOf(db: ReadableDb, { number, frozen }: Decision): Out<'decision.record.get'> {
  const record = frozen === null ? null : readRecord(db, frozen);
  if (frozen === null || !record) {
    throw new ParleyError(
      'damaged',
      `The record of decision ${number} was changed after it was written, or is gone. Open a backup or another copy.`,
    );
  }
  return { record, digest: frozen };
}

/** One receipt per role of the record, given after the decision's own entry of the trail. */
export function receiptsOf(db: ReadableDb, decision: Decision): Receipt[] {
  const { record, digest } = recordOf(db, decision);
  const entry = listTrail(db).find(({ what, body }) => what === 'decision.recorded' && body.includes(`"${digest}"`));
  if (!entry)
    throw new ParleyError(
      'damaged',
      `The trail does not know decision ${decision.number}. Open a backup or another copy.`,
    );
  return record.roles.map(({ id, ballot }) => ({
    roleId: id,
    people: record.seats.filter(({ roleId }) => roleId === id).map(({ person }) => person),
    text: receiptText({
      review: record.review,
      n: entry.n,
      hash: entry.hash,
      roleId: id,
      commitment: ballot,
      at: entry.at,
    }),
  }));
}

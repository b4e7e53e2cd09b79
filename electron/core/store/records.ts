// Reads frozen records back, each checked against its digest.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import { decisionRecord, type DecisionRecord } from '../../../shared/domain/record.ts';
import { readFrozen } from './frozenContent.ts';
import type { ReadableDb } from './handle.ts';

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
export function recordOf(db: ReadableDb, { number, frozen }: Decision): { record: DecisionRecord; digest: string } {
  const record = frozen === null ? null : readRecord(db, frozen);
  if (frozen === null || !record) {
    throw new ParleyError(
      'damaged',
      `The record of decision ${number} was changed after it was written, or is gone. Open an earlier version or another copy.`,
    );
  }
  return { record, digest: frozen };
}

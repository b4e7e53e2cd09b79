// Whether a recorded decision still holds: the frozen record and columns, handed to the engine beside the review as it is.
import type { Out } from '../../../shared/contract/contract.ts';
import { localDay } from '../../../shared/domain/format.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { Replay } from '../../../shared/domain/replay.ts';
import { replayRecord, type ReplayInput } from '../../../shared/engine/record/replay.ts';
import { toFloats } from './blobs.ts';
import { readFrozen } from './frozenContent.ts';
import type { ReadableDb } from './handle.ts';
import { recordOf } from './records.ts';
import { readSettings } from './review.ts';

/** Throws `damaged` where the record, or a column of it, is not what was frozen. O(columns × candidates). */
export function frozenOf(db: ReadableDb, decision: Decision): Out<'decision.frozen'> {
  const { record } = recordOf(db, decision);
  const floats = (digest: string): Float64Array => {
    const content = readFrozen(db, digest);
    if (!content) {
      throw new ParleyError(
        'damaged',
        `A frozen column of decision ${decision.number} was changed, or is gone. Open an earlier version or another copy.`,
      );
    }
    return toFloats(content);
  };
  const columns = record.columns
    .filter(({ kept }) => kept)
    .map(({ metricId, values, standardErrors, intervals }) => ({
      metricId,
      measured: floats(values),
      standardErrors: standardErrors === null ? null : floats(standardErrors),
      ...(intervals && { intervals: { lows: floats(intervals.lows), highs: floats(intervals.highs) } }),
    }));
  return { record, columns };
}

/** What replaying a decision needs. Throws as `frozenOf` does. */
export function replayInput(db: ReadableDb, decision: Decision, catalog: Catalog, now: Date): ReplayInput {
  const { record, columns } = frozenOf(db, decision);
  const today = { settings: readSettings(db), catalog };
  return { decisionId: decision.id, record, columns, today, on: localDay(now) };
}

/** Throws as `frozenOf` does. Seconds for thousands of candidates. */
export const replayDecision = (db: ReadableDb, decision: Decision, catalog: Catalog, now: Date): Replay =>
  replayRecord(replayInput(db, decision, catalog, now));

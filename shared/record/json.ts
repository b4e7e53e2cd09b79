// A record as JSON for programs: the frozen record itself, its digest, the trail up to it, and the head that receipts name. The
// schema is published and versioned; `parley schema` prints it.
import { z } from 'zod';
import { digest } from '../domain/decision.ts';
import { decisionRecord, type DecisionRecord } from '../domain/record.ts';
import { trailEntry, trailHead, type TrailEntry, type TrailHead } from '../domain/trail.ts';

export const recordExport = z.strictObject({
  /** Grows when the shape changes. */
  schema: z.literal('parley-decision-1'),
  digest,
  head: trailHead,
  record: decisionRecord,
  trail: z.array(trailEntry),
});
export type RecordExport = z.infer<typeof recordExport>;

export function toExport(
  record: DecisionRecord,
  recordDigest: string,
  head: TrailHead,
  trail: readonly TrailEntry[],
): RecordExport {
  return { schema: 'parley-decision-1', digest: recordDigest, head, record, trail: [...trail] };
}

/** JSON Schema (draft 2020-12) of an exported record. */
export function recordJsonSchema(): unknown {
  return z.toJSONSchema(recordExport, { io: 'output' });
}

// Which logs are counted instead of being read, and what that leaves out.
import type { LogDraft } from './logDraft.ts';
import { mostUploaded } from '../../../shared/contract/uploads.ts';
import type { TableSource } from '../reading/tableReading.svelte.ts';

/** The kinds of file that an engine counts. */
const counted = /\.(parquet|pq|jsonl|ndjson|csv|tsv|tab)(\.gz)?$/i;

/** The file of a source that can be counted; null: its content is here, or of another kind. */
export const countableFile = ({ file, fileName }: TableSource): File | null =>
  file !== undefined && counted.test(fileName) ? file : null;

/** Whether a file that can be counted is beyond what is read at all: it is not tried then. */
export const isBeyondReading = (file: File): boolean => file.size > mostUploaded.evidence;

/** The draft of a log that is counted: counts keep no features, no moments, and nothing that each single case took. */
export const ofCounts = (draft: LogDraft): LogDraft => ({
  ...draft,
  features: [],
  time: null,
  repeated: [],
  candidates: draft.candidates.map((candidate) => ({ ...candidate, latency: null, cost: null })),
});

/** Why a log cannot be counted as it is described, as a sentence; null: it can. */
export function countingTrouble({ kind, model, candidates, time, features }: LogDraft): string | null {
  if (kind !== 'binary')
    return 'A log of this size is counted, and only questions with two answers are. Bring in a sample of its rows for other questions.';
  if (model !== null)
    return 'A log of this size is counted, and its candidates have to stand side by side, each with columns of its own.';
  if (time !== null) return 'A log of this size is counted, and counts keep no time. Say that its column is not used.';
  if (candidates.some(({ use, latency, cost }) => use && (latency ?? cost) !== null))
    return 'A log of this size is counted, and counts keep no time or cost of single cases. Say that their columns are not used.';
  if (features.some(({ use }) => use))
    return 'A log of this size is counted, and counts keep no features. Say that their columns are not used.';
  return null;
}

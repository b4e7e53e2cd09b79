// Whether a recorded decision still holds on the review as it is.
import type { Replay } from '../../../shared/domain/replay.ts';
import { replayRecord, type ReplayInput } from '../../../shared/engine/record/replay.ts';

export function replay(input: ReplayInput): Replay {
  return replayRecord(input);
}

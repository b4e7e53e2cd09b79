// Whether keeping the model in use is one of the answers: agreed before the vote, and frozen with the round.
import { z } from 'zod';
import type { ReadableDb } from './handle.ts';

/** Absent in rounds of formats before 60, where keeping the incumbent always was an answer. */
const opened = z.looseObject({ incumbentCounts: z.boolean().default(true) });

/**
 * As the last revealed round was opened; before the first reveal, as the meeting has it now; true where there is no meeting.
 * Asked with every reading of the review, so it reads one entry of the trail and no more.
 */
export function incumbentCounts(db: ReadableDb): boolean {
  const last = db
    .read<[], { number: number }>("SELECT number FROM round WHERE state = 'revealed' ORDER BY number DESC LIMIT 1")
    .get();
  if (!last) {
    return (
      db.read<[], { counts: number }>('SELECT incumbent_counts AS counts FROM meeting WHERE id = 1').get()?.counts !== 0
    );
  }
  const entry = db
    .read<[number], { body: string }>(
      `SELECT body FROM trail
       WHERE what = 'round.opened' AND json_valid(body) AND json_extract(body, '$.round') = ? ORDER BY n DESC LIMIT 1`,
    )
    .get(last.number);
  return entry === undefined || (opened.safeParse(JSON.parse(entry.body)).data?.incumbentCounts ?? true);
}

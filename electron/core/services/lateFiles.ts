// Files that arrive while a round is voted on: noted by name, not read, and offered again when the round is over.
import { ParleyError } from '../../../shared/contract/errors.ts';
import { createLateFile, findLateFile, listLateFiles, setLateFile } from '../store/lateFiles.ts';
import { goingRound } from '../store/rounds.ts';
import { appendTrail } from '../store/trail.ts';
import type { CommandHandlers } from './handlerTypes.ts';

/** Somebody who drops a whole folder is asked to wait. */
const MOST_WAITING = 100;

export const lateFileCommands = {
  'evidence.arriveLate': (db, { name, size, by }, { now }) => {
    const round = goingRound(db);
    if (!round) throw new ParleyError('refused', 'No round is going on. Import the file.');
    const waiting = listLateFiles(db).filter(({ state }) => state === 'waiting');
    const same = waiting.find((file) => file.name === name && file.size === size);
    // Offered again, it is still one file.
    if (same) return { id: same.id };
    if (waiting.length >= MOST_WAITING) {
      throw new ParleyError('refused', `${MOST_WAITING} files wait for the reveal already. Offer this one afterwards.`);
    }
    const at = now.toISOString();
    const id = createLateFile(db, { roundId: round.id, name, size, by, at });
    appendTrail(db, { at, who: by, what: 'evidence.arrivedLate', body: { round: round.number, file: id, name, size } });
    return { id };
  },
  'evidence.settleLate': (db, { id, taken, by }, { now }) => {
    const file = findLateFile(db, id);
    if (file?.state !== 'waiting') throw new ParleyError('notFound', 'This file is no longer on the list.');
    setLateFile(db, id, taken ? 'taken' : 'dropped');
    const what = taken ? 'evidence.lateTaken' : 'evidence.lateDropped';
    appendTrail(db, { at: now.toISOString(), who: by, what, body: { file: id, name: file.name } });
    return null;
  },
} satisfies Partial<CommandHandlers>;

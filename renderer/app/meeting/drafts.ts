// The draft of a ballot on the device of the person who writes it. It survives a reload, and a round that is stopped: the next one
// goes on from it. After a reveal a round begins from the ballot that was opened, and the draft is gone.
import { z } from 'zod';
import { plainBallot } from '../../../shared/sealing/ballot.ts';
import type { DraftKeep } from '../../parts/ballot/place.ts';

const answers = plainBallot.pick({
  weights: true,
  requirements: true,
  holds: true,
  rationale: true,
  elicited: true,
  note: true,
});
const stored = z.strictObject({
  /** The round in which it was kept last. */
  round: z.int(),
  /** The one in which it was given; absent: the same. */
  of: z.int().optional(),
  answers,
});

export interface KeptDraft {
  keep: DraftKeep;
  /** The number of the stopped round that the draft was given in; null: there is none, or it is of this round. */
  from: number | null;
}

/**
 * @param place     `review` is the UUID: its handle is another one each time it is opened.
 * @param isStopped whether the round of that number was stopped before its reveal.
 */
export function draftOn(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  { review, roleId, round }: { review: string; roleId: number; round: number },
  isStopped: (round: number) => boolean,
): KeptDraft {
  const name = `parley.draft.${review}.${roleId}`;
  const usable = () => {
    const found = read(storage.getItem(name));
    return found !== null && (found.round === round || isStopped(found.round)) ? found : null;
  };
  const found = usable();
  if (found === null) storage.removeItem(name);
  return {
    from: found === null || givenIn(found) === round ? null : givenIn(found),
    keep: {
      // Read again: the form comes back when a ballot is withdrawn.
      load: () => usable()?.answers ?? null,
      save: (given) => {
        const before = usable();
        // A form that opens on a draft keeps it as it is; only what is changed is of this round.
        const of =
          before !== null && JSON.stringify(before.answers) === JSON.stringify(given) ? givenIn(before) : round;
        storage.setItem(name, JSON.stringify({ round, of, answers: given }));
      },
    },
  };
}

const givenIn = ({ round, of = round }: z.infer<typeof stored>): number => of;

/** What is not as this page writes it counts as not there. */
function read(text: string | null): z.infer<typeof stored> | null {
  if (text === null) return null;
  try {
    return stored.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

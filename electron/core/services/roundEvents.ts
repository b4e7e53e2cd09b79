// What the trail says of rounds: who confirmed which range, who sealed when, what was chosen for a role without a ballot. Read in one
// pass; a body that is not as it was written counts as not there, since only the chain can say who changed it.
import { z } from 'zod';
import type { AbsentChoice } from '../../../shared/domain/round.ts';
import type { TrailEntry } from '../../../shared/domain/trail.ts';
import type { ReadableDb } from '../store/handle.ts';
import { listTrail } from '../store/trail.ts';

const at = z.looseObject({ round: z.int(), role: z.int() });
const openedBody = z.looseObject({ round: z.int(), roles: z.array(z.looseObject({ id: z.int(), name: z.string() })) });
const confirmedBody = z.looseObject({ objective: z.int(), range: z.looseObject({}) });
const sealedBody = z.looseObject({ commitment: z.string() });
const importedBody = sealedBody.extend({ by: z.string(), late: z.boolean(), counts: z.boolean() });
const voidBody = z.looseObject({ why: z.string() });
const carriedBody = z.looseObject({ from: z.int() });
const revealedBody = z.looseObject({
  round: z.int(),
  answer: z.array(z.int()),
  counted: z.array(z.int()),
  /** Kendall's W of the orders of the front, or null. */
  agreement: z.number().nullable(),
  stop: z.enum(['sameAnswer', 'settled']).nullable(),
});
export type Revealed = z.infer<typeof revealedBody>;

/** The last thing that the trail says of a role's ballot in a round. */
interface SeatEvents {
  by: string;
  at: string | null;
  choice: AbsentChoice | null;
  carriedFrom: number | null;
  why: string;
  late: number;
  /** Of the ballot that counts, hexadecimal; '' where there is none. */
  commitment: string;
}

const none: SeatEvents = { by: '', at: null, choice: null, carriedFrom: null, why: '', late: 0, commitment: '' };

export interface RoundEvents {
  confirmedRange: (objectiveId: number) => { range: unknown; by: string; at: string } | null;
  /** @param round its number. */
  seat: (round: number, roleId: number) => SeatEvents;
  revealed: (round: number) => Revealed | null;
  /** The roles of a round with their names that day; null where the trail does not say. */
  roles: (round: number) => readonly { id: number; name: string }[] | null;
}

/** O(entries). */
export function roundEvents(db: ReadableDb): RoundEvents {
  const ranges = new Map<number, { range: unknown; by: string; at: string }>();
  const seats = new Map<string, SeatEvents>();
  const revealed = new Map<number, Revealed>();
  const roles = new Map<number, readonly { id: number; name: string }[]>();
  const keyOf = (round: number, roleId: number) => `${round} ${roleId}`;
  for (const entry of listTrail(db)) {
    const body = parsed(entry);
    if (entry.what === 'range.confirmed') {
      const read = confirmedBody.safeParse(body).data;
      if (read) ranges.set(read.objective, { range: read.range, by: entry.who, at: entry.at });
    } else if (entry.what === 'round.opened') {
      const read = openedBody.safeParse(body).data;
      if (read) roles.set(read.round, read.roles);
    } else if (entry.what === 'round.revealed') {
      const read = revealedBody.safeParse(body).data;
      if (read) revealed.set(read.round, read);
    } else {
      const place = at.safeParse(body).data;
      if (!place) continue;
      const key = keyOf(place.round, place.role);
      seats.set(key, after(seats.get(key) ?? none, entry, body));
    }
  }
  return {
    confirmedRange: (objectiveId) => ranges.get(objectiveId) ?? null,
    seat: (round, roleId) => seats.get(keyOf(round, roleId)) ?? none,
    revealed: (round) => revealed.get(round) ?? null,
    roles: (round) => roles.get(round) ?? null,
  };
}

function after(seat: SeatEvents, { what, who, at: time }: TrailEntry, body: unknown): SeatEvents {
  switch (what) {
    case 'ballot.sealed':
      return { ...seat, by: who, at: time, commitment: sealedBody.safeParse(body).data?.commitment ?? '' };
    case 'ballot.abstained':
    case 'ballot.withdrawn':
      return { ...seat, by: who, at: time, commitment: '' };
    case 'ballot.imported': {
      const read = importedBody.safeParse(body).data;
      if (!read) return seat;
      if (read.late) return { ...seat, late: seat.late + 1 };
      return read.counts ? { ...seat, by: read.by, at: time, commitment: read.commitment } : seat;
    }
    case 'ballot.void':
      return { ...seat, by: who, at: time, why: voidBody.safeParse(body).data?.why ?? '' };
    case 'role.leftOut':
      return { ...seat, choice: 'leaveOut', carriedFrom: null };
    case 'role.carried':
      return { ...seat, choice: 'carry', carriedFrom: carriedBody.safeParse(body).data?.from ?? null };
    default:
      return seat;
  }
}

function parsed({ body }: TrailEntry): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

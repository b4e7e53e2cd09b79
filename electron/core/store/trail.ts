// The trail: entries chained by SHA-256, only ever appended. What a chain alone cannot show (a tail cut off, or everything
// rewritten) shows against a receipt or against what this computer remembers.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import type { TrailEntry, TrailHead } from '../../../shared/domain/trail.ts';
import type { ReadableDb, WritableDb } from './handle.ts';
import { readReview } from './review.ts';

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The digest that the first entry is chained to. `review` is the UUID, 36 lower-case characters. */
export const genesisOf = (review: string): string => sha256(`${review}parley-trail-1`);

/** The digest of an entry. The body goes in as text, so that checking it never reads numbers again. */
export function hashOf(review: string, entry: Omit<TrailEntry, 'hash'>): string {
  const { n, at, who, what, body, prev } = entry;
  return sha256(canonicalJson({ n, at, who, what, body, prev, review }));
}

/** All entries, in the order of their numbers. */
export function listTrail(db: ReadableDb): TrailEntry[] {
  return db.read<[], TrailEntry>('SELECT n, at, who, what, body, prev, hash FROM trail ORDER BY n').all();
}

export function trailHead(db: ReadableDb): TrailHead | null {
  return db.read<[], TrailHead>('SELECT n, hash FROM trail ORDER BY n DESC LIMIT 1').get() ?? null;
}

/** Adds an entry at the end; returns it. `body` is any plain JSON value. */
export function appendTrail(
  db: WritableDb,
  { at, who, what, body }: { at: string; who: string; what: string; body: unknown },
): TrailEntry {
  const review = readReview(db).id;
  const head = trailHead(db);
  const entry = {
    n: (head?.n ?? 0) + 1,
    at,
    who: who.normalize('NFC'),
    what,
    body: canonicalJson(body),
    prev: head?.hash ?? genesisOf(review),
  };
  const hash = hashOf(review, entry);
  const whole = { ...entry, hash };
  db.write<[TrailEntry & Record<string, string | number>]>(
    'INSERT INTO trail (n, at, who, what, body, prev, hash) VALUES (@n, @at, @who, @what, @body, @prev, @hash)',
  ).run(whole);
  return whole;
}

export function lastEntry(db: ReadableDb): TrailEntry | null {
  return (
    db.read<[], TrailEntry>('SELECT n, at, who, what, body, prev, hash FROM trail ORDER BY n DESC LIMIT 1').get() ??
    null
  );
}

/** Why nothing before the entries that were added after `head` can be undone, as a sentence; null where undo may go behind them. */
export function barrierSince(db: ReadableDb, head: TrailHead | null): string | null {
  const added = db
    .read<[number], TrailEntry>('SELECT n, at, who, what, body, prev, hash FROM trail WHERE n > ? ORDER BY n DESC')
    .all(head?.n ?? 0);
  return added.map(barrierOf).find((sentence) => sentence !== null) ?? null;
}

function barrierOf({ what, at }: TrailEntry): string | null {
  const time = clockTime(at);
  switch (what) {
    // A range that is undone is another one, and no longer confirmed. A release that lapsed follows from a change.
    case 'range.confirmed':
    case 'must.lapsed':
      return null;
    case 'round.opened':
      return `A round was opened at ${time}, and what came before it is not undone. Change it by hand.`;
    case 'round.revealed':
      return `The ballots were revealed at ${time}. Open another round to change them.`;
    case 'round.abandoned':
      return `A round was stopped at ${time}, and what came before it is not undone. Change it by hand.`;
    case 'decision.recorded':
      return `The decision was recorded at ${time}. Reopen it to decide again.`;
    case 'decision.reopened':
      return `The decision was reopened at ${time}. Change it by hand; what came before is not undone.`;
    case 'stance.signed':
      return `A stance was signed at ${time}, and what came before it is not undone. Change it by hand, and ask again.`;
    case 'must.released':
      return `A requirement was released at ${time}, and what came before it is not undone. Change it by hand, and ask again.`;
    case 'must.withdrawn':
      return `A release was taken back at ${time}, and what came before it is not undone. Change it by hand, and ask again.`;
    case 'proposal.made':
      return `A proposal was made at ${time}, and what came before it is not undone. Change it by hand.`;
    case 'proposal.answered':
      return `A proposal was answered at ${time}, and what came before it is not undone. Change it by hand.`;
    default:
      return `Something was put on record at ${time}, and what came before it is not undone.`;
  }
}

/** "10:42", in this computer's time zone. */
export function clockTime(at: string): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

export type ChainFault = { n: number; why: 'gap' | 'prev' | 'changed' };

/** The first entry that does not follow, in the order given; null where all do. O(length of the bodies). */
export function firstFault(review: string, entries: readonly TrailEntry[]): ChainFault | null {
  let prev = genesisOf(review);
  for (const [i, entry] of entries.entries()) {
    const n = i + 1;
    if (entry.n !== n) return { n, why: 'gap' };
    if (entry.prev !== prev) return { n, why: 'prev' };
    if (entry.hash !== hashOf(review, entry)) return { n, why: 'changed' };
    prev = entry.hash;
  }
  return null;
}

/** Compares a chain without faults with a head that is remembered. */
export function against(entries: readonly TrailEntry[], remembered: TrailHead): 'matches' | 'shorter' | 'rewritten' {
  if (entries.length < remembered.n) return 'shorter';
  return entries[remembered.n - 1]?.hash === remembered.hash ? 'matches' : 'rewritten';
}

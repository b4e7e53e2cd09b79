// Rounds and sealed ballots as rows. A row is there for every role from the round's first moment and has the same size whatever is in
// it, so that neither the file nor its length tells who has voted what.
import { randomBytes } from 'node:crypto';
import type { GroupRule } from '../../../shared/domain/review.ts';
import {
  roundBasis,
  type RoundBasis,
  type RoundState,
  type SealState,
  type SealWay,
} from '../../../shared/domain/round.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { MeetingPlan } from '../../../shared/contract/rounds.ts';
import { readBallot, type PlainBallot } from '../../../shared/sealing/ballot.ts';
import {
  BOX_LENGTH,
  COMMITMENT_LENGTH,
  FORM_ID_LENGTH,
  NONCE_LENGTH,
  SALT_LENGTH,
} from '../../../shared/sealing/layout.ts';
import type { SealedBox } from '../../../shared/sealing/sealing.ts';
import { readFrozen } from './frozenContent.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

export interface RoundRow {
  id: number;
  number: number;
  state: RoundState;
  rule: GroupRule;
  basis: string;
  results: string | null;
  openedAt: string;
  endedAt: string | null;
  why: string;
}

const columns = `id, number, state, rule, basis, results, opened_at AS openedAt, ended_at AS endedAt, why`;

/** Oldest first. */
export function listRounds(db: ReadableDb): RoundRow[] {
  return db.read<[], RoundRow>(`SELECT ${columns} FROM round ORDER BY number`).all();
}

/** The round that is open or being revealed, or null. */
export function goingRound(db: ReadableDb): RoundRow | null {
  return db.read<[], RoundRow>(`SELECT ${columns} FROM round WHERE going = 1`).get() ?? null;
}

/** The revealed round with the highest number below `before`, or null. */
export function lastRevealed(db: ReadableDb, before = Infinity): RoundRow | null {
  return (
    db
      .read<[number], RoundRow>(
        `SELECT ${columns} FROM round WHERE state = 'revealed' AND number < ? ORDER BY number DESC LIMIT 1`,
      )
      .get(before) ?? null
  );
}

/** Returns its id. */
export function createRound(
  db: WritableDb,
  round: Pick<RoundRow, 'number' | 'rule' | 'basis' | 'openedAt'>,
  roleIds: readonly number[],
): number {
  const { id } = db
    .write<[{ number: number; rule: string; basis: string; openedAt: string }]>(
      `INSERT INTO round (number, state, going, rule, basis, opened_at, why)
       VALUES (@number, 'open', 1, @rule, @basis, @openedAt, '')`,
    )
    .run({ number: round.number, rule: round.rule, basis: round.basis, openedAt: round.openedAt });
  for (const roleId of roleIds) {
    const { salt, nonce, commitment, box } = emptyBox();
    db.write<[Record<string, number | Uint8Array>]>(
      `INSERT INTO sealed_ballot (round_id, role_id, state, way, form_id, commitment, salt, nonce, box, times)
       VALUES (@roundId, @roleId, 'empty', 'none', @formId, @commitment, @salt, @nonce, @box, 0)`,
    ).run({ roundId: id, roleId, formId: randomBytes(FORM_ID_LENGTH), commitment, salt, nonce, box });
  }
  return id;
}

/** Random bytes that look like a sealed ballot. */
export const emptyBox = (): SealedBox => ({
  salt: randomBytes(SALT_LENGTH),
  nonce: randomBytes(NONCE_LENGTH),
  commitment: randomBytes(COMMITMENT_LENGTH),
  box: randomBytes(BOX_LENGTH),
});

export function setRevealing(db: WritableDb, id: number): void {
  db.write<[number]>(`UPDATE round SET state = 'revealing' WHERE id = ?`).run(id);
}

export function setRevealed(db: WritableDb, id: number, results: string, at: string): void {
  db.write<[string, string, number]>(
    `UPDATE round SET state = 'revealed', going = NULL, results = ?, ended_at = ? WHERE id = ?`,
  ).run(results, at, id);
}

export function setAbandoned(db: WritableDb, id: number, why: string, at: string): void {
  db.write<[string, string, number]>(
    `UPDATE round SET state = 'abandoned', going = NULL, why = ?, ended_at = ? WHERE id = ?`,
  ).run(why, at, id);
}

export interface SealedRow extends SealedBox {
  roleId: number;
  state: SealState;
  way: SealWay;
  formId: Uint8Array;
  /** How often something was submitted. */
  times: number;
  /** Digest of the frozen ballot, null unless opened. */
  ballot: string | null;
}

/** The rows of a round, by role. */
export function listSealed(db: ReadableDb, roundId: number): SealedRow[] {
  return db
    .read<[number], SealedRow>(
      `SELECT role_id AS roleId, state, way, form_id AS formId, commitment, salt, nonce, box, times, ballot
       FROM sealed_ballot WHERE round_id = ? ORDER BY role_id`,
    )
    .all(roundId);
}

/** The same as far as it stands before the boxes in a row: what stands behind them is reached through all the pages of a box. */
export function listSeats(
  db: ReadableDb,
  roundId: number,
): Pick<SealedRow, 'roleId' | 'state' | 'way' | 'formId' | 'salt'>[] {
  return db
    .read<[number], Pick<SealedRow, 'roleId' | 'state' | 'way' | 'formId' | 'salt'>>(
      `SELECT role_id AS roleId, state, way, form_id AS formId, salt
       FROM sealed_ballot WHERE round_id = ? ORDER BY role_id`,
    )
    .all(roundId);
}

/** The digests of the ballots that were opened in a round, by role. */
export function openedIn(db: ReadableDb, roundId: number): ReadonlyMap<number, string> {
  const rows = db
    .read<[number], { roleId: number; ballot: string }>(
      `SELECT role_id AS roleId, ballot FROM sealed_ballot WHERE round_id = ? AND state = 'opened'`,
    )
    .all(roundId);
  return new Map(rows.map(({ roleId, ballot }) => [roleId, ballot]));
}

/** Where a form belongs, or null. */
export function findForm(db: ReadableDb, formId: Uint8Array): { roundId: number; roleId: number } | null {
  return (
    db
      .read<[Uint8Array], { roundId: number; roleId: number }>(
        'SELECT round_id AS roundId, role_id AS roleId FROM sealed_ballot WHERE form_id = ?',
      )
      .get(formId) ?? null
  );
}

/** Puts a box, or random bytes in place of one. `submitted`: 1 counts it as something that was submitted. */
export function putBox(
  db: WritableDb,
  roundId: number,
  roleId: number,
  { state, way, sealed, submitted }: { state: SealState; way: SealWay; sealed: SealedBox; submitted: 0 | 1 },
): void {
  db.write<[Record<string, number | string | Uint8Array>]>(
    `UPDATE sealed_ballot SET state = @state, way = @way, commitment = @commitment, salt = @salt, nonce = @nonce, box = @box,
       times = min(times + @submitted, 1000)
     WHERE round_id = @roundId AND role_id = @roleId`,
  ).run({
    roundId,
    roleId,
    state,
    way,
    commitment: sealed.commitment,
    salt: sealed.salt,
    nonce: sealed.nonce,
    box: sealed.box,
    submitted,
  });
}

export function setSealState(db: WritableDb, roundId: number, roleId: number, state: 'absent' | 'void'): void {
  db.write<[string, number, number]>('UPDATE sealed_ballot SET state = ? WHERE round_id = ? AND role_id = ?').run(
    state,
    roundId,
    roleId,
  );
}

/** @param ballot digest of the frozen ballot. */
export function setOpened(db: WritableDb, roundId: number, roleId: number, ballot: string): void {
  db.write<[string, number, number]>(
    `UPDATE sealed_ballot SET state = 'opened', ballot = ? WHERE round_id = ? AND role_id = ?`,
  ).run(ballot, roundId, roleId);
}

export function putRoundWeights(
  db: WritableDb,
  roundId: number,
  roleId: number,
  weights: readonly { objective: number; weight: number }[],
): void {
  for (const { objective, weight } of weights) {
    db.write<[Record<string, number>]>(
      `INSERT INTO round_weight (round_id, role_id, objective_id, weight) VALUES (@roundId, @roleId, @objective, @weight)`,
    ).run({ roundId, roleId, objective, weight });
  }
}

interface RoundWeight {
  roleId: number;
  objectiveId: number;
  weight: number;
}

export function listRoundWeights(db: ReadableDb, roundId: number): RoundWeight[] {
  return db
    .read<[number], RoundWeight>(
      `SELECT role_id AS roleId, objective_id AS objectiveId, weight FROM round_weight WHERE round_id = ?
       ORDER BY role_id, objective_id`,
    )
    .all(roundId);
}

/** @throws ParleyError damaged. */
export function readBasis(db: ReadableDb, { number, basis }: Pick<RoundRow, 'number' | 'basis'>): RoundBasis {
  const content = readFrozen(db, basis);
  const read = content === null ? null : roundBasis.safeParse(JSON.parse(content.toString('utf8')));
  if (!read?.success) throw damaged(`What round ${number} was opened on`);
  return read.data;
}

/** A frozen ballot. @throws ParleyError damaged. */
export function readOpened(db: ReadableDb, digest: string): PlainBallot {
  const content = readFrozen(db, digest);
  const ballot = content && readBallot(content);
  if (!ballot) throw damaged('A ballot');
  return ballot;
}

const damaged = (what: string) =>
  new ParleyError(
    'damaged',
    `${what} was changed after it was written, or is gone. Open an earlier version or another copy.`,
  );

/** The last opened ballot of a role in the rounds up to this one, or null. @param before number of a round. */
export function lastOpened(db: ReadableDb, roleId: number, before: number): { round: number; digest: string } | null {
  return (
    db
      .read<[number, number], { round: number; digest: string }>(
        `SELECT r.number AS round, s.ballot AS digest FROM sealed_ballot s JOIN round r ON r.id = s.round_id
         WHERE s.role_id = ? AND r.number < ? AND r.state = 'revealed' AND s.state = 'opened'
         ORDER BY r.number DESC LIMIT 1`,
      )
      .get(roleId, before) ?? null
  );
}

/** What rounds need besides the question; null while nobody has said what the meeting is about. */
export function readPlan(db: ReadableDb): MeetingPlan | null {
  const row = db
    .read<[], { quorum: number; minutes: number; counts: number }>(
      'SELECT quorum, minutes, incumbent_counts AS counts FROM meeting WHERE id = 1',
    )
    .get();
  return row ? { quorum: row.quorum, minutes: row.minutes, incumbentCounts: row.counts === 1 } : null;
}

/** false where nobody has said yet what the meeting is about. */
export function putPlan(db: WritableDb, { quorum, minutes, incumbentCounts }: MeetingPlan): boolean {
  const { changes } = db
    .write<[number, number, number]>('UPDATE meeting SET quorum = ?, minutes = ?, incumbent_counts = ? WHERE id = 1')
    .run(quorum, minutes, incumbentCounts ? 1 : 0);
  return changes > 0;
}

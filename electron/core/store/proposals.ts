// Proposals as rows. What was proposed never changes; a proposal is answered once, and only its answer is written then.
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import type { Proposal, ProposalState } from '../../../shared/domain/proposal.ts';
import { putCondition } from './decisions.ts';
import type { ReadableDb, WritableDb } from './handle.ts';

interface ProposalRow {
  id: number;
  round_id: number | null;
  from_role_id: number | null;
  to_role_id: number | null;
  change: string;
  said: string;
  reason: string;
  made_by: string;
  made_at: string;
  state: ProposalState;
  answer: string;
  answered_by: string;
  answered_at: string | null;
  counters: number | null;
  decision_id: number | null;
}

/** All proposals, oldest first, as they are stored. */
export function listProposals(db: ReadableDb): Proposal[] {
  return db
    .read<[], ProposalRow>(
      `SELECT id, round_id, from_role_id, to_role_id, change, said, reason, made_by, made_at, state, answer, answered_by,
         answered_at, counters, decision_id FROM proposal ORDER BY id`,
    )
    .all()
    .map((row) => ({
      id: row.id,
      roundId: row.round_id,
      fromRoleId: row.from_role_id,
      toRoleId: row.to_role_id,
      // Checked when the file was vetted, and written by nobody but us since.
      change: JSON.parse(row.change) as Proposal['change'],
      said: row.said,
      reason: row.reason,
      madeBy: row.made_by,
      madeAt: row.made_at,
      state: row.state,
      answer: row.answer,
      answeredBy: row.answered_by,
      answeredAt: row.answered_at,
      counters: row.counters,
      decisionId: row.decision_id,
    }));
}

/** What a proposal is made of. */
type Made = Omit<Proposal, 'id' | 'state' | 'answer' | 'answeredBy' | 'answeredAt' | 'decisionId'>;

/** Stores an open proposal; returns its id. */
export function createProposal(db: WritableDb, made: Made): number {
  const parameters = {
    roundId: made.roundId,
    kind: made.change.kind,
    fromRoleId: made.fromRoleId,
    toRoleId: made.toRoleId,
    change: canonicalJson(made.change),
    said: made.said.normalize('NFC'),
    reason: made.reason.normalize('NFC'),
    madeBy: made.madeBy.normalize('NFC'),
    madeAt: made.madeAt,
    counters: made.counters,
  };
  return db
    .write<[typeof parameters]>(
      `INSERT INTO proposal (round_id, kind, from_role_id, to_role_id, change, said, reason, made_by, made_at, state, answer,
         answered_by, counters)
       VALUES (@roundId, @kind, @fromRoleId, @toRoleId, @change, @said, @reason, @madeBy, @madeAt, 'open', '', '', @counters)`,
    )
    .run(parameters).id;
}

/** What became of an open proposal; `by` is '' for one that has lapsed. */
export type ProposalAnswer = {
  id: number;
  state: Exclude<ProposalState, 'open'>;
  answer: string;
  by: string;
  at: string;
};

export function closeProposal(db: WritableDb, { id, state, answer, by, at }: ProposalAnswer): void {
  db.write<[ProposalAnswer]>(
    `UPDATE proposal SET state = @state, answer = @answer, answered_by = @by, answered_at = @at
     WHERE id = @id AND state = 'open'`,
  ).run({ id, state, answer: answer.normalize('NFC'), by: by.normalize('NFC'), at });
}

/**
 * Puts accepted conditions that have entered no decision yet into a draft, in the order in which they were proposed. A number that is
 * no longer among the metrics is left out of its condition; the words stay. Returns the ids of the conditions.
 */
export function enterAcceptedConditions(db: WritableDb, draftId: number): number[] {
  const metrics = new Set(
    db
      .read<[], { id: number }>('SELECT id FROM metric')
      .all()
      .map(({ id }) => id),
  );
  return listProposals(db).flatMap(({ id, state, change, decisionId }) => {
    if (change.kind !== 'condition' || state !== 'accepted' || decisionId !== null) return [];
    const { condition } = change;
    const known = condition.check !== null && metrics.has(condition.check.metricId);
    const entered = putCondition(db, draftId, null, {
      ...condition,
      holdId: null,
      check: known ? condition.check : null,
      expected: known ? condition.expected : null,
    });
    db.write<[number, number]>('UPDATE proposal SET decision_id = ? WHERE id = ?').run(draftId, id);
    return [entered];
  });
}

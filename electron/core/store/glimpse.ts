// What the list says of a review: its question, its decision, and whether that still holds. Read from a vetted file or an open one.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { Glimpse } from '../../../shared/domain/glimpse.ts';
import { readCatalog } from './catalog.ts';
import { listDecisions, readMeeting } from './decisions.ts';
import type { ReadableDb } from './handle.ts';
import { recordOf } from './records.ts';
import { replayDecision } from './replaying.ts';
import { readSettings } from './review.ts';
import { goingRound, listSeats } from './rounds.ts';

/** Enough to find a review by; a table of 100,000 would make the list slow for everybody. */
const mostNames = 300;
/** More are in the review. */
const mostConditions = 200;

/** How many have sealed, which everybody in the meeting may know. */
function voting(db: ReadableDb): Glimpse['round'] {
  const round = goingRound(db);
  if (round === null) return null;
  const seats = listSeats(db, round.id);
  const sealed = seats.filter(({ state }) => state === 'sealed').length;
  return { number: round.number, sealed, roles: seats.length };
}

/**
 * @param now on which the decision is checked; null leaves that out, because it takes seconds for thousands of candidates.
 */
export function glimpseOf(db: ReadableDb, now: Date | null): Glimpse {
  const settings = readSettings(db);
  const catalog = readCatalog(db);
  const decisions = listDecisions(db);
  const nameOf = (id: number | null) => catalog.names[catalog.candidateIds.indexOf(id ?? -1)] ?? '';
  const counting = decisions.findLast(({ state }) => state === 'recorded') ?? null;
  return {
    review: settings.id,
    title: settings.title,
    question: readMeeting(db)?.question ?? '',
    candidates: catalog.names.length,
    names: catalog.names.slice(0, mostNames),
    roles: settings.roles.length,
    weighed: settings.roles.filter(({ weights }) => weights.length > 0).length,
    round: voting(db),
    superseded: decisions
      .filter(({ state }) => state === 'superseded')
      .map(({ number, kind, candidateId, recordedAt }) => ({
        number,
        kind,
        candidate: nameOf(candidateId),
        recordedAt: recordedAt ?? '',
      })),
    draft: decisions.some(({ state }) => state === 'draft'),
    ...decided(db, counting, now),
  };

  function decided(from: ReadableDb, decision: Decision | null, on: Date | null): Pick<Glimpse, 'decision' | 'holds'> {
    if (decision === null) return { decision: null, holds: null };
    const open = decision.conditions.filter(({ state }) => state === 'open');
    const list = open
      .map(({ id, what, owner, due }) => ({ id, what, owner, due }))
      .sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
    const [first] = list;
    const next = first && first.due !== null ? { due: first.due, owner: first.owner } : null;
    const said = {
      number: decision.number,
      kind: decision.kind,
      recordedAt: decision.recordedAt ?? '',
      rationale: decision.rationale,
      reviewBy: decision.reviewBy,
      conditions: { total: decision.conditions.length, open: open.length, next, list: list.slice(0, mostConditions) },
    };
    try {
      const { record } = recordOf(from, decision);
      const candidate = record.candidates.find(({ id }) => id === decision.candidateId)?.name ?? '';
      const found = on === null ? null : replayDecision(from, decision, catalog, on);
      return {
        decision: { ...said, candidate, blind: record.blind },
        holds: found && { outcome: found.outcome, sentence: found.sentence },
      };
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      const candidate = nameOf(decision.candidateId);
      return {
        decision: { ...said, candidate, blind: false },
        holds: { outcome: 'cannotTell', sentence: error.message },
      };
    }
  }
}

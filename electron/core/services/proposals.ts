// Proposals between roles: made, answered, taken back. What was agreed is carried out in the same transaction as its entry of the
// trail; a question about weights is answered in words alone.
import { ParleyError } from '../../../shared/contract/errors.ts';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import type { Proposal, ProposalChange, ProposalChangeOf, RecordedProposal } from '../../../shared/domain/proposal.ts';
import type { ReviewSnapshot, Settings } from '../../../shared/domain/review.ts';
import { goneText, proposalText } from '../../../shared/domain/proposalText.ts';
import { meets } from '../../../shared/engine/screen.ts';
import { checkHold, requireRequirement, requireRole } from './ballots.ts';
import { requireCandidate } from './candidates.ts';
import { checkCondition } from './conditions.ts';
import type { CommandContext, CommandHandlers, QueryContext, QueryHandlers } from './handlerTypes.ts';
import { requireObjective } from './objectives.ts';
import { listDecisions, listSeats, readMeeting } from '../store/decisions.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import {
  closeProposal,
  createProposal,
  enterAcceptedConditions,
  listProposals,
  type ProposalAnswer,
} from '../store/proposals.ts';
import { readSettings } from '../store/review.ts';
import { goingRound } from '../store/rounds.ts';
import { createHold, listRoles, updateRequirement } from '../store/roles.ts';
import { appendTrail } from '../store/trail.ts';

/** Of one review; each is printed in its records. */
const MOST_PROPOSALS = 500;

export const proposalQueries = {
  'proposals.list': (db, _input, { open }) => {
    const meeting = readMeeting(db);
    const seats = listSeats(db).map(({ roleId, person }) => ({ roleId, person }));
    return {
      proposals: asTheyStand(db, withAllRoles(db), open),
      speakers: meeting === null ? seats : [{ roleId: null, person: meeting.facilitator }, ...seats],
    };
  },
} satisfies Partial<QueryHandlers>;

export const proposalCommands = {
  'proposals.make': (db, { roleId: fromRoleId, toRoleId, change, reason, by, counters }, { open, now }) => {
    const snapshot = { settings: withAllRoles(db), catalog: open.catalog() };
    const original = counters === null ? null : requireOpen(db, counters, snapshot);
    for (const id of [fromRoleId, toRoleId]) if (id !== null) requireRole(db, id);
    if (fromRoleId === toRoleId) {
      throw new ParleyError('badInput', 'Nobody makes a proposal to itself. Say which role is asked.');
    }
    if (original && (fromRoleId !== original.toRoleId || toRoleId !== original.fromRoleId)) {
      throw new ParleyError('badInput', 'A counter-proposal goes from the side that was asked to the side that asked.');
    }
    checkChange(db, snapshot, change, [fromRoleId, toRoleId]);
    refuseTwice(db, change, toRoleId);
    const at = now.toISOString();
    const words = reason.trim();
    if (words === '') throw new ParleyError('badInput', 'Say why: whoever answers reads it first.');
    if (original) answer(db, original, { id: original.id, state: 'countered', answer: words, by, at });
    const said = proposalText(snapshot, change);
    const made = {
      roundId: goingRound(db)?.id ?? null,
      fromRoleId,
      toRoleId,
      change,
      said,
      reason: words,
      madeBy: by,
      madeAt: at,
      counters,
    };
    const id = createProposal(db, made);
    const body = {
      proposal: id,
      round: made.roundId,
      from: fromRoleId,
      to: toRoleId,
      change,
      said,
      reason: words,
      counters,
    };
    appendTrail(db, { at, who: by, what: 'proposal.made', body });
    return { id };
  },
  'proposals.answer': (db, { id, roleId, answer: state, words, by }, { open, now }) => {
    const snapshot = { settings: withAllRoles(db), catalog: open.catalog() };
    const proposal = requireOpen(db, id, snapshot);
    if (roleId !== proposal.toRoleId) throw otherSide('answered by the side that was asked');
    const said = words.trim();
    if (state === 'declined' && said === '') {
      throw new ParleyError(
        'badInput',
        'Say why not: a proposal is declined with a reason, which stands in the record.',
      );
    }
    const done = { id, state, answer: said, by, at: now.toISOString() };
    if (state === 'declined') answer(db, proposal, done);
    else accept(db, proposal, done);
    return null;
  },
  'proposals.withdraw': (db, { id, roleId, words, by }, { open, now }) => {
    const proposal = requireOpen(db, id, { settings: withAllRoles(db), catalog: open.catalog() });
    if (roleId !== proposal.fromRoleId) throw otherSide('taken back by the side that made it');
    answer(db, proposal, { id, state: 'withdrawn', answer: words.trim(), by, at: now.toISOString() });
    return null;
  },
} satisfies Partial<CommandHandlers>;

/** A role that does not count since the last reveal proposes and answers like any other: it votes again in the next round. */
const withAllRoles = (db: ReadableDb): Settings => ({ ...readSettings(db), roles: listRoles(db) });

const otherSide = (whose: string) => new ParleyError('refused', `A proposal is ${whose}, and by nobody else.`);

/** Closes a proposal, with its entry of the trail. `effect` says what was carried out. */
function answer(db: WritableDb, { id }: Pick<Proposal, 'id'>, done: ProposalAnswer, effect: Effect = {}): void {
  closeProposal(db, done);
  const body = { proposal: id, state: done.state, words: done.answer, ...effect };
  appendTrail(db, { at: done.at, who: done.by, what: 'proposal.answered', body });
}

/** What an accepted proposal changed: a requirement with its bounds, a hold, a condition with its decision. */
type Effect = Readonly<Record<string, number | null>>;

function accept(db: WritableDb, proposal: Proposal, done: ProposalAnswer): void {
  const { change } = proposal;
  if (change.kind !== 'condition') {
    answer(db, proposal, done, carryOut(db, proposal));
    return;
  }
  // Closed first, because only what is accepted enters a draft.
  closeProposal(db, done);
  const draft = listDecisions(db).find(({ state }) => state === 'draft');
  const [condition] = draft ? enterAcceptedConditions(db, draft.id) : [];
  const effect = { condition: condition ?? null, decision: draft?.number ?? null };
  const body = { proposal: proposal.id, state: done.state, words: done.answer, ...effect };
  appendTrail(db, { at: done.at, who: done.by, what: 'proposal.answered', body });
}

/** Changes the ballot that the proposal is about, if it is about one. */
function carryOut(db: WritableDb, { change, reason }: Proposal): Effect {
  if (change.kind === 'bound') {
    const requirement = requireRequirement(db, change.requirementId);
    updateRequirement(db, requirement.id, { ...requirement, bound: change.to });
    return { requirement: requirement.id, from: requirement.bound, to: change.to };
  }
  if (change.kind === 'hold') {
    const { roleId, scope, until, condition, effect } = change;
    return { hold: createHold(db, { roleId, scope, until, condition, effect, reason, cleared: false }) };
  }
  return {};
}

/** Lapses every proposal that is still open, because a decision is recorded now. Returns all proposals as they then stand. */
export function lapseOpenProposals(
  db: WritableDb,
  settings: Settings,
  context: CommandContext,
  by: string,
): Proposal[] {
  const at = context.now.toISOString();
  for (const { id, state, gone } of withGone(db, settings, context.open)) {
    if (state !== 'open') continue;
    closeProposal(db, { id, state: 'lapsed', answer: gone || UNANSWERED, by: '', at });
    const body = { proposal: id, state: 'lapsed', words: gone || UNANSWERED };
    appendTrail(db, { at, who: by, what: 'proposal.answered', body });
  }
  return listProposals(db);
}

const UNANSWERED = 'The decision was recorded before it was answered.';

/** All proposals as a record made now would show them; nothing is written. */
export function proposalsIfRecorded(
  db: ReadableDb,
  settings: Settings,
  open: Pick<QueryContext['open'], 'catalog'>,
): Proposal[] {
  return withGone(db, settings, open).map(({ gone, ...proposal }) =>
    proposal.state === 'open' ? { ...proposal, state: 'lapsed', answer: gone || UNANSWERED } : proposal,
  );
}

/** As a record keeps them: with the names of the roles, also of those that do not count. None may be open any more. */
export function recordProposals(
  proposals: readonly Proposal[],
  roles: readonly { id: number; name: string }[],
): RecordedProposal[] {
  const nameOf = (id: number | null) =>
    id === null ? '' : (roles.find((role) => role.id === id)?.name ?? 'a role that was removed');
  return proposals.map(({ id, change, fromRoleId, toRoleId, state, ...rest }) => ({
    id,
    kind: change.kind,
    from: nameOf(fromRoleId),
    to: nameOf(toRoleId),
    said: rest.said,
    reason: rest.reason,
    madeBy: rest.madeBy,
    madeAt: rest.madeAt,
    state: state === 'open' ? 'lapsed' : state,
    answer: rest.answer,
    answeredBy: rest.answeredBy,
    answeredAt: rest.answeredAt,
    counters: rest.counters,
    change,
  }));
}

type WithGone = Proposal & { gone: string };

/** Every proposal with why it can no longer be answered; '' where it can, or was answered. */
function withGone(db: ReadableDb, settings: Settings, open: Pick<QueryContext['open'], 'catalog'>): WithGone[] {
  const proposals = listProposals(db);
  if (proposals.every(({ state }) => state !== 'open')) return proposals.map((each) => ({ ...each, gone: '' }));
  const catalog = open.catalog();
  const roles = listRoles(db);
  return proposals.map((each) => ({
    ...each,
    gone: each.state === 'open' ? goneText({ settings: { ...settings, roles }, catalog }, each) : '',
  }));
}

/** What is gone takes open proposals with it. They come back where undo brings it back, so that this is not stored. */
function asTheyStand(db: ReadableDb, settings: Settings, open: Pick<QueryContext['open'], 'catalog'>): Proposal[] {
  return withGone(db, settings, open).map(({ gone, ...proposal }) =>
    gone === '' ? proposal : { ...proposal, state: 'lapsed', answer: gone },
  );
}

function requireOpen(db: ReadableDb, id: number, snapshot: ReviewSnapshot): Proposal {
  const proposal = listProposals(db).find((each) => each.id === id);
  if (!proposal) throw new ParleyError('notFound', 'This proposal is not in the review.');
  if (proposal.state !== 'open') {
    const who = proposal.answeredBy === '' ? '' : ` by ${proposal.answeredBy}`;
    throw new ParleyError('conflict', `This proposal was ${endings[proposal.state]} already${who}. Look again.`);
  }
  const gone = goneText(snapshot, proposal);
  if (gone !== '') throw new ParleyError('refused', `This proposal has lapsed. ${gone} Make another one.`);
  return proposal;
}

const endings: Readonly<Record<Exclude<Proposal['state'], 'open'>, string>> = {
  accepted: 'accepted',
  countered: 'answered by another proposal',
  declined: 'declined',
  withdrawn: 'taken back',
  lapsed: 'closed',
};

function refuseTwice(db: ReadableDb, change: ProposalChange, toRoleId: number | null): void {
  const all = listProposals(db);
  if (all.length >= MOST_PROPOSALS) {
    throw new ParleyError('tooLarge', `A review holds at most ${MOST_PROPOSALS} proposals, and this one has as many.`);
  }
  const text = canonicalJson(change);
  if (all.some((each) => each.state === 'open' && each.toRoleId === toRoleId && canonicalJson(each.change) === text)) {
    throw new ParleyError('conflict', 'The same was proposed already and waits for an answer.');
  }
}

type Sides = readonly (number | null)[];

/** Refuses what cannot be agreed on: something that is not there, or that belongs to neither side. */
function checkChange(db: ReadableDb, snapshot: ReviewSnapshot, change: ProposalChange, sides: Sides): void {
  switch (change.kind) {
    case 'outcome':
      requireCandidate(db, change.candidateId);
      return;
    case 'bound':
      checkBound(db, snapshot, change, sides);
      return;
    case 'hold': {
      const { roleId, scope, until, condition, effect } = change;
      checkHold(db, { roleId, scope, until, condition, effect, reason: '', cleared: false });
      if (!sides.includes(roleId)) throw neither('hold');
      return;
    }
    case 'condition':
      checkCondition(db, { ...change.condition, holdId: null });
      return;
    case 'askWeight': {
      if (sides[1] === null) throw new ParleyError('badInput', 'Weights belong to a role. Say which one is asked.');
      for (const { objectiveId } of change.moves) requireObjective(db, objectiveId);
      if (change.candidateId !== null) requireCandidate(db, change.candidateId);
    }
  }
}

const neither = (what: string) =>
  new ParleyError(
    'refused',
    `The ${what} belongs to neither side, so neither can agree to it. Ask the role it belongs to.`,
  );

function checkBound(
  db: ReadableDb,
  { settings, catalog }: ReviewSnapshot,
  { requirementId, metricId, comparator, from, to, admits }: ProposalChangeOf<'bound'>,
  sides: Sides,
): void {
  const requirement = requireRequirement(db, requirementId);
  if (!sides.includes(requirement.roleId)) throw neither('requirement');
  if (requirement.metricId !== metricId || requirement.comparator !== comparator || requirement.bound !== from) {
    throw new ParleyError('conflict', 'The requirement was changed in the meantime. Look again, then propose.');
  }
  if (to === from) throw new ParleyError('badInput', 'That is the bound it has already.');
  const column = catalog.columns.find((each) => each.metricId === metricId)?.measured;
  for (const id of admits) {
    requireCandidate(db, id);
    if (meets({ comparator, bound: to }, column?.[catalog.candidateIds.indexOf(id)] ?? NaN)) continue;
    const unit = settings.metrics.find((metric) => metric.id === metricId)?.unit ?? '';
    throw new ParleyError(
      'badInput',
      `A bound of ${to}${unit === '' ? '' : ` ${unit}`} does not let that candidate pass.`,
    );
  }
}

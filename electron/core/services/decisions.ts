// The Decision room: its draft, stances, conditions and releases, and what is asked about decisions that were recorded.
import { ParleyError } from '../../../shared/contract/errors.ts';
import {
  fieldsOf,
  type Condition,
  type Decision,
  type DecisionFields,
  type Stance,
} from '../../../shared/domain/decision.ts';
import { verbAfter } from '../../../shared/domain/format.ts';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import type { Recorded } from '../../../shared/engine/record/recordedResults.ts';
import type { Compute } from '../installation/engineThread.ts';
import type { OpenReview } from '../store/openReview.ts';
import type { CommandHandlers, QueryHandlers } from './handlerTypes.ts';
import type { TaskHandlers } from './taskTypes.ts';
import { requireCandidate } from './candidates.ts';
import { checkCondition } from './conditions.ts';
import { requireRequirement, requireRole } from './ballots.ts';
import { lastReveal, type LastReveal } from './lastReveal.ts';
import { incumbentCounts } from '../store/incumbentCounts.ts';
import { requireObjective } from './objectives.ts';
import { receiptsOfDecision, recordedWhole } from './receipts.ts';
import { checkStillShown, previewDecision, recordDecision, recordingInput } from './recording.ts';
import { frozenOf, replayDecision, replayInput } from '../store/replaying.ts';
import {
  createDraft,
  listDecisions,
  listSeats,
  markClosed,
  putCondition,
  putMeeting,
  putSeats,
  putStance,
  readMeeting,
  removeCondition,
  removeDraft,
  updateDraft,
} from '../store/decisions.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { enterAcceptedConditions } from '../store/proposals.ts';
import { addRelease, dropReleases, lapsedReleases, withdrawRelease } from '../store/releases.ts';
import { readReview, readSettings } from '../store/review.ts';
import { listRoles } from '../store/roles.ts';
import { appendTrail, listTrail, sha256, trailHead } from '../store/trail.ts';
import { verify } from '../store/verify.ts';

/** What of the last reveal the Decision room says. */
function roundsSaid(db: ReadableDb): Pick<LastReveal, 'rounds' | 'blind' | 'ruleLocked' | 'quorum'> {
  const { rounds, blind, ruleLocked, quorum } = lastReveal(db, readSettings(db));
  return { rounds, blind, ruleLocked, quorum };
}

/** Days until the decision is looked at again, unless another day is chosen. */
const REVIEW_AFTER_DAYS = 90;

export const decisionQueries = {
  'decision.get': (db, _input, { open }) => {
    const decisions = listDecisions(db);
    const draft = decisions.find(({ state }) => state === 'draft') ?? null;
    return {
      version: open.meetingVersion,
      meeting: readMeeting(db),
      seats: listSeats(db).filter(({ roleId }) => listRoles(db).some(({ id }) => id === roleId)),
      draft: draft && { ...draft, stances: stancesOfAll(db, draft) },
      signing: draft && signingOf(draft),
      lapsed: draft ? lapsedReleases(db, draft) : [],
      recorded: decisions.filter(({ state }) => state !== 'draft'),
      ...roundsSaid(db),
      head: trailHead(db),
    };
  },
  'decision.record.get': (db, { id }) => recordedWhole(db, requireRecorded(db, id)),
  'decision.frozen': (db, { id }) => frozenOf(db, requireRecorded(db, id)),
  'decision.replay': (db, { id }, { open, now }) => replayDecision(db, requireRecorded(db, id), open.catalog(), now),
  'decision.receipts': (db, { id }) => receiptsOfDecision(db, requireRecorded(db, id)),
  'meeting.verify': (db, { receipt }, { open }) => verify(db, receipt, open.remembered),
  'trail.list': (db) => listTrail(db),
} satisfies Partial<QueryHandlers>;

export const decisionCommands = {
  'meeting.describe': (db, { meeting }) => {
    putMeeting(db, meeting);
    return null;
  },
  'meeting.setSeats': (db, { seats }) => {
    for (const { roleId } of seats) requireRole(db, roleId);
    if (new Set(seats.map(({ roleId, person }) => `${roleId} ${person}`)).size < seats.length) {
      throw new ParleyError('badInput', 'Somebody stands twice for the same role.');
    }
    putSeats(db, seats);
    return null;
  },
  'meeting.noteGap': (db, { objectiveId, words, by }, { now }) => {
    const { name } = requireObjective(db, objectiveId);
    appendTrail(db, { at: now.toISOString(), who: by, what: 'gap.noted', body: { objective: name, words } });
    return null;
  },
  'decision.start': (db, { kind, candidateId }, { now }) => {
    refuseDraft(db);
    const counting = listDecisions(db).find(({ state }) => state === 'recorded');
    if (counting) {
      throw new ParleyError(
        'refused',
        `Decision ${counting.number} is recorded and counts. Reopen it to decide again.`,
      );
    }
    const fields: DecisionFields = {
      kind,
      candidateId,
      fallbackId: null,
      deploy: kind === 'choose' || kind === 'keep' ? 'now' : 'never',
      rationale: '',
      override: '',
      reviewBy: daysAfter(now, REVIEW_AFTER_DAYS),
      oversight: '',
    };
    checkFields(db, fields, null);
    const id = createDraft(db, fields, null);
    enterAcceptedConditions(db, id);
    return { id };
  },
  'decision.update': (db, { changes }, { now }) => {
    const draft = requireDraft(db);
    const fields = fitting({ ...fieldsOf(draft), ...given(changes) }, draft, changes);
    checkFields(db, fields, draft);
    updateDraft(db, draft.id, fields);
    const another = fields.kind !== draft.kind || fields.candidateId !== draft.candidateId;
    const putOff = fields.kind === 'defer' && fields.reviewBy !== draft.reviewBy;
    if (another || putOff || fields.deploy !== draft.deploy) openStances(db, draft);
    if (another) dropReleases(db, draft, 'Another candidate was chosen.', now.toISOString());
    return null;
  },
  'decision.discard': (db, _input, { now }) => {
    const draft = requireDraft(db);
    dropReleases(db, draft, 'The draft was discarded.', now.toISOString());
    removeDraft(db, draft.id);
    return null;
  },
  'decision.setStance': (db, { stance }, context) => {
    sign(db, requireDraft(db), stance, context.now);
    return null;
  },
  'decision.sign': (db, { roleId, signing, stance, words, by }, context) => {
    const draft = requireDraft(db);
    if (signing !== signingOf(draft)) {
      throw new ParleyError('conflict', 'What is decided was changed in the meantime. Read it again, then sign.');
    }
    sign(db, draft, { roleId, stance, words, signedBy: by }, context.now);
    return null;
  },
  'decision.setCondition': (db, { id, definition }) => {
    const draft = requireDraft(db);
    const before = id === null ? null : draft.conditions.find((each) => each.id === id);
    if (before === undefined) throw noCondition();
    checkCondition(db, definition);
    if (before?.kind === 'before' && (definition.kind !== 'before' || definition.what !== before.what)) {
      openStances(db, draft);
    }
    return { id: putCondition(db, draft.id, id, definition) };
  },
  'decision.removeCondition': (db, { id }) => {
    const draft = requireDraft(db);
    const condition = draft.conditions.find((each) => each.id === id);
    if (!condition) throw noCondition();
    removeCondition(db, id);
    if (condition.kind === 'before') openStances(db, draft);
    return null;
  },
  'decision.closeCondition': (db, { id, state, by, why }, { now }) => {
    const { decision, condition } = requireConditionOfRecord(db, id);
    if (condition.state !== 'open') {
      throw new ParleyError(
        'refused',
        `${condition.closedBy} has said already what became of “${shortened(condition.what)}”.`,
      );
    }
    const at = now.toISOString();
    markClosed(db, { id, state, by, at });
    const body = { decision: decision.number, condition: id, state, why };
    appendTrail(db, { at, who: by, what: 'condition.closed', body });
    return null;
  },
  'decision.release': (db, { requirementId, words, signedBy }, { now }) => {
    const draft = requireDraft(db);
    const { roleId, strength } = requireRequirement(db, requirementId);
    if (strength !== 'must')
      throw new ParleyError('refused', 'This requirement is a want, not a must; nobody has to release it.');
    const at = now.toISOString();
    addRelease(db, draft, { requirementId, roleId, words, signedBy, signedAt: at });
    return null;
  },
  'decision.withdrawRelease': (db, { requirementId, by, why }, { now }) => {
    const draft = requireDraft(db);
    const release = draft.releases.find((each) => each.requirementId === requirementId);
    if (!release) throw new ParleyError('notFound', 'This release is no longer there.');
    withdrawRelease(db, draft, release, { by, why, at: now.toISOString() });
    return null;
  },
  'decision.reopen': (db, { by, why }, { now }) => {
    refuseDraft(db);
    const counting = listDecisions(db).find(({ state }) => state === 'recorded');
    if (!counting) throw new ParleyError('refused', 'No decision is recorded that could be reopened.');
    const known = new Set(candidateIds(db));
    const gone = counting.candidateId !== null && !known.has(counting.candidateId);
    const fields = fieldsOf({
      ...counting,
      // A candidate that is gone cannot be chosen again.
      kind: gone ? 'defer' : counting.kind,
      candidateId: gone ? null : counting.candidateId,
      fallbackId: counting.fallbackId !== null && known.has(counting.fallbackId) ? counting.fallbackId : null,
      override: '',
      reviewBy: daysAfter(now, REVIEW_AFTER_DAYS),
    });
    const id = createDraft(db, fields, counting.id);
    for (const condition of counting.conditions) if (condition.state === 'open') putCondition(db, id, null, condition);
    enterAcceptedConditions(db, id);
    const body = { decision: counting.number, why };
    appendTrail(db, { at: now.toISOString(), who: by, what: 'decision.reopened', body });
    return { id };
  },
} satisfies Partial<CommandHandlers>;

/** What computes for long: beside the host, so that no window waits for another. */
export const decisionTasks = {
  'decision.preview': async (workspace, { review, shown }) => {
    const open = workspace.review(review);
    const { draft, snapshot, named } = open.read((db) => {
      const written = draftOf(db);
      return { draft: written, ...recordingInput(db, written, open) };
    });
    const recorded = await previewed(open, snapshot, named, workspace.options.compute);
    const { now, version: appVersion } = workspace.options;
    const context = { now: now(), appVersion };
    return { record: open.read((db) => previewDecision(db, draft, shown, snapshot, recorded, context)) };
  },
  'decision.record': async (workspace, asked, { client }) => {
    const { review, by, shown } = asked;
    const open = workspace.review(review);
    const input = open.read((db) => {
      checkStillShown(db, shown, open.meetingVersion);
      return recordingInput(db, requireDraft(db), open);
    });
    const recorded = await workspace.options.compute('recordedResults', { ...input, chance: shown.chance });
    return workspace.change(review, client, 'decision.record', asked, (db) =>
      recordDecision(db, draftOf(db), by, shown, recorded, {
        open,
        now: workspace.options.now(),
        appVersion: workspace.options.version,
      }),
    );
  },
  'decision.noteReplay': async (workspace, asked, { client }) => {
    const { review, id, by } = asked;
    const open = workspace.review(review);
    const now = workspace.options.now();
    const input = open.read((db) => replayInput(db, requireRecorded(db, id), open.catalog(), now));
    const found = await workspace.options.compute('replay', input);
    return workspace.change(review, client, 'decision.noteReplay', asked, (db) => {
      const body = { decision: found.number, outcome: found.outcome, engine: found.engine.now };
      appendTrail(db, { at: now.toISOString(), who: by, what: 'replay.run', body });
      return found;
    });
  },
} satisfies Partial<TaskHandlers>;

/** A role's stance on the draft; with a name it is signed, which is an entry of the trail. */
function sign(
  db: WritableDb,
  draft: Decision,
  stance: Pick<Stance, 'roleId' | 'stance' | 'words' | 'signedBy'>,
  now: Date,
): void {
  const { name } = requireRole(db, stance.roleId);
  const words = stance.words.trim();
  const by = stance.signedBy.trim();
  if (stance.stance === 'objects' && words === '') {
    throw new ParleyError(
      'badInput',
      `Say what ${name} ${verbAfter(name, 'objects', 'object')} to: an objection stands in the record in its own words.`,
    );
  }
  if (stance.stance === 'open' && by !== '') {
    throw new ParleyError(
      'badInput',
      `${name} ${verbAfter(name, 'has not said where it stands', 'have not said where they stand')}, so there is nothing to sign.`,
    );
  }
  const at = now.toISOString();
  const signed = {
    roleId: stance.roleId,
    stance: stance.stance,
    words,
    signedBy: by,
    signedAt: by === '' ? null : at,
  };
  putStance(db, draft.id, signed);
  if (by !== '') {
    const body = {
      decision: draft.number,
      role: stance.roleId,
      stance: stance.stance,
      words: sha256(words.normalize('NFC')),
    };
    appendTrail(db, { at, who: by, what: 'stance.signed', body });
  }
}

/** Digest of what opens the stances again when it changes; see `decision.update`. */
function signingOf({ number, kind, candidateId, deploy, reviewBy, conditions }: Decision): string {
  const before = conditions.filter((condition) => condition.kind === 'before').map(({ what }) => what);
  return sha256(canonicalJson([number, kind, candidateId, deploy, kind === 'defer' ? reviewBy : null, before.sort()]));
}

/** The draft with a stance for every role. */
function draftOf(db: ReadableDb): Decision {
  const draft = requireDraft(db);
  return { ...draft, stances: stancesOfAll(db, draft) };
}

/** The results of the last preview of each open review: a page asks again with every word that somebody types. */
const lastPreview = new WeakMap<OpenReview, { key: string; recorded: Promise<Recorded | null> }>();

function previewed(
  open: OpenReview,
  snapshot: ReviewSnapshot,
  named: readonly number[],
  compute: Compute,
): Promise<Recorded | null> {
  const key = canonicalJson([snapshot.settings.revision, named]);
  let last = lastPreview.get(open);
  if (last?.key !== key) {
    last = { key, recorded: compute('recordedResults', { snapshot, chance: null, named }) };
    lastPreview.set(open, last);
  }
  return last.recorded;
}

/** Another thing is decided than was signed: the roles' words stay, where they stand is asked again. */
function openStances(db: WritableDb, draft: Decision): void {
  for (const stance of draft.stances) {
    putStance(db, draft.id, { ...stance, stance: 'open', signedBy: '', signedAt: null });
  }
}

/**
 * Fields that go with what is chosen now: nobody chosen is not deployed and has no fallback; somebody chosen after nobody is
 * deployed unless another is said, and whoever was the fallback and is chosen is the fallback no more.
 */
function fitting(
  fields: DecisionFields,
  before: DecisionFields,
  changes: Partial<{ [K in keyof DecisionFields]: DecisionFields[K] | undefined }>,
): DecisionFields {
  if (fields.candidateId === null) return { ...fields, deploy: 'never', fallbackId: null };
  return {
    ...fields,
    deploy: before.candidateId === null && changes.deploy === undefined ? 'now' : fields.deploy,
    fallbackId: fields.candidateId === fields.fallbackId && changes.fallbackId === undefined ? null : fields.fallbackId,
  };
}

/** Leaves out the fields that are undefined. */
const given = (changes: Partial<{ [K in keyof DecisionFields]: DecisionFields[K] | undefined }>) =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<DecisionFields>;

/** ISO date so many days after a moment. */
const daysAfter = (now: Date, days: number): string =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

const candidateIds = (db: ReadableDb): number[] =>
  db
    .read<[], { id: number }>('SELECT id FROM candidate')
    .all()
    .map(({ id }) => id);

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

const noCondition = () => new ParleyError('notFound', 'This condition is no longer there.');

/** The draft's stances: one for every role of the review, none for roles that were removed. */
function stancesOfAll(db: ReadableDb, { stances }: Decision): Decision['stances'] {
  return listRoles(db).map(
    ({ id }) =>
      stances.find(({ roleId }) => roleId === id) ?? {
        roleId: id,
        stance: 'open',
        words: '',
        signedBy: '',
        signedAt: null,
      },
  );
}

function requireDraft(db: ReadableDb): Decision {
  const draft = listDecisions(db).find(({ state }) => state === 'draft');
  if (!draft) throw new ParleyError('notFound', 'No decision is being written. Start one, or reopen the last.');
  return draft;
}

function refuseDraft(db: ReadableDb): void {
  if (listDecisions(db).some(({ state }) => state === 'draft')) {
    throw new ParleyError('refused', 'A decision is being written already. Record it or discard it first.');
  }
}

function requireRecorded(db: ReadableDb, id: number): Decision {
  const decision = listDecisions(db).find((each) => each.id === id && each.state !== 'draft');
  if (!decision) throw new ParleyError('notFound', 'This decision was not recorded.');
  return decision;
}

function requireConditionOfRecord(db: ReadableDb, id: number): { decision: Decision; condition: Condition } {
  for (const decision of listDecisions(db)) {
    const condition = decision.conditions.find((each) => each.id === id);
    if (!condition) continue;
    if (decision.state === 'draft') {
      throw new ParleyError(
        'refused',
        'The decision is not recorded yet. Take the condition out of the draft instead.',
      );
    }
    return { decision, condition };
  }
  throw noCondition();
}

/**
 * @param before  the draft as it is, or null. What it says already is not asked again, so that a reason can be typed after the chosen
 *                candidate was removed; recording asks everything.
 */
function checkFields(
  db: ReadableDb,
  { kind, candidateId, fallbackId }: DecisionFields,
  before: DecisionFields | null,
): void {
  const names = kind === 'choose' || kind === 'keep';
  if (names !== (candidateId !== null)) {
    throw new ParleyError(
      'badInput',
      names ? 'Say which candidate it is.' : 'A decision for nobody names no candidate.',
    );
  }
  const same = before?.kind === kind && before.candidateId === candidateId;
  if (candidateId !== null && !same) requireCandidate(db, candidateId);
  if (kind === 'keep' && !same && readReview(db).incumbentId !== candidateId) {
    throw new ParleyError(
      'refused',
      'Only the model that is in use today can be kept. Mark it as the one in use, or choose it.',
    );
  }
  const { incumbentId } = readReview(db);
  if (candidateId !== null && !same && candidateId === incumbentId && !incumbentCounts(db)) {
    throw new ParleyError(
      'refused',
      'The meeting agreed before the vote that keeping the model in use is no answer. Choose another, or none of them.',
    );
  }
  if (fallbackId === null) return;
  if (fallbackId !== before?.fallbackId) requireCandidate(db, fallbackId);
  if (fallbackId === candidateId)
    throw new ParleyError('badInput', 'Nobody can stand in for itself. Name another fallback.');
}

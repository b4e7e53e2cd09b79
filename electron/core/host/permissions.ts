// Who may call which operation, and which parts of an answer each caller may see. Decided here, before an answer leaves the core, so
// that no host can forget it.
import type { OpName, Out } from '../../../shared/contract/contract.ts';
import type { Principal, PrincipalKind } from '../../../shared/contract/caller.ts';
import type { RoundsState } from '../../../shared/contract/rounds.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Proposal } from '../../../shared/domain/proposal.ts';
import type { Settings } from '../../../shared/domain/review.ts';
import type { Role } from '../../../shared/domain/role.ts';
import type { Receipt } from '../../../shared/domain/trail.ts';
import { withoutBallot } from '../services/revealedBallots.ts';

type Kinds = readonly PrincipalKind[];
/** Files of this computer, and work that reads them. */
const owner: Kinds = ['owner'];
/** Whoever leads the meeting. */
const leaders: Kinds = ['owner', 'facilitator'];
/** Facts about the candidates, which are no secret of any role. */
const everybody: Kinds = ['owner', 'facilitator', 'seat', 'screen', 'guest'];
/** What a role does with its own ballot and in its own name; whoever leads may do it for a role that votes on this computer. */
const voters: Kinds = ['owner', 'facilitator', 'seat'];

/** Complete, or it does not compile: a new operation says here who may use it. */
export const allowed: Readonly<Record<OpName, Kinds>> = {
  'library.about': owner,
  'library.licences': owner,
  'library.list': owner,
  'library.look': owner,
  'library.rename': owner,
  'library.duplicateEntry': owner,
  'library.remove': owner,
  'library.restore': owner,
  'library.erase': owner,
  'library.create': owner,
  'library.open': owner,
  'library.pick': owner,
  'library.receive': owner,
  'library.openSample': owner,
  'library.duplicate': owner,
  'library.copy': owner,
  'library.close': owner,
  'library.forget': owner,
  'versions.list': owner,
  'versions.look': owner,
  'versions.restore': owner,
  'versions.salvage': owner,
  'preferences.get': owner,
  'preferences.set': owner,
  'updates.look': owner,
  'updates.check': owner,
  'updates.read': owner,
  'review.get': everybody,
  'review.catalog': everybody,
  'review.describe': leaders,
  'review.setGroupRule': leaders,
  'review.undo': leaders,
  'review.redo': leaders,
  'review.commitResults': leaders,
  'candidates.provenance': everybody,
  'candidates.history': everybody,
  'candidates.notes': everybody,
  'candidates.setNote': leaders,
  'candidates.addLink': leaders,
  'candidates.removeLink': leaders,
  'candidates.add': leaders,
  'candidates.rename': leaders,
  'candidates.remove': leaders,
  'candidates.tag': leaders,
  'candidates.setIncumbent': leaders,
  'candidates.setMeasured': leaders,
  'metrics.create': leaders,
  'metrics.createDerived': leaders,
  'metrics.setFormula': leaders,
  'metrics.tryFormula': leaders,
  'metrics.update': leaders,
  'metrics.remove': leaders,
  'objectives.createFromMetrics': leaders,
  'objectives.update': leaders,
  'objectives.remove': leaders,
  'objectives.reorder': leaders,
  'roles.create': leaders,
  'roles.update': leaders,
  'roles.remove': leaders,
  'ballots.setRationale': leaders,
  'ballots.setWeights': leaders,
  'ballots.setLocks': leaders,
  'ballots.putBack': leaders,
  'requirements.create': leaders,
  'requirements.update': leaders,
  'requirements.remove': leaders,
  'holds.create': leaders,
  'holds.update': leaders,
  'holds.remove': leaders,
  'scenarios.create': leaders,
  'scenarios.update': leaders,
  'scenarios.remove': leaders,
  'uploads.drop': owner,
  'imports.read': owner,
  'imports.check': owner,
  'imports.accept': owner,
  'imports.forget': owner,
  'imports.drop': owner,
  // A server is asked from this computer, with its secrets: by whoever sits here, never by anybody who joined.
  'servers.connect': owner,
  'servers.list': owner,
  'servers.forget': owner,
  'servers.sources': owner,
  'tasks.progress': owner,
  'tasks.cancel': owner,
  'predictions.survey': owner,
  'predictions.columns': owner,
  'predictions.doubts': owner,
  'predictions.keep': owner,
  'predictions.keepCube': owner,
  'predictions.cube': everybody,
  'predictions.mailedCube': leaders,
  'predictions.values': everybody,
  'predictions.describe': leaders,
  'predictions.remove': leaders,
  'predictions.take': leaders,
  'predictions.addCandidates': leaders,
  'explanations.list': everybody,
  'explanations.attach': owner,
  'explanations.remove': leaders,
  'decision.get': everybody,
  'meeting.describe': leaders,
  'meeting.noteGap': leaders,
  'meeting.setSeats': leaders,
  'decision.start': leaders,
  'decision.update': leaders,
  'decision.discard': leaders,
  // Whoever leads takes down what a role says at this computer; a seat signs for itself.
  'decision.setStance': leaders,
  'decision.sign': voters,
  'decision.setCondition': leaders,
  'decision.removeCondition': leaders,
  'decision.closeCondition': leaders,
  'decision.release': leaders,
  'decision.withdrawRelease': leaders,
  'decision.record': leaders,
  'decision.reopen': leaders,
  'decision.preview': leaders,
  // What was printed for everybody; not while a round is going on, since it holds the ballots it was decided on.
  'decision.record.get': everybody,
  'decision.frozen': leaders,
  'decision.replay': leaders,
  'decision.noteReplay': leaders,
  'decision.receipts': voters,
  'proposals.list': everybody,
  'proposals.make': voters,
  'proposals.answer': voters,
  'proposals.withdraw': voters,
  'meeting.verify': leaders,
  'meeting.plan': leaders,
  'meeting.confirmRanges': leaders,
  'evidence.arriveLate': leaders,
  'evidence.settleLate': leaders,
  'round.get': everybody,
  'round.basis': everybody,
  'round.draft': voters,
  'round.results': everybody,
  'round.receipts': voters,
  'round.movement': everybody,
  'round.open': leaders,
  'round.close': leaders,
  'round.settle': leaders,
  'round.endWait': leaders,
  'round.reveal': leaders,
  'round.abandon': leaders,
  'ballot.seal': voters,
  'ballot.withdraw': voters,
  'ballot.abstain': voters,
  'ballot.openWithKey': voters,
  // The host makes the key: that is for voting on this computer.
  'ballot.openWithWords': owner,
  'ballot.giveUp': leaders,
  'ballot.makeForm': leaders,
  'ballot.readFile': leaders,
  'ballot.bringIn': leaders,
  'trail.list': leaders,
  // The door is opened and closed at this computer; who comes in is the facilitator's to say.
  'live.addresses': owner,
  'live.get': leaders,
  'live.start': owner,
  'live.stop': owner,
  'live.present': owner,
  'live.changeCode': leaders,
  'live.admit': leaders,
  'live.refuse': leaders,
  'live.dismiss': leaders,
};

/** Who may hand a file over to the host. */
export const mayUpload: Kinds = owner;

const names: Readonly<Record<PrincipalKind, string>> = {
  owner: 'the owner of this computer',
  facilitator: 'the facilitator',
  seat: 'a seat',
  screen: 'the screen',
  guest: 'a guest',
};

/** What an input says of what it is about, as far as permissions ask. */
interface About {
  review?: string;
  roleId?: unknown;
}

/**
 * @throws ParleyError `refused` where this caller may not do this at all, not to this review, or (a seat) not for this role.
 */
export function checkAllowed(name: OpName, principal: Principal, { review, roleId }: About): void {
  checkIsOf(allowed[name], principal);
  if (principal.kind !== 'owner' && principal.review !== review) {
    throw new ParleyError('refused', 'You were let into another review than this one.');
  }
  if (principal.kind === 'seat' && roleId !== undefined && roleId !== principal.roleId) {
    throw new ParleyError('refused', 'You speak for another role than this one.');
  }
}

/** @throws ParleyError `refused` for everybody else. */
export function checkIsOf(kinds: Kinds, principal: Principal): void {
  if (kinds.includes(principal.kind)) return;
  const who = kinds.map((kind) => names[kind]).join(' or ');
  throw new ParleyError('refused', `Only ${who} may do this. You are here as ${names[principal.kind]}.`);
}

/**
 * What somebody asks for, in the name that they were let in with: nobody signs as somebody else, whatever their page sends. The owner
 * takes down what others say at this computer.
 */
export function inOwnName<T extends object>(input: T, principal: Principal): T {
  if (principal.kind === 'owner') return input;
  const { name } = principal;
  const named = { ...input } as Record<string, unknown>;
  if ('by' in named) named['by'] = name;
  if ('signedBy' in named) named['signedBy'] = name;
  const { stance } = named;
  if (typeof stance === 'object' && stance !== null && 'signedBy' in stance && stance.signedBy !== '') {
    named['stance'] = { ...stance, signedBy: name };
  }
  return named as T;
}

/** What of rounds decides what is still a secret. */
export interface RoundsSoFar {
  /** Whether a round was revealed: then the ballots in the review are no secret. */
  revealed: boolean;
  /** Whether a round is being voted on or opened. */
  going: boolean;
  /** These roles with their ballots of the last reveal, and what was agreed on since. Asked only after a reveal. */
  asRevealed: (roles: readonly Role[]) => Role[];
}

/**
 * What somebody may see of an answer.
 * @param rounds asked only where it matters.
 * @throws ParleyError `refused` where none of it is theirs to see now.
 */
export function project(name: OpName, value: unknown, principal: Principal, rounds: () => RoundsSoFar): unknown {
  if (name === 'review.get') return projectReview(value as Out<'review.get'>, principal, rounds());
  if (leads(principal)) return value;
  if (name === 'decision.get') return projectDecision(value as Out<'decision.get'>, principal, rounds());
  if (name === 'round.get') return projectRounds(value as RoundsState, principal);
  if (name === 'decision.record.get' && rounds().going) {
    throw new ParleyError('refused', 'A round is going on. The record can be had again once it is revealed.');
  }
  if (name === 'decision.receipts' || name === 'round.receipts') {
    return (value as Receipt[]).filter(({ roleId }) => principal.kind === 'seat' && roleId === principal.roleId);
  }
  if (name === 'proposals.list') return projectProposals(value as Out<'proposals.list'>, principal);
  return value;
}

/**
 * The review as it is open to the caller. While the first round is going on, what the roles wanted before it is for nobody to see, also
 * not for whoever leads: a favourite on their screen would steer those who still vote.
 */
function projectReview(
  got: Out<'review.get'>,
  principal: Principal,
  { revealed, going, asRevealed }: RoundsSoFar,
): Out<'review.get'> {
  // The names of steps tell whose ballot was changed; and while a round is going on nothing can be undone.
  const history = going || !leads(principal) ? { undo: null, redo: null, elsewhere: null } : got.history;
  if (leads(principal)) {
    return { ...got, history, settings: going && !revealed ? projectSettings(got.settings, null) : got.settings };
  }
  const own = principal.kind === 'seat' ? principal.roleId : null;
  return {
    ...got,
    changedSinceReveal: [],
    history,
    settings: revealed
      ? { ...got.settings, roles: asRevealed(got.settings.roles), scenarios: [] }
      : projectSettings(got.settings, own),
    // Who did not count in the last reveal has shown nobody a ballot.
    leftOut: got.leftOut.map(({ role, ...why }) => ({ ...why, role: role.id === own ? role : withoutBallot(role) })),
  };
}

/** What was taken back, or has lapsed, was answered by nobody. */
const answered: readonly Proposal['state'][] = ['accepted', 'declined', 'countered'];

const leads = ({ kind }: Principal) => kind === 'owner' || kind === 'facilitator';

/**
 * The decision as those see it who do not lead: what is written, and who has signed what. While a round is going on the draft is not
 * theirs to see, since whom it names would steer the vote.
 */
function projectDecision(got: Out<'decision.get'>, principal: Principal, { going }: RoundsSoFar): Out<'decision.get'> {
  const own = principal.kind === 'seat' ? principal.roleId : null;
  if (going) return { ...got, draft: null, signing: null, lapsed: [], head: null };
  const { draft } = got;
  if (draft === null) return got;
  const stances = draft.stances.map((stance) =>
    stance.signedBy !== '' || stance.roleId === own ? stance : { ...stance, stance: 'open' as const, words: '' },
  );
  return { ...got, draft: { ...draft, stances } };
}

/** A seat sees what was proposed by or to its own role, and everybody what was answered. */
function projectProposals(list: Out<'proposals.list'>, principal: Principal): Out<'proposals.list'> {
  const own = principal.kind === 'seat' ? principal.roleId : NaN;
  return {
    ...list,
    proposals: list.proposals.filter(
      ({ state, fromRoleId, toRoleId }) => answered.includes(state) || fromRoleId === own || toRoleId === own,
    ),
  };
}

/**
 * Before its reveal a seat sees of a round where its own ballot stands, and how many there are; a screen how many there are; a guest
 * that it goes on.
 */
function projectRounds(state: RoundsState, principal: Principal): RoundsState {
  const own = principal.kind === 'seat' ? principal.roleId : null;
  return {
    ...state,
    lateFiles: [],
    rounds: state.rounds.map((round) =>
      round.state === 'revealed'
        ? round
        : {
            ...round,
            counts: principal.kind === 'guest' ? null : round.counts,
            ballots: round.ballots.filter(({ roleId }) => roleId === own),
            waiting: [],
          },
    ),
  };
}

/**
 * The review without what others want. Candidates, values, objectives and ranges are everybody's. A scenario is made of ballots, so
 * it goes whole.
 * @param own the role whose ballot stays; null: none does.
 */
function projectSettings(settings: Settings, own: number | null): Settings {
  return {
    ...settings,
    roles: settings.roles.map((role) => (role.id === own ? role : withoutBallot(role))),
    scenarios: [],
  };
}

// What nobody may change while a round is voted on: weights mean nothing without what they were given for. Asked once, in the
// transaction of every change, so that no command can forget it.
import type { In, OpOf } from '../../../shared/contract/contract.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ReadableDb } from '../store/handle.ts';
import { listCandidates } from '../store/catalog.ts';
import { listMetrics } from '../store/metrics.ts';
import { listObjectives } from '../store/objectives.ts';
import { listRoles } from '../store/roles.ts';
import { goingRound } from '../store/rounds.ts';

/** Tasks that change an open review. */
type WritingTask =
  | 'imports.accept'
  | 'predictions.keep'
  | 'predictions.keepCube'
  | 'explanations.attach'
  | 'library.rename'
  | 'decision.record'
  | 'decision.noteReplay';
/** Whatever changes an open review. */
export type Writing = OpOf<'command'> | WritingTask;

/** What cannot be, as the middle of the sentence: "the range of p95 latency cannot change". */
type Frozen<N extends Writing> = string | ((db: ReadableDb, input: Omit<In<N>, 'review'>) => string);

const named = (kind: string, found: { name: string } | undefined) => (found ? `${kind} ${found.name}` : `${kind} this`);
const objective = (db: ReadableDb, id: number) =>
  named(
    'the range of',
    listObjectives(db).find((each) => each.id === id),
  );
const metric = (db: ReadableDb, id: number) =>
  named(
    'the values of',
    listMetrics(db).find((each) => each.id === id),
  );
const role = (db: ReadableDb, id: number) =>
  named(
    'the role',
    listRoles(db).find((each) => each.id === id),
  );
const ballot = (db: ReadableDb, id: number) => {
  const found = listRoles(db).find((each) => each.id === id);
  return `the revealed ballot of ${found?.name ?? 'this role'} cannot change`;
};
const candidate = (db: ReadableDb, id: number) => {
  const { ids, names } = listCandidates(db);
  return names[ids.indexOf(id)] ?? 'a candidate';
};

const candidates = 'the candidates cannot change';
const values = 'the measured values cannot change';

/** Complete, or it does not compile: whoever adds an operation that changes a review says here whether a round freezes it. */
export const whileVoting: { readonly [N in Writing]: 'allowed' | { frozen: Frozen<N> } } = {
  'review.describe': 'allowed',
  'review.setGroupRule': { frozen: 'the rule cannot change' },
  'review.undo': { frozen: 'nothing can be undone' },
  'review.redo': { frozen: 'nothing can be done again' },
  'review.commitResults': { frozen: 'no results can be written' },
  'candidates.setNote': 'allowed',
  'candidates.addLink': 'allowed',
  'candidates.removeLink': 'allowed',
  'candidates.add': { frozen: candidates },
  'candidates.rename': { frozen: (db, { id }) => `the name of ${candidate(db, id)} cannot change` },
  'candidates.remove': { frozen: candidates },
  'candidates.tag': { frozen: 'the tags of the candidates cannot change' },
  'candidates.setIncumbent': { frozen: 'the model in use cannot change' },
  'candidates.setMeasured': { frozen: values },
  'metrics.create': { frozen: 'the metrics cannot change' },
  'metrics.createDerived': { frozen: 'the metrics cannot change' },
  'metrics.setFormula': { frozen: (db, { id }) => `${metric(db, id)} cannot change` },
  'metrics.update': { frozen: (db, { id }) => `${metric(db, id)} cannot change` },
  'metrics.remove': { frozen: (db, { id }) => `${metric(db, id)} cannot go` },
  'objectives.createFromMetrics': { frozen: 'the objectives cannot change' },
  'objectives.update': { frozen: (db, { id }) => `${objective(db, id)} cannot change` },
  'objectives.remove': { frozen: (db, { id }) => `${objective(db, id)} cannot go` },
  'objectives.reorder': { frozen: 'the order of the objectives cannot change' },
  'roles.create': { frozen: 'the roles cannot change' },
  'roles.update': { frozen: (db, { id }) => `${role(db, id)} cannot change` },
  'roles.remove': { frozen: (db, { id }) => `${role(db, id)} cannot go` },
  'ballots.setRationale': { frozen: (db, { roleId }) => ballot(db, roleId) },
  'ballots.setWeights': { frozen: (db, { roleId }) => ballot(db, roleId) },
  'ballots.setLocks': { frozen: (db, { roleId }) => ballot(db, roleId) },
  'ballots.putBack': { frozen: (db, { roleId }) => ballot(db, roleId) },
  'requirements.create': { frozen: (db, { definition }) => ballot(db, definition.roleId) },
  'requirements.update': { frozen: (db, { definition }) => ballot(db, definition.roleId) },
  'requirements.remove': { frozen: 'the revealed requirements cannot change' },
  'holds.create': { frozen: (db, { definition }) => ballot(db, definition.roleId) },
  'holds.update': { frozen: (db, { definition }) => ballot(db, definition.roleId) },
  'holds.remove': { frozen: 'the revealed holds cannot change' },
  'scenarios.create': 'allowed',
  'scenarios.update': 'allowed',
  'scenarios.remove': 'allowed',
  'predictions.describe': { frozen: 'the prediction logs cannot change' },
  'predictions.remove': { frozen: 'the prediction logs cannot change' },
  'predictions.take': { frozen: values },
  'predictions.addCandidates': { frozen: candidates },
  'explanations.remove': { frozen: 'the attached importances cannot change' },
  'meeting.describe': { frozen: 'the question cannot change' },
  'meeting.setSeats': 'allowed',
  'meeting.noteGap': 'allowed',
  'meeting.plan': { frozen: 'the quorum cannot change' },
  'meeting.confirmRanges': 'allowed',
  'decision.start': 'allowed',
  'decision.update': 'allowed',
  'decision.discard': 'allowed',
  'decision.setStance': 'allowed',
  'decision.sign': { frozen: 'no stance can be signed' },
  'decision.setCondition': 'allowed',
  'decision.removeCondition': 'allowed',
  'decision.closeCondition': 'allowed',
  'decision.release': 'allowed',
  'decision.withdrawRelease': 'allowed',
  'decision.record': { frozen: 'no decision can be recorded' },
  'decision.reopen': 'allowed',
  'decision.noteReplay': 'allowed',
  'proposals.make': 'allowed',
  // An answer may change a ballot.
  'proposals.answer': { frozen: 'no proposal can be answered' },
  'proposals.withdraw': 'allowed',
  'evidence.arriveLate': 'allowed',
  'evidence.settleLate': { frozen: 'what arrived late cannot be brought in' },
  'round.open': 'allowed',
  'round.close': 'allowed',
  'round.endWait': 'allowed',
  'round.settle': 'allowed',
  'round.reveal': 'allowed',
  'round.abandon': 'allowed',
  'ballot.seal': 'allowed',
  'ballot.withdraw': 'allowed',
  'ballot.abstain': 'allowed',
  'ballot.openWithKey': 'allowed',
  'ballot.giveUp': 'allowed',
  'ballot.makeForm': 'allowed',
  'ballot.bringIn': 'allowed',
  'imports.accept': { frozen: 'nothing can be imported' },
  'predictions.keep': { frozen: 'no prediction log can be brought in' },
  'predictions.keepCube': { frozen: 'no prediction log can be brought in' },
  'explanations.attach': { frozen: 'no importances can be attached' },
  'library.rename': 'allowed',
};

/** @throws ParleyError `refused` where a round is going on that this would change. */
export function checkNotFrozen<N extends Writing>(db: ReadableDb, name: N, input: Omit<In<N>, 'review'>): void {
  const rule = whileVoting[name];
  if (rule === 'allowed') return;
  const round = goingRound(db);
  if (!round) return;
  const frozen = rule.frozen as Frozen<N>;
  const what = typeof frozen === 'string' ? frozen : frozen(db, input);
  const doing = round.state === 'open' ? 'is being voted on' : 'is being revealed';
  throw new ParleyError(
    'refused',
    `Round ${round.number} ${doing}, so ${what}. Stop the round, or wait for the reveal.`,
  );
}

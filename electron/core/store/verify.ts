// Verifies that the trail and the records are what was written: the chain, the frozen content, the rows derived from it, and the
// head against a receipt or what this computer remembers.
import { isDeepStrictEqual } from 'node:util';
import { listText, possessive } from '../../../shared/domain/format.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import { fieldsOf, type Decision } from '../../../shared/domain/decision.ts';
import type { DecisionRecord } from '../../../shared/domain/record.ts';
import { readBallot } from '../../../shared/sealing/ballot.ts';
import type { TrailEntry, TrailHead, Verification } from '../../../shared/domain/trail.ts';
import { listDecisions } from './decisions.ts';
import { listFrozen, readFrozen } from './frozenContent.ts';
import type { ReadableDb } from './handle.ts';
import { listLateFiles } from './lateFiles.ts';
import { listProposals } from './proposals.ts';
import { readReceipt } from './receipts.ts';
import { readReview } from './review.ts';
import { listRounds, listRoundWeights, listSealed } from './rounds.ts';
import { listRoles } from './roles.ts';
import { against, clockTime, firstFault, listTrail, type ChainFault } from './trail.ts';
import { readRecord } from './records.ts';

/**
 * @param receiptWritten the text of a receipt, or null.
 * @param remembered     the head that this computer remembered when the review was opened.
 * @throws ParleyError badInput for a receipt that cannot be read or belongs to another review.
 */
export function verify(db: ReadableDb, receiptWritten: string | null, remembered: TrailHead | null): Verification {
  const review = readReview(db).id;
  const receipt = receiptWritten === null ? null : readReceipt(receiptWritten);
  if (receipt && receipt.review !== review) throw new ParleyError('badInput', 'This receipt is of another review.');
  const entries = listTrail(db);
  const firstBad = firstFault(review, entries);
  const tables = changedTables(db, entries);
  const recorded = entries.some(({ what }) => what === 'decision.recorded');
  const state = tables.length > 0 ? 'changedSince' : recorded ? 'asRecorded' : 'nothingRecorded';
  const { head, upTo, sentence } =
    firstBad === null
      ? judgeHead(entries, receipt, remembered)
      : { head: 'cannotTell' as const, upTo: null, sentence: null };
  const ok = firstBad === null && tables.length === 0 && head !== 'shorterThanRemembered' && head !== 'rewritten';
  const sentences = [
    ...(firstBad === null ? [] : [faultSentence(firstBad, entries, db)]),
    ...(tables.length === 0 ? [] : [changedSentence(tables)]),
    ...(firstBad === null && tables.length === 0 ? [wholeSentence(entries.length, recorded)] : []),
    ...(sentence === null || entries.length + (upTo ?? 0) === 0 ? [] : [sentence]),
  ];
  return { entries: entries.length, firstBad, state, tables, head, upTo, ok, sentences };
}

/** Tables in which something is not as the trail and its digests say. */
function changedTables(db: ReadableDb, entries: readonly TrailEntry[]): string[] {
  const changed = new Set<string>();
  const decisions = listDecisions(db);
  const recorded = decisions.filter(({ state }) => state !== 'draft');
  const known = entries.filter(({ what }) => what === 'decision.recorded').map(bodyOf);
  for (const body of known) if (!recorded.some(({ frozen }) => frozen === body?.['frozen'])) changed.add('decision');
  const superseded = new Set(recorded.map(({ supersedes }) => supersedes));
  for (const decision of recorded) {
    const record = readRecord(db, decision.frozen ?? '');
    if (!known.some((body) => body?.['frozen'] === decision.frozen)) changed.add('decision');
    if (!record) {
      changed.add('frozen');
      continue;
    }
    if (decision.state !== (superseded.has(decision.id) ? 'superseded' : 'recorded')) changed.add('decision');
    compareRows(decision, record, recorded, entries, changed);
    for (const { kept, values, standardErrors, intervals } of record.columns) {
      if (!kept) continue;
      for (const digest of [values, standardErrors, intervals?.lows ?? null, intervals?.highs ?? null]) {
        if (digest !== null && !readFrozen(db, digest)) changed.add('frozen');
      }
    }
    for (const { ballot } of record.roles) if (!readFrozen(db, ballot)) changed.add('frozen');
  }
  for (const digest of listFrozen(db)) if (!readFrozen(db, digest)) changed.add('frozen');
  compareRounds(db, entries, changed);
  if (!proposalsFollow(db, entries)) changed.add('proposal');
  if (!lateFilesFollow(db, entries)) changed.add('late_file');
  return [...changed].sort();
}

/** Rounds, sealed boxes and opened weights against what the trail was told of them. */
function compareRounds(db: ReadableDb, entries: readonly TrailEntry[], changed: Set<string>): void {
  const rounds = listRounds(db);
  const told = (what: string, round?: number) =>
    entries
      .filter((entry) => entry.what === what)
      .map(bodyOf)
      .filter((body) => round === undefined || body?.['round'] === round);
  for (const body of told('round.opened')) {
    if (!rounds.some(({ number, basis }) => number === body?.['round'] && basis === body['basis']))
      changed.add('round');
  }
  for (const { id, number, state, results } of rounds) {
    const revealed = told('round.revealed', number).at(-1);
    if ((state === 'revealed') !== (revealed !== undefined)) changed.add('round');
    if (revealed && revealed['results'] !== results) changed.add('round');
    if ((state === 'abandoned') !== told('round.abandoned', number).length > 0) changed.add('round');
    const opened = told('ballot.opened', number);
    const sealed = [...told('ballot.sealed', number), ...told('ballot.imported', number)];
    const weights = listRoundWeights(db, id);
    for (const seat of listSealed(db, id)) {
      const ofRole = (body: Record<string, unknown> | null) => body?.['role'] === seat.roleId;
      const commitment = Buffer.from(seat.commitment).toString('hex');
      const known = sealed.some((body) => ofRole(body) && body?.['commitment'] === commitment);
      if ((seat.state === 'sealed' || seat.state === 'opened') && !known) changed.add('sealed_ballot');
      const opening = opened.find(ofRole);
      if ((opening?.['ballot'] ?? null) !== seat.ballot) changed.add('sealed_ballot');
      if (
        seat.ballot !== null &&
        !sameWeights(
          db,
          seat.ballot,
          weights.filter(({ roleId }) => roleId === seat.roleId),
        )
      ) {
        changed.add('round_weight');
      }
    }
  }
}

/** Whether each late file is one that the trail was told of, and stands as the trail says. */
function lateFilesFollow(db: ReadableDb, entries: readonly TrailEntry[]): boolean {
  const arrived = new Map(
    entries
      .filter(({ what }) => what === 'evidence.arrivedLate')
      .map((entry) => [bodyOf(entry)?.['file'], { by: entry.who, at: entry.at, body: bodyOf(entry) }]),
  );
  const settled = (file: number, what: string) =>
    entries.some((entry) => entry.what === what && bodyOf(entry)?.['file'] === file);
  const files = listLateFiles(db);
  return (
    files.length === arrived.size &&
    files.every(({ id, name, size, round, by, at, state }) => {
      const told = arrived.get(id);
      const is = settled(id, 'evidence.lateTaken')
        ? 'taken'
        : settled(id, 'evidence.lateDropped')
          ? 'dropped'
          : 'waiting';
      return (
        told !== undefined &&
        told.by === by &&
        told.at === at &&
        told.body?.['name'] === name &&
        told.body['size'] === size &&
        told.body['round'] === round &&
        is === state
      );
    })
  );
}

function sameWeights(
  db: ReadableDb,
  digest: string,
  rows: readonly { objectiveId: number; weight: number }[],
): boolean {
  const content = readFrozen(db, digest);
  const given = content && readBallot(content)?.weights;
  return (
    given?.length === rows.length &&
    rows.every(({ objectiveId, weight }) => given.find(({ objective }) => objective === objectiveId)?.weight === weight)
  );
}

function compareRows(
  decision: Decision,
  record: DecisionRecord,
  all: readonly Decision[],
  entries: readonly TrailEntry[],
  changed: Set<string>,
): void {
  const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
  const supersedes = all.find(({ id }) => id === decision.supersedes)?.number ?? null;
  if (
    !same(fieldsOf(decision), record.decision) ||
    decision.number !== record.number ||
    decision.recordedAt !== record.recordedAt ||
    supersedes !== record.supersedes
  ) {
    changed.add('decision');
  }
  const byRole = (a: { roleId: number }, b: { roleId: number }) => a.roleId - b.roleId;
  if (!same(decision.stances.toSorted(byRole), record.stances.toSorted(byRole))) changed.add('decision_stance');
  if (!same(decision.releases, record.releases)) changed.add('decision_release');
  // Conditions may be closed later, and each closing is an entry of the trail.
  const expected = record.conditions.map((condition) => {
    const closing = entries.find(
      ({ what, body }) => what === 'condition.closed' && parsed(body)?.['condition'] === condition.id,
    );
    return closing
      ? { ...condition, state: parsed(closing.body)?.['state'] ?? null, closedBy: closing.who, closedAt: closing.at }
      : condition;
  });
  if (!same(decision.conditions, expected)) changed.add('decision_condition');
}

/** Whether the proposals are those that the trail says were made, each with the answer that it says was given. */
function proposalsFollow(db: ReadableDb, entries: readonly TrailEntry[]): boolean {
  const told = (wanted: string) =>
    new Map(
      entries.flatMap((entry) => {
        const body = entry.what === wanted ? parsed(entry.body) : null;
        return body === null ? [] : [[body['proposal'], { entry, body }] as const];
      }),
    );
  const made = told('proposal.made');
  const answered = told('proposal.answered');
  const proposals = listProposals(db);
  if (proposals.length !== made.size) return false;
  return proposals.every((each) => {
    const making = made.get(each.id);
    const answer = answered.get(each.id);
    if (!making || (answer === undefined) !== (each.state === 'open')) return false;
    const lapsed = each.state === 'lapsed';
    const is = {
      round: each.roundId,
      from: each.fromRoleId,
      to: each.toRoleId,
      change: each.change,
      said: each.said,
      reason: each.reason,
      counters: each.counters,
      made: [each.madeBy, each.madeAt],
      answer: answer && [each.state, each.answer, lapsed ? answer.entry.who : each.answeredBy, each.answeredAt],
    };
    const { body, entry } = making;
    const was = {
      round: body['round'],
      from: body['from'],
      to: body['to'],
      change: body['change'],
      said: body['said'],
      reason: body['reason'],
      counters: body['counters'],
      made: [entry.who, entry.at],
      answer: answer && [answer.body['state'], answer.body['words'], answer.entry.who, answer.entry.at],
    };
    return isDeepStrictEqual(is, was);
  });
}

const bodyOf = ({ body }: TrailEntry) => parsed(body);

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

type Head = Pick<Verification, 'head' | 'upTo'> & { sentence: string | null };

/** Contradictions first, then what vouches: a receipt before our own memory. */
function judgeHead(entries: readonly TrailEntry[], receipt: TrailHead | null, remembered: TrailHead | null): Head {
  const witnesses = [
    ...(receipt ? [{ by: 'the receipt says', head: receipt, matches: 'matchesReceipt' as const }] : []),
    ...(remembered ? [{ by: 'this computer remembers', head: remembered, matches: 'matchesRemembered' as const }] : []),
  ].map((witness) => ({ ...witness, found: against(entries, witness.head) }));
  const objecting = witnesses.find(({ found }) => found !== 'matches');
  if (objecting) {
    const { by, head, found } = objecting;
    return found === 'shorter'
      ? {
          head: 'shorterThanRemembered',
          upTo: head.n,
          sentence: `The trail ends earlier than ${by} (${entries.length} of ${head.n} entries): somebody shortened it, or this is an older copy.`,
        }
      : {
          head: 'rewritten',
          upTo: head.n,
          sentence: `Entry ${head.n} is not the one that ${by}: the trail was rewritten, or this is another copy.`,
        };
  }
  const [witness] = witnesses;
  if (!witness) {
    return {
      head: 'cannotTell',
      upTo: null,
      sentence:
        'Nothing outside this file vouches for it: a receipt or another copy would. Cannot tell whether it was rewritten as a whole.',
    };
  }
  const { head, matches } = witness;
  const from = matches === 'matchesReceipt' ? 'the receipt was given for' : 'this computer remembers';
  const whole = head.n === entries.length;
  return {
    head: matches,
    upTo: head.n,
    sentence: whole ? `It is the trail that ${from}.` : `Up to entry ${head.n} it is the trail that ${from}.`,
  };
}

function wholeSentence(count: number, recorded: boolean): string {
  if (count === 0) return 'Nothing has been put on record yet.';
  const follow = count === 1 ? 'The one entry is as it was written' : `All ${count} entries follow from one another`;
  return recorded ? `${follow}, and the decision is as it was recorded.` : `${follow}; no decision is recorded yet.`;
}

function faultSentence({ n, why }: ChainFault, entries: readonly TrailEntry[], db: ReadableDb): string {
  if (why === 'gap') return `Entry ${n} is missing.`;
  if (why === 'prev') {
    return n === 1
      ? 'Entry 1 is not the beginning of this review’s trail: it was changed, or comes from another review.'
      : `Entry ${n} does not follow from entry ${n - 1}: one of the two was changed.`;
  }
  const entry = entries[n - 1]!;
  return `Entry ${n} (${describe(entry, db)}, ${clockTime(entry.at)}) was changed after it was written.`;
}

/** What an entry is about, in two or three words. */
function describe({ what, who, body }: TrailEntry, db: ReadableDb): string {
  const role = listRoles(db).find(({ id }) => id === parsed(body)?.['role'])?.name ?? who;
  switch (what) {
    case 'decision.recorded':
      return 'the decision';
    case 'decision.reopened':
      return 'the reopening';
    case 'stance.signed':
      return `${possessive(role)} stance`;
    case 'must.released':
      return `${possessive(role)} release`;
    case 'must.withdrawn':
    case 'must.lapsed':
      return `the end of ${possessive(role)} release`;
    case 'condition.closed':
      return 'a condition';
    case 'gap.noted':
      return 'a note';
    case 'evidence.arrivedLate':
      return 'a file that arrived late';
    case 'proposal.made':
      return 'a proposal';
    case 'proposal.answered':
      return 'an answer to a proposal';
    case 'replay.run':
      return 'a check whether it holds';
    case 'round.opened':
      return 'the opening of a round';
    case 'round.revealed':
      return 'the reveal';
    case 'ballot.imported':
    case 'ballot.sealed':
    case 'ballot.opened':
      return `${possessive(role)} ballot`;
    default:
      return what;
  }
}

const tableNames: Readonly<Record<string, string>> = {
  decision: 'the decision',
  decision_stance: 'a stance',
  decision_condition: 'a condition',
  decision_release: 'a release',
  proposal: 'a proposal',
  frozen: 'the frozen record',
  round: 'a round',
  sealed_ballot: 'a sealed ballot',
  round_weight: 'a revealed ballot',
  late_file: 'a file that arrived late',
};

function changedSentence(tables: readonly string[]): string {
  const names = tables.map((table) => tableNames[table] ?? table);
  return `What was recorded is not as it was: ${listText(names)} ${names.length === 1 ? 'was' : 'were'} changed afterwards.`;
}

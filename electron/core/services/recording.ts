// Records a decision in one transaction: collects everything it rests on, checks it against what the page showed, freezes it, and
// appends it to the trail.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Out } from '../../../shared/contract/contract.ts';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import type { ShownAnswer } from '../../../shared/contract/decisions.ts';
import type { Catalog, Source } from '../../../shared/domain/catalog.ts';
import { fieldsOf, type Decision } from '../../../shared/domain/decision.ts';
import { localDay } from '../../../shared/domain/format.ts';
import type { Proposal } from '../../../shared/domain/proposal.ts';
import { MOST_REASONS, type DecisionRecord } from '../../../shared/domain/record.ts';
import type { ReviewSnapshot, Settings } from '../../../shared/domain/review.ts';
import type { Role } from '../../../shared/domain/role.ts';
import type { Evaluation } from '../../../shared/engine/evaluation.ts';
import { activeHolds } from '../../../shared/engine/holds.ts';
import { MOST_RECORDED, type Recorded } from '../../../shared/engine/record/recordedResults.ts';
import { undecidedOf, violationsOf } from '../../../shared/engine/screen.ts';
import { intervalAt } from '../../../shared/engine/statedDoubt.ts';
import { ENGINE_VERSION } from '../../../shared/engine/version.ts';
import { missing } from '../../../shared/record/missing.ts';
import type { CommandContext } from './handlerTypes.ts';
import { lapseOpenProposals, proposalsIfRecorded, recordProposals } from './proposals.ts';
import { lastReveal, recordedRounds } from './lastReveal.ts';
import { toBytes } from '../store/blobs.ts';
import { listColumns } from '../store/columns.ts';
import { keepStancesOf, listSeats, markRecorded, putStance, readMeeting } from '../store/decisions.ts';
import { freezeBytes, freezeJson, mostFrozenBytes } from '../store/frozenContent.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { currentVersion } from '../store/migrations/index.ts';
import { readRevision, readSettings } from '../store/review.ts';
import { listRoles } from '../store/roles.ts';
import { getHeader, getSource } from '../store/sources.ts';
import { appendTrail, sha256, trailHead } from '../store/trail.ts';

/** Most candidates whose every value is kept with its source. */
const MOST_CITED = 60;

/** The review as it is, and the places of the candidates that the draft names and that are still there. */
export function recordingInput(
  db: ReadableDb,
  draft: Decision,
  open: Pick<CommandContext['open'], 'catalog'>,
): { snapshot: ReviewSnapshot; named: number[] } {
  const catalog = open.catalog();
  const named = [draft.candidateId, draft.fallbackId].flatMap((id) => {
    const place = id === null ? -1 : catalog.candidateIds.indexOf(id);
    return place < 0 ? [] : [place];
  });
  return { snapshot: { settings: readSettings(db), catalog }, named };
}

/** Refuses where the review or the draft is no longer what the page showed. */
export function checkStillShown(db: ReadableDb, shown: ShownAnswer, meetingVersion: number): void {
  if (shown.revision !== readRevision(db).revision || shown.version !== meetingVersion) {
    throw new ParleyError(
      'conflict',
      'Something was changed in the meantime, so what you saw is not what would be recorded. Look again, then record.',
    );
  }
  if (shown.engineVersion !== ENGINE_VERSION) {
    throw new ParleyError('conflict', 'This page is from another Parley. Reload it.');
  }
}

/**
 * Freezes the draft. Throws `refused` or `conflict` with a sentence; then nothing is written.
 *
 * @param recorded  the results under the chance that was shown, of the revision that was shown; null: there is nothing to rank.
 */
export function recordDecision(
  db: WritableDb,
  draft: Decision,
  by: string,
  shown: ShownAnswer,
  recorded: Recorded | null,
  context: CommandContext,
): Out<'decision.record'> {
  const settings = readSettings(db);
  const catalog = context.open.catalog();
  const snapshot: ReviewSnapshot = { settings, catalog };
  const meeting = readMeeting(db);
  if (!meeting) throw refused('Write the question, and who answers for the decision.');
  checkStillShown(db, shown, context.open.meetingVersion);
  if ([draft.candidateId, draft.fallbackId].some((id) => id !== null && !catalog.candidateIds.includes(id))) {
    throw refused('A candidate that the decision names is no longer in the review. Choose again.');
  }
  if (!recorded) throw refused('There is nothing to decide on yet: a decision needs candidates, objectives and roles.');
  checkShown(recorded, shown);
  const { quorum, leftOut } = lastReveal(db, settings);
  const lacking = missing(draft, {
    snapshot,
    screening: recorded.evaluation.screening,
    meeting,
    seats: listSeats(db),
    answers: recorded.results.answer,
    quorum,
    leftOut: leftOut.map(({ role }) => role),
    today: localDay(context.now),
  }).find(({ blocks }) => blocks);
  if (lacking) throw refused(lacking.text);
  const at = context.now.toISOString();
  const columns = freezeColumns(db, snapshot, draft);
  const record = composeRecord(db, {
    proposals: lapseOpenProposals(db, settings, context, by),
    snapshot,
    draft,
    recorded,
    columns,
    meeting,
    by,
    sentences: shown.sentences,
    now: context.now,
    appVersion: context.appVersion,
    ballotDigest: (ballot) => freezeJson(db, 'ballot', ballot),
  });
  const frozen = freezeJson(db, 'decision', record);
  keepStancesOf(
    db,
    draft.id,
    settings.roles.map(({ id }) => id),
  );
  // Roles that said nothing have a row too, so that the rows are what the record says.
  for (const stance of draft.stances) putStance(db, draft.id, stance);
  markRecorded(db, draft, frozen, at);
  const body = { decision: draft.number, frozen, supersedes: record.supersedes, engine: ENGINE_VERSION };
  const { n, hash } = appendTrail(db, { at, who: by, what: 'decision.recorded', body });
  return { id: draft.id, number: draft.number, frozen, head: { n, hash } };
}

/**
 * The record as it would be if the draft were recorded now; nothing is written and nothing is checked. Digests of columns are left out.
 *
 * @param recorded  the results of the snapshot, without a chance; null: there is nothing to rank.
 */
export function previewDecision(
  db: ReadableDb,
  draft: Decision,
  shown: ShownAnswer,
  snapshot: ReviewSnapshot,
  recorded: Recorded | null,
  { now, appVersion }: Pick<CommandContext, 'now' | 'appVersion'>,
): DecisionRecord {
  const meeting = readMeeting(db);
  if (!meeting) throw refused('Write the question, and who answers for the decision.');
  if (!recorded) throw refused('There is nothing to decide on yet: a decision needs candidates, objectives and roles.');
  return composeRecord(db, {
    proposals: proposalsIfRecorded(db, snapshot.settings, { catalog: () => snapshot.catalog }),
    snapshot,
    draft,
    recorded,
    columns: [],
    meeting,
    by: meeting.owner,
    sentences: shown.sentences,
    now,
    appVersion,
    ballotDigest: (ballot) => sha256(canonicalJson(ballot)),
  });
}

const refused = (message: string) => new ParleyError('refused', message);

const sameMembers = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && new Set([...a, ...b]).size === a.length;

/** Refuses where the page and the core came to different answers. */
function checkShown({ results }: Recorded, shown: ShownAnswer): void {
  if (!sameMembers(results.answer, shown.answer)) {
    throw new ParleyError(
      'conflict',
      'The answer on the screen is not the one that follows from what is saved, so nothing was recorded. Reload the page.',
    );
  }
  const { chance } = shown;
  const own = results.chance;
  if (!chance || chance.first === null || (own && own.draws !== chance.draws)) return;
  const first = own?.candidates.find(({ candidateId }) => candidateId === results.answer[0])?.first ?? 0;
  // Two engines may take the logarithm of a number differently in its last bit, which can tip single draws.
  if (!own || Math.abs(first - chance.first) > 3 / own.draws + 1e-12) {
    throw new ParleyError(
      'conflict',
      'The chance on the screen is not the one that follows from its seed, so nothing was recorded. Reload the page.',
    );
  }
}

/** Metrics that the decision rests on. */
function metricsUsed({ objectives, roles }: Settings, { conditions }: Decision): Set<number> {
  return new Set([
    ...objectives.map(({ metricId }) => metricId),
    ...roles.flatMap(({ requirements }) => requirements.map(({ metricId }) => metricId)),
    ...conditions.flatMap(({ check }) => (check ? [check.metricId] : [])),
  ]);
}

/** Digests of all columns; the bytes of those that are used are kept, as long as there are not too many candidates. */
function freezeColumns(
  db: WritableDb,
  { settings, catalog }: ReviewSnapshot,
  draft: Decision,
): DecisionRecord['columns'] {
  const used = metricsUsed(settings, draft);
  const bytesOf = (column: Catalog['columns'][number]) =>
    column.measured.byteLength * (column.intervals ? 3 : 1) + (column.standardErrors?.byteLength ?? 0);
  const wanted = catalog.columns.filter(({ metricId }) => used.has(metricId));
  const keeps =
    catalog.names.length <= MOST_RECORDED &&
    wanted.reduce((sum, column) => sum + bytesOf(column), 0) <= mostFrozenBytes / 2;
  return catalog.columns.map((column) => {
    const kept = keeps && used.has(column.metricId) && column.measured.length > 0;
    const digestOf = (numbers: Float64Array) => (kept ? freezeBytes(db, toBytes(numbers)) : sha256(toBytes(numbers)));
    return {
      metricId: column.metricId,
      values: digestOf(column.measured),
      standardErrors: column.standardErrors && digestOf(column.standardErrors),
      ...(column.intervals && {
        intervals: { lows: digestOf(column.intervals.lows), highs: digestOf(column.intervals.highs) },
      }),
      kept,
    };
  });
}

/** A role with its ballot, and the ballot's digest. */
function recordRole(role: Role, digestOf: (ballot: unknown) => string): DecisionRecord['roles'][number] {
  const { id, name, colour, influence, rationale, weights, requirements, holds } = role;
  const ballot = digestOf({ v: 1, role: id, weights, requirements, holds, rationale });
  return { id, name, colour, influence, rationale, weights, requirements, holds, ballot };
}

function composeRecord(
  db: ReadableDb,
  of: {
    /** None is open. */
    proposals: readonly Proposal[];
    snapshot: ReviewSnapshot;
    draft: Decision;
    recorded: Recorded;
    columns: DecisionRecord['columns'];
    meeting: DecisionRecord['meeting'];
    by: string;
    sentences: ShownAnswer['sentences'];
    now: Date;
    appVersion: string;
    /** The digest of a ballot; recording keeps the ballot as well. */
    ballotDigest: (ballot: unknown) => string;
  },
): DecisionRecord {
  const { proposals, snapshot, draft, recorded, columns, meeting, by, sentences, now, appVersion, ballotDigest } = of;
  const { settings, catalog } = snapshot;
  const { results, kept, evaluation } = recorded;
  const n = catalog.names.length;
  const tagsOf = new Map<number, string[]>();
  for (const { tag, candidateIds } of catalog.tags) {
    for (const id of candidateIds) tagsOf.set(id, [...(tagsOf.get(id) ?? []), tag]);
  }
  const { active } = activeHolds(settings, catalog, localDay(now));
  const reveal = lastReveal(db, settings);
  const head = trailHead(db);
  const used = metricsUsed(settings, draft);
  return {
    v: 1,
    review: settings.id,
    title: settings.title,
    note: settings.note,
    number: draft.number,
    supersedes: draft.supersedes === null ? null : numberOf(db, draft.supersedes),
    recordedAt: now.toISOString(),
    recordedBy: by,
    appVersion,
    engineVersion: ENGINE_VERSION,
    format: currentVersion,
    blind: reveal.blind,
    rounds: reveal.rounds,
    ruleLocked: reveal.ruleLocked,
    leftOut: reveal.leftOut.map(({ role: { id, name, colour }, standing, text }) => ({
      id,
      name,
      colour,
      standing,
      text,
    })),
    roundBallots: recordedRounds(db),
    meeting,
    seats: listSeats(db).filter(({ roleId }) =>
      [...settings.roles, ...reveal.leftOut.map(({ role }) => role)].some(({ id }) => id === roleId),
    ),
    decision: fieldsOf(draft),
    stances: draft.stances,
    conditions: draft.conditions,
    releases: draft.releases,
    candidates: kept.map((i) => {
      const id = catalog.candidateIds[i]!;
      return { id, name: catalog.names[i]!, tags: tagsOf.get(id) ?? [] };
    }),
    candidateCount: n,
    partial:
      n <= MOST_RECORDED
        ? columns.some((column) => column.kept)
          ? ''
          : 'The columns are too large to be kept; their digests are.'
        : `There are ${n} candidates. The record holds the ${kept.length} of the front and the finalists, and digests of the rest.`,
    incumbentId: settings.incumbentId,
    incumbentCounts: settings.incumbentCounts,
    metrics: settings.metrics,
    objectives: settings.objectives,
    columns,
    roles: settings.roles.map((role) => recordRole(role, ballotDigest)),
    results,
    sentences,
    ...screenedOut(snapshot, evaluation),
    ...undecided(snapshot, recorded),
    holdsStanding: active.map(({ roleId, hold, candidates }) => ({
      roleId,
      holdId: hold.id,
      candidates: candidates.slice(0, MOST_REASONS).map((i) => catalog.candidateIds[i]!),
    })),
    ...citations(db, citedPlaces(snapshot, draft, recorded), catalog, used),
    proposals: recordProposals(proposals, listRoles(db)),
    trail: head,
  };
}

function numberOf(db: ReadableDb, id: number): number | null {
  return db.read<[number], { number: number }>('SELECT number FROM decision WHERE id = ?').get(id)?.number ?? null;
}

function screenedOut(
  snapshot: ReviewSnapshot,
  { screening }: Evaluation,
): Pick<DecisionRecord, 'screenedOut' | 'screenedOutCount'> {
  const { candidateIds } = snapshot.catalog;
  const reasons: DecisionRecord['screenedOut'] = [];
  let count = 0;
  screening.feasible.forEach((mark, i) => {
    if (mark === 1 || i === screening.reference) return;
    count += 1;
    if (reasons.length >= MOST_REASONS) return;
    for (const { requirement, measured, by } of violationsOf(snapshot, screening, i)) {
      const { id: requirementId, roleId } = requirement;
      reasons.push({ candidateId: candidateIds[i]!, requirementId, roleId, measured, by });
    }
  });
  return { screenedOut: reasons.slice(0, MOST_REASONS), screenedOutCount: count };
}

/** The musts of which it cannot be told, of the candidates that are kept. */
function undecided(snapshot: ReviewSnapshot, { kept, evaluation }: Recorded): Pick<DecisionRecord, 'undecided'> {
  const { screening } = evaluation;
  const open = kept.filter((i) => screening.undecided[i]! > 0);
  if (open.length === 0) return {};
  const entries = open
    .flatMap((i) =>
      undecidedOf(snapshot, screening.musts, i).map(({ requirement, measured, interval }) => ({
        candidateId: snapshot.catalog.candidateIds[i]!,
        requirementId: requirement.id,
        roleId: requirement.roleId,
        measured,
        ...interval,
      })),
    )
    .slice(0, MOST_REASONS);
  return { undecided: entries };
}

/** First the candidates that the decision names or some rule puts first, then the rest of the front. */
function citedPlaces({ catalog }: ReviewSnapshot, draft: Decision, { results, evaluation, kept }: Recorded): number[] {
  const ids = [
    draft.candidateId,
    draft.fallbackId,
    ...results.answer,
    ...results.roles.flatMap(({ favourites }) => favourites),
    ...results.rules.flatMap(({ winners }) => winners),
    ...results.methods.flatMap(({ winners }) => winners),
    results.nearest?.candidateId ?? null,
  ];
  const named = ids.flatMap((id) => (id === null ? [] : [catalog.candidateIds.indexOf(id)]));
  const front = kept.filter((i) => evaluation.fronts[i] === 1);
  return [...new Set([...named, ...front])].filter((i) => i >= 0).slice(0, MOST_CITED);
}

/** Every value of these candidates that the decision rests on, with the source that it was read from. */
function citations(
  db: ReadableDb,
  places: readonly number[],
  catalog: Catalog,
  used: ReadonlySet<number>,
): Pick<DecisionRecord, 'sources' | 'cited'> {
  const sources: Source[] = [];
  const placeOf = new Map<number, number | null>();
  const sourcePlace = (id: number): number | null => {
    let place = placeOf.get(id);
    if (place === undefined) {
      const source = getSource(db, id);
      place = source ? sources.push(source) - 1 : null;
      placeOf.set(id, place);
    }
    return place;
  };
  const cited: DecisionRecord['cited'] = [];
  for (const column of listColumns(db)) {
    if (!used.has(column.metricId)) continue;
    const headers = new Map<number, string>();
    const measured = catalog.columns.find(({ metricId }) => metricId === column.metricId);
    for (const i of places) {
      const interval = measured ? intervalAt(measured, i) : null;
      const sourceId = column.sourceIds[i] ?? 0;
      const row = column.sourceRows[i] ?? 0;
      if (!headers.has(sourceId)) headers.set(sourceId, getHeader(db, column.metricId, sourceId));
      cited.push({
        candidateId: catalog.candidateIds[i]!,
        metricId: column.metricId,
        value: orNull(column.measured[i]),
        standardError: orNull(column.standardErrors?.[i]),
        ...(interval && { interval }),
        source: sourceId > 0 ? sourcePlace(sourceId) : null,
        row: row > 0 ? row : null,
        column: headers.get(sourceId) ?? '',
      });
    }
  }
  return { sources, cited };
}

const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

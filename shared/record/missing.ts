// What a draft still lacks: what keeps it from being recorded, and what the record will only say. The room shows it while people
// write, and the core refuses to record by the same list.
import type { Decision, Meeting, Seat } from '../domain/decision.ts';
import {
  capitalised,
  countText,
  decimalsFor,
  formatInterval,
  formatMeasure,
  listText,
  verbAfter,
} from '../domain/format.ts';
import type { ReviewSnapshot } from '../domain/review.ts';
import type { Screening, Undecided, Violation } from '../engine/evaluation.ts';
import { activeHolds, holdsOn } from '../engine/holds.ts';
import { undecidedOf, violationsOf } from '../engine/screen.ts';
import { REFERENCE_REASON } from '../engine/wording.ts';

interface Missing {
  /** One sentence: what is missing, or what to do about it. */
  text: string;
  /** Recording is refused as long as it is missing. */
  blocks: boolean;
}

interface MissingFacts {
  snapshot: ReviewSnapshot;
  /** With every role's requirements. */
  screening: Screening;
  meeting: Meeting | null;
  seats: readonly Seat[];
  /** Candidate ids of all that the rule puts first, by name. */
  answers: readonly number[];
  /** Why too few ballots were opened for a decision; '' where enough were, or where there were no rounds. */
  quorum: string;
  /** Roles that do not count in the answer; they sign all the same. */
  leftOut: readonly { id: number; name: string }[];
  /** YYYY-MM-DD. */
  today: string;
}

/** What keeps the draft from being recorded first, then what the record will say of it. O(candidates + roles). */
export function missing(draft: Decision, facts: MissingFacts): Missing[] {
  return [
    ...blocking(draft, facts).map((text) => ({ text, blocks: true })),
    ...mentioned(draft, facts).map((text) => ({ text, blocks: false })),
  ];
}

/**
 * What stands where the page will be as long as there is none: the next thing that is missing for it, and nothing that is there already.
 * @param refusal  why the page could not be put together; null where it is being put together.
 */
export function noPageText({
  asked,
  drafted,
  refusal,
}: {
  asked: boolean;
  drafted: boolean;
  refusal: string | null;
}): string {
  const lacking = [
    ...(asked ? [] : ['write the question and who answers for it']),
    ...(drafted ? [] : ['choose']),
  ].join(', and ');
  if (lacking !== '') {
    return `${capitalised(lacking)}: the page people will sign appears here and follows every change.`;
  }
  return refusal ?? 'The page people will sign is being put together.';
}

function blocking(draft: Decision, { snapshot, screening, meeting, answers, quorum, today }: MissingFacts): string[] {
  const { settings, catalog } = snapshot;
  const { kind, candidateId, deploy, conditions, releases } = draft;
  const nameOf = (id: number) => catalog.names[catalog.candidateIds.indexOf(id)] ?? 'a candidate that is gone';
  const list: string[] = [];
  if (meeting === null) list.push('Write the question, and who answers for the decision.');
  if (quorum !== '') list.push(quorum);
  const { reference } = screening;
  if (reference !== -1 && candidateId === catalog.candidateIds[reference]) {
    list.push(`${nameOf(candidateId)} ${REFERENCE_REASON}. Choose another, or none of them.`);
  }
  const against = answers.length > 0 && kind !== 'defer' && (candidateId === null || !answers.includes(candidateId));
  if (against && draft.override.trim() === '') {
    list.push(`Say why not ${listText(answers.map(nameOf))}, the answer of the rule.`);
  }
  if (kind === 'defer' && draft.reviewBy === null) list.push('Say until when the decision is put off.');
  if (kind === 'defer' && draft.reviewBy !== null && draft.reviewBy <= today) {
    list.push('The day until which the decision is put off has come. Name a later one.');
  }
  if (candidateId === null) return list;
  const name = nameOf(candidateId);
  const place = catalog.candidateIds.indexOf(candidateId);
  if (place < 0) return [...list, 'The candidate that was chosen is no longer in the review. Choose again.'];
  if (kind === 'keep' && settings.incumbentId !== candidateId) {
    list.push(`${name} is no longer marked as the model in use, so it cannot be kept. Choose it instead.`);
  }
  for (const violation of violationsOf(snapshot, screening, place)) {
    if (releases.some(({ requirementId }) => requirementId === violation.requirement.id)) continue;
    list.push(brokenText(snapshot, violation, name));
  }
  if (deploy === 'after' && !conditions.some((condition) => condition.kind === 'before')) {
    list.push('Say what has to come true before it is deployed, or deploy it now.');
  }
  const blocked = holdsOn(activeHolds(settings, catalog, today), place).find(({ hold }) => hold.effect === 'blocks');
  if (deploy === 'now' && blocked) {
    const role = roleName(snapshot, blocked.roleId);
    list.push(
      `${role} ${verbAfter(role, 'holds', 'hold')} ${name} back, so it can be decided and not deployed yet. Deploy it after a condition, or clear the hold.`,
    );
  }
  return list;
}

function brokenText(snapshot: ReviewSnapshot, { requirement, measured, interval }: Violation, name: string): string {
  const { settings, catalog } = snapshot;
  const role = roleName(snapshot, requirement.roleId);
  const metric = settings.metrics.find(({ id }) => id === requirement.metricId);
  const values = catalog.columns.find(({ metricId }) => metricId === requirement.metricId)?.measured ?? [];
  const say = (x: number) => formatMeasure(x, decimalsFor(values), metric?.unit ?? '');
  const within = interval === null ? '' : ` (${formatInterval(interval, decimalsFor(values), metric?.unit ?? '')})`;
  const sign = requirement.comparator === '<=' ? '≤' : '≥';
  return (
    `${metric?.name ?? 'A metric that is gone'} ${sign} ${say(requirement.bound)} is a must of ${role}, and ${name} ` +
    `${measured === null ? 'was not measured' : `has ${say(measured)}${within}`}. ${role} must let it pass in writing, or another must be chosen.`
  );
}

function undecidedText(snapshot: ReviewSnapshot, { requirement, measured, interval }: Undecided, name: string): string {
  const metric = snapshot.settings.metrics.find(({ id }) => id === requirement.metricId);
  const values = snapshot.catalog.columns.find(({ metricId }) => metricId === requirement.metricId)?.measured ?? [];
  const [decimals, unit] = [decimalsFor(values), metric?.unit ?? ''];
  const sign = requirement.comparator === '<=' ? '≤' : '≥';
  return (
    `Whether ${name} meets ${metric?.name ?? 'a metric that is gone'} ${sign} ${formatMeasure(requirement.bound, decimals, unit)}, ` +
    `a must of ${roleName(snapshot, requirement.roleId)}, cannot be told: it has ${formatMeasure(measured, decimals, unit)} ` +
    `(${formatInterval(interval, decimals, unit)}). The record says so.`
  );
}

function mentioned(draft: Decision, { snapshot, screening, seats, leftOut, today }: MissingFacts): string[] {
  const list: string[] = [];
  const place = draft.candidateId === null ? -1 : snapshot.catalog.candidateIds.indexOf(draft.candidateId);
  if (place >= 0) {
    const open = undecidedOf(snapshot, screening.musts, place);
    list.push(...open.map((each) => undecidedText(snapshot, each, snapshot.catalog.names[place]!)));
  }
  if (draft.rationale.trim() === '') list.push('No reason is given. The record has none.');
  const unsigned = draft.stances
    .filter(({ signedBy }) => signedBy === '')
    .map(({ roleId }) => leftOut.find(({ id }) => id === roleId)?.name ?? roleName(snapshot, roleId));
  if (unsigned.length > 0) {
    list.push(`${listText(unsigned)} ${unsigned.length === 1 ? 'has' : 'have'} not signed. The record says so.`);
  }
  if (seats.length > 0 && seats.every(({ builtACandidate }) => builtACandidate)) {
    list.push('Everybody who speaks for a role built a candidate. The record says so.');
  }
  if (draft.kind !== 'defer' && draft.reviewBy !== null && draft.reviewBy <= today) {
    list.push('The day of the next review is not in the future.');
  }
  const passed = draft.conditions.filter(({ state, due }) => state === 'open' && due !== null && due < today);
  if (passed.length > 0) list.push(`${countText(passed.length, 'condition was', 'conditions were')} due before today.`);
  const waits = draft.conditions.some((condition) => condition.kind === 'before');
  if (draft.kind === 'choose' && draft.deploy === 'now' && waits) {
    list.push('Something has to come true before deployment, and it is deployed now. The record says both.');
  }
  if (draft.candidateId !== null && draft.oversight.trim() === '') list.push('Nobody is named who may stop it.');
  return list;
}

const roleName = ({ settings }: ReviewSnapshot, id: number) =>
  settings.roles.find((role) => role.id === id)?.name ?? 'A role';

// Releases of a draft: a role lets the chosen candidate break one of its musts, as it was broken that day. The entry of the trail
// holds what was signed; where bound or value are no longer those, the release falls away, and the trail says why.
import { decimalsFor, formatMeasure } from '../../../shared/domain/format.ts';
import { lapseNote, releaseNote, type LapsedRelease, type ReleaseTerms } from '../../../shared/domain/trail.ts';
import type { Decision, Release } from '../../../shared/domain/decision.ts';
import type { Requirement } from '../../../shared/domain/role.ts';
import { getColumn } from './columns.ts';
import { listDecisions, putRelease, removeRelease } from './decisions.ts';
import type { ReadableDb, WritableDb } from './handle.ts';
import { listMetrics } from './metrics.ts';
import { listRoles } from './roles.ts';
import { appendTrail, listTrail, sha256 } from './trail.ts';

/** Signs a release of the draft, with what is broken today and how far. */
export function addRelease(db: WritableDb, draft: Decision, release: Release): void {
  const { requirementId, roleId, words, signedBy, signedAt } = release;
  const terms = termsNow(db, draft, requirementId);
  putRelease(db, draft.id, release);
  const body = {
    decision: draft.number,
    draft: draft.id,
    requirement: requirementId,
    role: roleId,
    words: sha256(words.normalize('NFC')),
    terms,
  };
  appendTrail(db, { at: signedAt, who: signedBy, what: 'must.released', body });
}

/** Takes a release back; the trail says who did. */
export function withdrawRelease(
  db: WritableDb,
  draft: Decision,
  { requirementId, roleId }: Release,
  { by, why, at }: { by: string; why: string; at: string },
): void {
  removeRelease(db, draft.id, requirementId);
  const body = { decision: draft.number, draft: draft.id, requirement: requirementId, role: roleId, why };
  appendTrail(db, { at, who: by, what: 'must.withdrawn', body });
}

/** Takes all releases of the draft away for one reason. `why` is a sentence. */
export function dropReleases(db: WritableDb, draft: Decision, why: string, at: string): void {
  for (const release of draft.releases) lapse(db, draft, release, why, at);
}

/**
 * Takes away the releases of the draft that were signed for another bound or value than there is now. Called after every change of
 * the review, inside its transaction; O(1) without a draft that has releases, else O(candidates + trail).
 *
 * @returns whether any fell away.
 */
export function lapseReleases(db: WritableDb, at: string): boolean {
  const held = db
    .read<[], { n: number }>(
      "SELECT count(*) AS n FROM decision_release WHERE decision_id = (SELECT id FROM decision WHERE state = 'draft')",
    )
    .get();
  if (!held || held.n === 0) return false;
  const draft = listDecisions(db).find(({ state }) => state === 'draft')!;
  let any = false;
  for (const release of draft.releases) {
    const signed = signedTerms(db, draft, release);
    const why = signed && changedSince(db, signed, termsNow(db, draft, release.requirementId), release);
    if (!why) continue;
    lapse(db, draft, release, why, at);
    any = true;
  }
  return any;
}

/** What fell away of this draft's releases and was not signed again, one entry per requirement. */
export function lapsedReleases(db: ReadableDb, draft: Decision): LapsedRelease[] {
  const lapsed = new Map<number, LapsedRelease>();
  for (const { what, body } of listTrail(db)) {
    if (what === 'must.lapsed') {
      const note = lapseNote.safeParse(parsed(body)).data;
      if (note?.draft === draft.id) lapsed.set(note.requirement, { requirementId: note.requirement, why: note.why });
    } else if (what === 'must.released') {
      const note = releaseNote.safeParse(parsed(body)).data;
      if (note?.draft === draft.id) lapsed.delete(note.requirement);
    }
  }
  return [...lapsed.values()];
}

function lapse(db: WritableDb, draft: Decision, { requirementId, roleId }: Release, why: string, at: string): void {
  removeRelease(db, draft.id, requirementId);
  const body = { decision: draft.number, draft: draft.id, requirement: requirementId, role: roleId, why };
  appendTrail(db, { at, who: 'Parley', what: 'must.lapsed', body });
}

function requirementNow(db: ReadableDb, id: number): Requirement | null {
  return (
    listRoles(db)
      .flatMap(({ requirements }) => requirements)
      .find((each) => each.id === id) ?? null
  );
}

/** What a release would be signed for now; null where nothing of the kind is required any more, or nobody is chosen. */
function termsNow(db: ReadableDb, { candidateId }: Decision, requirementId: number): ReleaseTerms | null {
  const requirement = requirementNow(db, requirementId);
  if (!requirement || requirement.strength !== 'must' || candidateId === null) return null;
  const place = db
    .read<[number], { place: number }>('SELECT count(*) AS place FROM candidate WHERE id < ?')
    .get(candidateId)!.place;
  const known = db.read<[number], { id: number }>('SELECT id FROM candidate WHERE id = ?').get(candidateId);
  const measured = known ? (getColumn(db, requirement.metricId)?.measured[place] ?? NaN) : NaN;
  return {
    candidateId,
    metricId: requirement.metricId,
    comparator: requirement.comparator,
    bound: requirement.bound,
    measured: Number.isNaN(measured) ? null : measured,
  };
}

/** What the trail says that this release was signed for; null where an earlier Parley did not write it down. */
function signedTerms(db: ReadableDb, draft: Decision, { requirementId }: Release): ReleaseTerms | null {
  const notes = listTrail(db)
    .filter(({ what }) => what === 'must.released')
    .map(({ body }) => releaseNote.safeParse(parsed(body)).data);
  return notes.findLast((note) => note?.draft === draft.id && note.requirement === requirementId)?.terms ?? null;
}

/** Why the release no longer counts, as a sentence; null where it is for what stands now. */
function changedSince(
  db: ReadableDb,
  signed: ReleaseTerms,
  now: ReleaseTerms | null,
  { signedBy }: Release,
): string | null {
  const { name, unit } = listMetrics(db).find(({ id }) => id === signed.metricId) ?? { name: 'A metric', unit: '' };
  const gone = `What ${signedBy} let pass no longer counts`;
  if (now === null || now.metricId !== signed.metricId) return `${gone}: ${name} is no longer a must.`;
  const numbers = [signed.bound, now.bound, signed.measured, now.measured].flatMap((x) => (x === null ? [] : [x]));
  const decimals = decimalsFor(numbers);
  const say = (value: number | null) => (value === null ? 'not measured' : formatMeasure(value, decimals, unit));
  const bound = ({ comparator, bound: limit }: ReleaseTerms) => `${comparator === '<=' ? '≤' : '≥'} ${say(limit)}`;
  if (now.bound !== signed.bound || now.comparator !== signed.comparator) {
    return `${gone}: ${name} had to be ${bound(signed)} when it was signed, and has to be ${bound(now)} now.`;
  }
  if (now.measured === signed.measured) return null;
  return `${gone}: ${name} was ${say(signed.measured)} when it was signed, and is ${say(now.measured)} now.`;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

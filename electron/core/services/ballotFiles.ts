// Ballots that arrive as files: what each is, said before anything is written and before any words are typed, and taking it.
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Arrival } from '../../../shared/contract/rounds.ts';
import { canonicalJson } from '../../../shared/domain/canonicalJson.ts';
import { plainNumber, verbAfter } from '../../../shared/domain/format.ts';
import type { RoundBasis } from '../../../shared/domain/round.ts';
import { readBallotFile, writeBallotFile, type BallotFile } from '../../../shared/sealing/ballotFile.ts';
import type { ValueFunction } from '../../../shared/domain/objective.ts';
import { freezeJson } from '../store/frozenContent.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { readReview } from '../store/review.ts';
import { findForm, goingRound, listRounds, listSealed, putBox, readBasis, type RoundRow } from '../store/rounds.ts';
import { appendTrail, clockTime } from '../store/trail.ts';
import { roundEvents } from './roundEvents.ts';

interface Judged {
  arrival: Arrival;
  file: BallotFile | null;
  /** The round that it belongs to. */
  row: RoundRow | null;
}

/**
 * What a ballot file is. In this order: is it whole, of this review, a form that was made here, of the round that is open, on its
 * basis, of a role that is there, and is there one already.
 */
export function judgeArrival(db: ReadableDb, text: string): Judged {
  const read = readBallotFile(text);
  if (!read.ok) {
    const arrival = {
      case: 'damaged',
      sentence: read.sentence,
      takes: 'nothing',
      roleId: null,
      round: null,
      by: '',
    } as const;
    return { arrival, file: null, row: null };
  }
  const { file } = read;
  const { header } = file;
  const is = (
    kind: Arrival['case'],
    sentence: string,
    takes: Arrival['takes'] = 'nothing',
    row: RoundRow | null = null,
  ): Judged => ({
    arrival: { case: kind, sentence, takes, roleId: header.role.id, round: header.round, by: header.by },
    file,
    row,
  });
  const { name } = header.role;
  if (header.review !== readReview(db).id) {
    return is('otherReview', `This ballot belongs to another review: “${header.title}”. Nothing was taken.`);
  }
  const form = findForm(db, hexToBytes(header.formId));
  const row = listRounds(db).find(({ id }) => id === form?.roundId);
  if (!form || row?.number !== header.round || form.roleId !== header.role.id) {
    return is('unknownForm', `Parley did not make this form for this review. Ask ${name} for its file again.`);
  }
  const going = goingRound(db);
  if (going && going.id !== row.id && !listSealed(db, going.id).some(({ roleId }) => roleId === form.roleId)) {
    return is('roleGone', `There is no role “${name}” in this round.`);
  }
  if (row.state === 'abandoned') return is(going ? 'basisDiffers' : 'notOpen', stoppedSentence(db, row, going));
  if (row.state !== 'open') {
    const why =
      row.state === 'revealing'
        ? `The ballots of round ${row.number} are closed.`
        : `This is a ballot of round ${row.number}${going ? `; round ${going.number} is open` : ', which is over'}.`;
    return is('earlierRound', `${why} It is kept with round ${row.number} as late, and does not count.`, 'late', row);
  }
  if (header.roundBasis !== row.basis) {
    return is(
      'basisDiffers',
      'This form was filled in for other ranges than those of this round. Send a new form: weights given for other ranges mean something else.',
    );
  }
  const there = listSealed(db, row.id).find(({ roleId }) => roleId === form.roleId)!;
  if (there.state === 'empty') {
    return is(
      'good',
      `${name}, round ${row.number}, from ${header.by}. Sealed; it opens with the words ${header.by} has.`,
      'ballot',
      row,
    );
  }
  if (there.state === 'sealed' && bytesToHex(there.commitment) === bytesToHex(file.sealed.commitment)) {
    return is('same', `This is the ballot of ${name} that is here already.`, 'nothing', row);
  }
  const { by, at } = roundEvents(db).seat(row.number, form.roleId);
  const first = `${at === null ? '' : `${clockTime(at)}, `}by ${by}`;
  const second = `${clockTime(header.madeAt)}, by ${header.by}`;
  const has =
    there.state === 'abstained' ? `${name} abstained` : `${name} ${verbAfter(name, 'has', 'have')} a ballot already`;
  return is(
    'second',
    `${has} (${first}). Keep it, or replace it with this one (${second})? Both stand in the trail.`,
    'ballot',
    row,
  );
}

/** Takes it, or says why not. Of two ballots both stand in the trail, whichever counts. */
export function bringIn(
  db: WritableDb,
  text: string,
  second: 'keep' | 'replace' | null,
  by: string,
  now: Date,
): Arrival {
  const { arrival, file, row } = judgeArrival(db, text);
  if (arrival.case === 'same') return arrival;
  if (!file || !row || arrival.takes === 'nothing') {
    throw new ParleyError(arrival.case === 'damaged' ? 'badInput' : 'refused', arrival.sentence);
  }
  if (arrival.case === 'second' && second === null) throw new ParleyError('conflict', arrival.sentence);
  const { header, sealed } = file;
  const late = arrival.takes === 'late';
  const counts = !late && (arrival.case !== 'second' || second === 'replace');
  const body = {
    round: row.number,
    role: header.role.id,
    commitment: bytesToHex(sealed.commitment),
    by: header.by,
    madeAt: header.madeAt,
    late,
    counts,
    // The box of what does not count is kept as well; nobody opens it.
    ...(counts ? {} : { file: freezeJson(db, 'ballot', writeBallotFile(file)) }),
  };
  if (counts) putBox(db, row.id, header.role.id, { state: 'sealed', way: 'file', sealed, submitted: 1 });
  appendTrail(db, { at: now.toISOString(), who: by, what: 'ballot.imported', body });
  return arrival;
}

function stoppedSentence(db: ReadableDb, row: RoundRow, going: RoundRow | null): string {
  if (!going)
    return `Round ${row.number} was stopped (“${row.why}”), and its ballots are never opened. Nothing was taken.`;
  const changes = rangeChanges(readBasis(db, row), readBasis(db, going));
  return changes === ''
    ? `This form was made for round ${row.number}, which was stopped (“${row.why}”). Send a new form for round ${going.number}.`
    : `This form was filled in before the ranges changed (${changes}). Send a new form: weights given for other ranges mean something else.`;
}

/** "p95 latency 60 → 5 ms then, 80 → 5 ms now", for at most three objectives; '' where none is another. */
function rangeChanges(then: RoundBasis, now: RoundBasis): string {
  const changed = now.objectives.flatMap((objective) => {
    const old = then.objectives.find(({ id }) => id === objective.id);
    if (!old || canonicalJson(old.valueFunction) === canonicalJson(objective.valueFunction)) return [];
    const unit = now.metrics.find(({ id }) => id === objective.metric)?.unit ?? '';
    return [
      `${objective.name} ${rangeText(old.valueFunction, unit)} then, ${rangeText(objective.valueFunction, unit)} now`,
    ];
  });
  return changed.slice(0, 3).join('; ');
}

function rangeText(value: ValueFunction, unit: string): string {
  const ends =
    value.shape === 'target'
      ? `around ${plainNumber(value.target)}`
      : value.shape === 'piecewise'
        ? `${plainNumber(value.points[0]!.at)} to ${plainNumber(value.points.at(-1)!.at)}`
        : `${plainNumber(value.worst)} → ${plainNumber(value.best)}`;
  return unit === '' ? ends : `${ends} ${unit}`;
}

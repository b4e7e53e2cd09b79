// Seals what a form holds: checks it, makes six words and the key of them, and closes the box.
import { formatCount } from '../../../shared/domain/format.ts';
import { hexToBytes } from '@noble/hashes/utils.js';
import { ballotBytes, ballotProblem, type PlainBallot } from '../../../shared/sealing/ballot.ts';
import { nobleCipher, nobleKeyOf } from '../../../shared/sealing/noble.ts';
import { sealBallot, sealRandom, type SealedBox } from '../../../shared/sealing/sealing.ts';
import { wordsFrom } from '../../../shared/sealing/words.ts';
import type { BallotAnswers, BallotPlaceFacts } from './place.ts';

export interface FreshSeal {
  words: string;
  key: Uint8Array;
  madeAt: string;
  sealed: SealedBox;
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

// eslint-disable-next-line no-control-regex -- control characters are what is being taken out
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** Texts as a ballot may hold them: composed, without what cannot be stored, and without blanks around them. */
const tidy = (text: string) => text.toWellFormed().replaceAll(UNSTORABLE, ' ').normalize('NFC').trim();

/** Most characters of each text of a ballot; the note may fill what is left of it. */
const longest = { by: 200, rationale: 4000, reason: 2000, condition: 400 } as const;

/** The ballot of these answers. */
function ballotFor(place: BallotPlaceFacts, answers: BallotAnswers, by: string, madeAt: string): PlainBallot {
  const { review, round, role, digest } = place;
  const { weights, requirements, holds, rationale, elicited, note } = answers;
  return {
    v: 1,
    review,
    round,
    role: role.id,
    basis: digest,
    by: tidy(by),
    madeAt,
    weights,
    requirements: requirements.map((each) => ({ ...each, reason: tidy(each.reason ?? '') })),
    holds: holds.map((each) => ({ ...each, condition: tidy(each.condition), reason: tidy(each.reason) })),
    rationale: tidy(rationale),
    elicited,
    note: tidy(note),
  };
}

/**
 * Why these answers cannot be sealed, as a sentence; '' where they can. What passes here is a ballot for the core, which asks only
 * once it has opened the box.
 */
export function whyNotSealed(place: BallotPlaceFacts, answers: BallotAnswers, by: string): string {
  if (by.trim() === '') return 'Say who gives this ballot.';
  const ballot = ballotFor(place, answers, by, new Date(0).toISOString());
  const problem = ballotProblem(ballot, place.basis);
  if (problem !== null) return problem;
  const texts: [name: string, text: string, most: number][] = [
    ['The name', ballot.by, longest.by],
    ['What you say under “Why”', ballot.rationale, longest.rationale],
    ...ballot.requirements.map(({ reason }): [string, string, number] => ['A reason', reason ?? '', longest.reason]),
    ...ballot.holds.map(({ reason }): [string, string, number] => ['A reason', reason, longest.reason]),
    ...ballot.holds.map(({ condition }): [string, string, number] => ['A condition', condition, longest.condition]),
  ];
  const long = texts.find(([, text, most]) => text.length > most);
  if (long) return `${long[0]} is too long: ${formatCount(long[2])} characters are the most.`;
  try {
    ballotBytes(ballot);
    return '';
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** Takes about a second, during which frames are drawn and timers do not run. @throws RangeError as `whyNotSealed` would say. */
export async function sealAnswers(place: BallotPlaceFacts, answers: BallotAnswers, by: string): Promise<FreshSeal> {
  const madeAt = new Date().toISOString();
  const ballot = ballotFor(place, answers, by, madeAt);
  const words = wordsFrom(random(8));
  const seeds = sealRandom(random);
  const key = await nobleKeyOf(words, seeds.salt);
  return { words, key, madeAt, sealed: sealBallot(nobleCipher, key, ballot, hexToBytes(place.formId), seeds) };
}

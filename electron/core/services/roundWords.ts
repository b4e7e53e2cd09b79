// Sentences about rounds, each in one place.
import { stoppedText } from '../../../shared/domain/round.ts';
import { capitalised, countInWords, possessive, verbAfter } from '../../../shared/domain/format.ts';
import type { RoundRow, SealedRow } from '../store/rounds.ts';
import type { VoidReason } from '../../../shared/sealing/sealing.ts';

/** Why nothing more can be done to the ballots of a round. */
export function overSentence({ number, state, why }: Pick<RoundRow, 'number' | 'state' | 'why'>): string {
  return state === 'abandoned'
    ? `${stoppedText({ number, why })} Your draft is kept for the next one.`
    : `The ballots of round ${number} are closed. You can follow, and vote in the next round.`;
}

export const basisMoved = 'The round was stopped because a range changed. Your draft is kept for the next one.';

/** What a headline and a record say of a role that does not count. */
export function leftOutSentence(name: string, state: SealedRow['state'], round: number): string {
  const count = `${verbAfter(name, 'does', 'do')} not count in its answer`;
  switch (state) {
    case 'abstained':
      return `${name} abstained in round ${round} and ${count}.`;
    case 'void':
      return `${possessive(name)} ballot of round ${round} is void, and ${name} ${count}.`;
    default:
      return `${name} gave no ballot in round ${round} and ${count}.`;
  }
}

/** The same in a word or two, where a ballot would stand. */
export function leftOutStanding(state: SealedRow['state'], round: number): string {
  switch (state) {
    case 'abstained':
      return 'abstained';
    case 'void':
      return 'ballot void';
    default:
      return `left out of round ${round}`;
  }
}

export function carriedSentence(name: string, state: SealedRow['state'], round: number, from: number): string {
  const why =
    state === 'void'
      ? `${possessive(name)} ballot of round ${round} is void`
      : `${name} gave no ballot in round ${round}`;
  return `${why}; its ballot of round ${from} counts.`;
}

export function voidSentence(name: string, why: VoidReason): string {
  const ballot = `${possessive(name)} ballot is void:`;
  switch (why) {
    case 'commitment':
      return `${ballot} what is in its box is not what was sealed.`;
    case 'unreadable':
      return `${ballot} what is in its box is no ballot of Parley.`;
    case 'elsewhere':
      return `${ballot} it was given for another role or another round.`;
    case 'content':
      return `${ballot} its weights or requirements do not fit what was asked.`;
  }
}

export const givenUpSentence = (name: string) =>
  `${possessive(name)} ballot was never opened: its words were not there. It is void.`;

export const wrongKeySentence = (tries: number) =>
  'These are words of another ballot, or this file was changed on its way.' +
  (tries < 3
    ? ''
    : ` They did not fit ${countInWords(tries)} times. It stays sealed until the right ones open it or it is given up.`);

/** '' where there are enough. */
export function quorumSentence(opened: number, abstained: number, roles: number, quorum: number): string {
  if (opened + abstained >= quorum) return '';
  const given =
    opened === 0
      ? 'No ballot was opened'
      : `${capitalised(countInWords(opened))} of ${countInWords(roles)} ballots ${opened === 1 ? 'was' : 'were'} opened`;
  const abstentions = abstained === 0 ? '' : `, ${countInWords(abstained)} abstained,`;
  return `${given}${abstentions} and ${countInWords(quorum)} ${quorum === 1 ? 'is' : 'are'} needed, so no decision can be recorded.`;
}

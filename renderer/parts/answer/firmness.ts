// How firm the answer is, in sentences: who is nearest, which rules and methods say otherwise, in how many small changes of the
// weights it stays first, and what is not known. Each sentence has a place, by which the record of a decision keeps it.
import { statesDoubt } from '../../../shared/engine/statedDoubt.ts';
import { countText, formatNumber } from '../../../shared/domain/format.ts';
import type { ShownSentence } from '../../../shared/domain/record.ts';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import type { Answer } from '../../analysis/kinds/answer.ts';
import type { ChallengerAnswer } from '../../analysis/kinds/challenger.ts';
import { listText, possessive } from '../wording/wording.ts';
import { staysText } from './certaintyWords.ts';
import { agreeing, dissentText } from './votes.ts';

const firmnessWords = { firm: 'Firm.', fairlyFirm: 'Fairly firm.', notFirm: 'Not firm.' } as const;

/** How firm the answer is, in a word. Before any role has weighed there is no view that it could be firm against. */
export function firmnessText({ firmness }: ChallengerAnswer, { settings }: ReviewSnapshot): string {
  return settings.roles.every(({ weights }) => weights.length === 0) ? 'Provisional.' : firmnessWords[firmness];
}

/** "2.1 points": rounded outwards, so that typed in it does turn the answer; the exact figure where nothing can be typed. */
export function pointsText(nearest: NonNullable<ChallengerAnswer['nearest']>): string {
  const points = nearest.typed?.points ?? Math.ceil(nearest.points * 10) / 10;
  const decimals = (/\.(\d+)$/.exec(String(Number(points.toFixed(4))))?.[1] ?? '').length;
  return `${formatNumber(points, decimals)} ${points === 1 ? 'point' : 'points'}`;
}

/** Who would be first with the smallest change of one role's weights. */
export function challengerText(found: ChallengerAnswer, { settings, catalog }: ReviewSnapshot): string {
  const { names } = catalog;
  if (found.answer < 0) return '';
  if (found.level.length > 0) {
    const others = listText(found.level.map((i) => names[i]!));
    return `${others} ${found.level.length === 1 ? 'is' : 'are'} level with it: no change is needed.`;
  }
  const { nearest } = found;
  if (nearest === null) return 'No change of one role’s weights alone turns this answer.';
  const role = settings.roles.find(({ id }) => id === nearest.roleId)?.name ?? 'one role';
  const bound = nearest.proven ? '' : 'At most ';
  const turn = `${pointsText(nearest)} of ${possessive(role)} weights`;
  return bound === ''
    ? `${turn} ${turn.startsWith('1 point ') ? 'turns' : 'turn'} it to ${names[nearest.candidate]}.`
    : `${bound}${turn} turn it to ${names[nearest.candidate]}.`;
}

/** "5 of 7 group rules (2 of them tied) and 3 of 5 methods name it." '' where nobody was asked. */
export function countsText(answer: Answer): string {
  const counted = [
    { votes: answer.rules, one: 'group rule' },
    { votes: answer.methods, one: 'method' },
  ].flatMap(({ votes, one }) => {
    const { agreeing: agree, of } = agreeing(votes, answer.winner);
    if (of === 0) return [];
    const tied = votes.filter(({ winners }) => winners.length > 1 && winners.includes(answer.winner)).length;
    const tie = tied === 0 ? '' : agree === 1 ? ' (in a tie)' : ` (${tied} of them tied)`;
    return [{ agree, text: `${agree} of ${countText(of, one)}${tie}` }];
  });
  if (counted.length === 0) return '';
  const verb = counted.length === 1 && counted[0]!.agree === 1 ? 'names' : 'name';
  return `${counted.map(({ text }) => text).join(' and ')} ${verb} it.`;
}

/** The same, and who the others would choose: "… name it. Borda would choose Wide." */
export function votesText(answer: Answer, names: readonly string[]): string {
  const counts = countsText(answer);
  const dissent = dissentText([...answer.rules, ...answer.methods], answer.winner, names);
  return counts === '' || dissent === '' ? counts : `${counts} ${dissent}`;
}

/** "It stays first in 64 % of 10,000 small changes of the weights." The doubt of measurements only where one is stated. */
export function stayText({ chance }: Answer): string {
  if (chance === null || chance.nothing !== '') return '';
  return `It ${staysText(chance.share, chance.draws, chance.weights, chance.noisy > 0)}.`;
}

/** Who could turn the answer alone, and with how little: "Infrastructure could turn it with 2.1 points of weight, Sales with 7.5." */
export function turnsText({ byRole }: ChallengerAnswer, { settings }: ReviewSnapshot): string {
  const nameOf = (id: number) => settings.roles.find((role) => role.id === id)?.name ?? 'one role';
  const turns = byRole.map(
    (turn, k) =>
      `${nameOf(turn.roleId)} ${k === 0 ? 'could turn it ' : ''}with ${pointsText(turn)}${k === 0 ? ' of weight' : ''}`,
  );
  return turns.length === 0 ? 'No role alone turns it by its weights.' : `${listText(turns, 6)}.`;
}

/** Which objectives state how far their measurements may be off. A metric of a requirement alone may state it, and is not meant. */
export function unknownText({ settings, catalog }: ReviewSnapshot): string {
  const states = new Set(catalog.columns.filter(statesDoubt).map(({ metricId }) => metricId));
  const silent = settings.objectives.filter(({ metricId }) => !states.has(metricId)).map(({ name }) => name);
  if (silent.length === 0) return '';
  if (silent.length === settings.objectives.length)
    return 'Measurement error is not in it: no metric that is weighed states any.';
  return `Not known: how far ${listText(silent, 6)} may be off.`;
}

/** Every sentence of how firm the answer is, with its place. Those that are not worked out yet are left out. */
export function firmnessSentences(
  snapshot: ReviewSnapshot,
  challenger: ChallengerAnswer | null,
  answer: Answer | null,
): ShownSentence[] {
  const sentences = [
    { place: 'firmness', text: challenger === null ? '' : firmnessText(challenger, snapshot) },
    { place: 'challenger', text: challenger === null ? '' : challengerText(challenger, snapshot) },
    { place: 'rules', text: answer === null ? '' : votesText(answer, snapshot.catalog.names) },
    { place: 'certainty', text: answer === null ? '' : stayText(answer) },
    { place: 'unknown', text: unknownText(snapshot) },
  ];
  return sentences.filter(({ text }) => text !== '');
}

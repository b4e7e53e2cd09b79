// Concessions in plain words: "the weights of Sales move 9 points from Ad revenue to Accuracy."
import { formatNumber } from '../../domain/format.ts';
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Cell, Sentence } from '../wording.ts';
import { distinct, listed, wordingOf, worthText } from '../wording.ts';
import type { Concession, Impossible, RoleChange } from './concessionTypes.ts';

/**
 * One sentence for a concession.
 * @param roleId  who was asked to move; null: all roles together.
 * @param aim     what the candidate was to be: "the group's choice", "Sales' favourite".
 */
export function concessionSentence(
  snapshot: ReviewSnapshot,
  concession: Concession,
  roleId: number | null,
  aim: string,
): Sentence {
  const name = snapshot.catalog.names[concession.candidate]!;
  const who = roleId === null ? 'all roles together' : `${roleName(snapshot, roleId)} alone`;
  switch (concession.kind) {
    case 'ineligible': {
      const why = concession.why === 'incomplete' ? 'lacks a measurement' : 'breaks a requirement';
      return plain(`${name} ${why} and is not ranked, so no weights can make it ${aim}.`);
    }
    case 'open':
      return plain(
        `Whether weights of ${who} can make ${name} ${aim} was not settled; moving less than ${points(concession.atLeast / 2)} does not.`,
      );
    case 'cannot':
      return impossible(snapshot, concession.candidate, concession.why, who, aim);
    case 'change': {
      if (concession.roles.length === 0) return plain(`${name} is ${aim} as things stand.`);
      const moves = listed(concession.roles.map((role) => moveText(snapshot, role)));
      const least = concession.exact
        ? ''
        : ` Less than ${points(concession.atLeast / 2)} would not do; whether there is anything in between was not settled.`;
      return plain(`${name} becomes ${aim} if ${moves}.${least}`);
    }
  }
}

function plain(text: string): Sentence {
  return { text, cells: [] };
}

function roleName({ settings }: ReviewSnapshot, roleId: number): string {
  return settings.roles.find(({ id }) => id === roleId)?.name ?? '';
}

/** Weights in hundredths, as the sliders show them; never 0 for what is not. */
function points(share: number): string {
  const x = 100 * share;
  if (x > 0 && x < 0.05) return 'less than 0.1 points';
  const digits = Math.abs(x - Math.round(x)) < 0.05 ? 0 : 1;
  const text = formatNumber(x, digits);
  return `${text} ${text === '1' ? 'point' : 'points'}`;
}

function moveText(snapshot: ReviewSnapshot, { roleId, moves, total }: RoleChange): string {
  const name = (id: number) => snapshot.settings.objectives.find((objective) => objective.id === id)?.name ?? '';
  const part = (sign: number) =>
    moves
      .map(({ objectiveId, from, to }) => ({ objectiveId, by: sign * (to - from) }))
      .filter(({ by }) => by > 0)
      .sort((a, b) => b.by - a.by);
  const side = (list: ReturnType<typeof part>) =>
    list.length === 1
      ? name(list[0]!.objectiveId)
      : listed(list.map(({ objectiveId, by }) => `${name(objectiveId)} (${points(by).replace(/ points?$/, '')})`));
  return `the weights of ${roleName(snapshot, roleId)} move ${points(total / 2)} from ${side(part(-1))} to ${side(part(1))}`;
}

function impossible(snapshot: ReviewSnapshot, candidate: number, why: Impossible, who: string, aim: string): Sentence {
  const { names } = snapshot.catalog;
  const start = `No weights of ${who} can make ${names[candidate]!} ${aim}`;
  if (why.kind === 'noInfluence') return plain(`${start}: nobody among them has any influence.`);
  if (why.kind === 'search') {
    return plain(
      `${start}: whatever they are, somebody else is regretted less; all ${why.cases} cases were ruled out.`,
    );
  }
  const cells = cellsOf(snapshot, [candidate, ...why.candidates]);
  const lead = worthText(why.lead).replace('+', '');
  if (why.candidates.length === 1) {
    const better = names[why.candidates[0]!]!;
    return { text: `${start}: ${better} is better on everything that can count, by at least ${lead}.`, cells };
  }
  const mixture = listed(
    why.candidates.map(
      (i, c) => `${names[i]!} (${formatNumber(100 * why.shares[c]!, why.shares[c]! < 0.005 ? 1 : 0)}\u00a0%)`,
    ),
  );
  const text = `${start}: whatever the weights, one of ${mixture} is ahead; counted with these shares they lead by at least ${lead} on everything that can count.`;
  return { text, cells };
}

function cellsOf(snapshot: ReviewSnapshot, candidates: readonly number[]): Cell[] {
  const wording = wordingOf(snapshot);
  const metrics = snapshot.settings.objectives.map(({ metricId }) => metricId);
  return distinct(candidates.flatMap((i) => metrics.map((metricId) => wording.cell(i, metricId))));
}

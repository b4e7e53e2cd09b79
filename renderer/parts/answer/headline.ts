// The answer in words: whose worst-off role loses least (or who is best on the mean, or one role's favourite), what that costs
// whom, and what still stands in its way.
import { countText, formatNumber } from '../../../shared/domain/format.ts';
import type { GroupRule, ReviewSnapshot } from '../../../shared/domain/review.ts';
import { restsOnText } from '../../../shared/domain/round.ts';
import type { Role } from '../../../shared/domain/role.ts';
import type { DecisionMatrix, Foundation, Ranking, RoleResult } from '../../../shared/engine/evaluation.ts';
import { holdsOn, type HoldStatus } from '../../../shared/engine/holds.ts';
import { countFailing, violationsOf } from '../../../shared/engine/screen.ts';
import { contributions } from '../../../shared/engine/weightedSum.ts';
import type { ReviewState } from '../../state/review.svelte.ts';
import { givenUp } from './givenUp.ts';
import { nobodyPays } from './nobodyPays.ts';
import {
  differenceText,
  holdText,
  listText,
  possessive,
  valueText,
  violationText,
  type Metrics,
} from '../wording/wording.ts';

interface HeadlineInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  ranking: Ranking;
  /** Names of the roles that do not count since the last reveal; the headline says so. */
  leftOut: readonly string[];
  /** null is everyone. */
  viewRole: Role | null;
  holds: HoldStatus;
  metrics: Metrics;
}

export interface Headline {
  /** The candidates the sentence begins with, marked on screen; '' when it names none. */
  subject: string;
  /** The rest of it, with its leading space. */
  sentence: string;
  detail: readonly string[];
  /** "12 candidates", "7 on the front" … */
  counts: readonly string[];
}

/**
 * The headline of an open review, as it stands on its screens.
 * @param viewRole  whose answer it is; null is everyone's.
 * @param snapshot  the saved one where weights that are being dragged say nothing.
 */
export function answerHeadline(
  review: ReviewState,
  {
    viewRole,
    holds,
    snapshot = review.snapshot,
  }: { viewRole: Role | null; holds: HoldStatus; snapshot?: ReviewSnapshot },
): Headline {
  return headline({
    snapshot,
    foundation: review.foundation,
    ranking: review.ranking,
    leftOut: review.leftOut.map(({ role }) => role.name),
    viewRole,
    holds,
    metrics: review,
  });
}

export function headline(input: HeadlineInput): Headline {
  const counts = countsOf(input);
  const { foundation, snapshot } = input;
  const { feasible } = foundation.screening;
  const eligible = foundation.fronts.reduce((sum, front) => sum + (front > 0 ? 1 : 0), 0);
  if (eligible === 0) return { subject: '', counts, ...nothingRanked(input, feasible) };
  const said = input.viewRole === null ? onBallots(input, forEveryone(input)) : forRole(input, input.viewRole);
  const { names } = snapshot.catalog;
  if (eligible === 1 && said.subject !== '') {
    const sentence = names.length === 1 ? ' is the only candidate' : ' is the only candidate left to choose';
    const detail =
      names.length === 1 ? 'Bring in at least one more, and there is something to weigh.' : onlyOneLeft(input);
    return { ...said, sentence, detail: [detail, ...said.detail], counts };
  }
  return { ...said, counts };
}

/** Where roles do not count, what the answer rests on is the first thing to know of it. */
function onBallots<S extends Pick<Headline, 'detail'>>({ snapshot, leftOut }: HeadlineInput, said: S): S {
  const text = restsOnText(snapshot.settings.roles.length, leftOut);
  return text === '' ? said : { ...said, detail: [text, ...said.detail] };
}

function countsOf({ foundation, snapshot, holds }: HeadlineInput): string[] {
  const { feasible } = foundation.screening;
  const { complete } = foundation.matrix;
  const n = feasible.length;
  const count = (is: (i: number) => boolean) => feasible.reduce((sum, _, i) => sum + (is(i) ? 1 : 0), 0);
  const fails = countFailing(foundation.screening);
  // Of those that may be chosen: a candidate that fails is out, whatever else is not known of it.
  const undecided = count((i) => feasible[i] === 1 && foundation.screening.undecided[i]! > 0);
  const incomplete = count((i) => feasible[i] === 1 && complete[i] === 0);
  const blocked = count((i) => holds.effects[i] === 2);
  const { objectives } = snapshot.settings;
  return [
    countText(n, 'candidate'),
    `${formatNumber(foundation.frontSize, 0)} on the front of ${countText(objectives.length, 'objective')}`,
    ...(foundation.screening.reference === -1 ? [] : ['1 for comparison only']),
    ...(fails > 0 ? [`${formatNumber(fails, 0)} ${fails === 1 ? 'fails' : 'fail'} a requirement`] : []),
    ...(undecided > 0 ? [`${formatNumber(undecided, 0)} may or may not meet a must`] : []),
    ...(incomplete > 0 ? [`${formatNumber(incomplete, 0)} incomplete`] : []),
    ...(blocked > 0 ? [`${blocked === n ? 'all' : formatNumber(blocked, 0)} on hold`] : []),
  ];
}

function nothingRanked(input: HeadlineInput, feasible: Uint8Array): Pick<Headline, 'sentence' | 'detail'> {
  const { snapshot, foundation, metrics, viewRole } = input;
  if (feasible.some((mark) => mark === 1)) {
    const sentence = 'No candidate can be ranked yet';
    return {
      sentence,
      detail: [
        'Every one that meets the requirements lacks a value for at least one objective. Add the values, or let the objective take the worst anchor or the median for missing ones.',
      ],
    };
  }
  const whose = viewRole === null ? 'every requirement' : `all of ${possessive(viewRole.name)} requirements`;
  // The nearest miss is the candidate with the fewest violations; the first by catalogue order stands for several.
  let nearest = -1;
  let fewest = Infinity;
  for (let i = 0; i < feasible.length && fewest > 1; i++) {
    if (i === foundation.screening.reference) continue;
    const broken = violationsOf(snapshot, foundation.screening, i).length;
    if (broken < fewest) [nearest, fewest] = [i, broken];
  }
  const detail = ['Relax a requirement in Ballots, or bring in more candidates.'];
  if (nearest !== -1) {
    const broken = violationsOf(snapshot, foundation.screening, nearest).map((violation) =>
      violationText(metrics, violation),
    );
    detail.unshift(
      `${snapshot.catalog.names[nearest]} fails ${countText(fewest, 'requirement')}: ${listText(broken)}.`,
    );
  }
  return { sentence: `No candidate meets ${whose}`, detail };
}

function onlyOneLeft({ foundation }: HeadlineInput): string {
  const { feasible, reference } = foundation.screening;
  const failing = countFailing(foundation.screening);
  const compared = reference === -1 ? 0 : 1;
  const rest = feasible.length - failing - compared - 1;
  const reasons = [
    ...(failing > 0 ? [`${formatNumber(failing, 0)} ${failing === 1 ? 'fails' : 'fail'} a requirement`] : []),
    ...(compared > 0 ? ['1 stays for comparison only'] : []),
    ...(rest > 0 ? [`${rest} ${rest === 1 ? 'is' : 'are'} incomplete`] : []),
  ];
  return `Of the others, ${listText(reasons)}.`;
}

function forEveryone(input: HeadlineInput): Pick<Headline, 'subject' | 'sentence' | 'detail'> {
  const { snapshot, ranking } = input;
  const { settings, catalog } = snapshot;
  const group = ranking.groups[settings.groupRule];
  if (group.winner === -1) {
    const detail = [
      settings.roles.length === 0
        ? 'Add a role in Ballots.'
        : 'Every role has an influence of 0. Give at least one of them some in Ballots.',
    ];
    return { subject: '', sentence: 'Nobody’s view counts yet', detail };
  }
  const winners = group.winners;
  const subject = listText(winners.map((i) => catalog.names[i]!));
  const tie = winners.length > 1;
  const asked = ranking.roles.map(({ roleId, assumedEqual }) => ({
    name: roleName(snapshot, roleId),
    weighed: !assumedEqual,
  }));
  const isFree = settings.groupRule === 'leastRegret' && !(group.scores[group.winner]! > 0);
  // An answer that rests on nobody's weights must not sound decided.
  const unweighed = asked.every(({ weighed }) => !weighed) ? ', as long as nobody has weighed' : '';
  const sentence = isFree ? nobodyPays(asked, tie) : groupWords(settings.groupRule, tie) + unweighed;
  const costs = isFree ? [] : costOf(input, group.winner);
  const mean =
    settings.groupRule === 'weightedMean' ? [`Mean value ${valueText(group.scores[group.winner]!)} of 1.`] : [];
  // Several are first, and what costs or holds one of them follows its name. That nobody has weighed is about all of them.
  const of = (sentences: string[]) =>
    tie && sentences.length > 0 ? [`With ${catalog.names[group.winner]}:`, ...sentences] : sentences;
  const holds = standing(input, group.winner);
  return {
    subject,
    sentence,
    detail: [...mean, ...of(costs), ...assumed(input), ...(costs.length > 0 ? holds : of(holds))],
  };
}

/** What follows the name of the first by the group's rule. */
function groupWords(rule: GroupRule, tie: boolean): string {
  if (rule === 'leastRegret')
    return tie ? ' cost their unluckiest role equally little' : ' costs its unluckiest role the least';
  return tie ? ' share the best mean value' : ' has the best mean value';
}

/** Who gives up most with it, in native units and in value, and what makes up for part of it. */
function costOf({ snapshot, foundation, ranking, metrics }: HeadlineInput, winner: number): string[] {
  const { matrix } = foundation;
  const ledger = ranking.roles.map((result) => ({ result, loss: givenUp(matrix, result, winner) }));
  const most = ledger.reduce((a, b) => (b.loss.regret > a.loss.regret ? b : a), ledger[0]!);
  const { regret, favourite, objective: place, difference } = most.loss;
  if (!(regret > 0)) return ['It is the favourite of every role.'];
  const { settings, catalog } = snapshot;
  const role = settings.roles.find(({ id }) => id === most.loss.roleId)?.name ?? 'one role';
  const objective = settings.objectives[place];
  if (objective === undefined || Number.isNaN(difference)) {
    return [
      `${ledger.length === 1 ? 'It gives up' : `That role is ${role}:`} ${valueText(regret)} in value against ${catalog.names[favourite]}.`,
    ];
  }
  const metric = metrics.metricById.get(objective.metricId)?.name ?? objective.name;
  const gains = madeUpBy(matrix, most.result, winner, favourite).map((j) => settings.objectives[j]!.name);
  const partly = gains.length === 0 ? '' : `, partly made up by ${listText(gains)}`;
  const native = `${differenceText(metrics, objective.metricId, difference)} ${metric} against ${catalog.names[favourite]}`;
  return [
    `${ledger.length === 1 ? 'It gives up' : `That role is ${role}:`} ${native}${partly}; ${valueText(regret)} in value.`,
  ];
}

/** Objectives on which a candidate gives a role back a tenth or more of what it costs on the others, most first. O(objectives). */
function madeUpBy(matrix: DecisionMatrix, result: RoleResult, candidate: number, favourite: number): number[] {
  const got = contributions(matrix, result.weights, candidate);
  const wanted = contributions(matrix, result.weights, favourite);
  const gain = (j: number) => got[j]! - wanted[j]!;
  const places = Array.from({ length: matrix.m }, (_, j) => j);
  const lost = places.reduce((sum, j) => sum + Math.max(0, -gain(j)), 0);
  return places
    .filter((j) => gain(j) >= lost / 10)
    .sort((a, b) => gain(b) - gain(a))
    .slice(0, 2);
}

function assumed({ snapshot, ranking }: HeadlineInput): string[] {
  const names = ranking.roles.filter((result) => result.assumedEqual).map(({ roleId }) => roleName(snapshot, roleId));
  if (names.length === 0) return [];
  if (names.length === ranking.roles.length && names.length > 1) {
    return ['No role has weighed yet: every objective counts alike.'];
  }
  return [unweighedText(names)];
}

function unweighedText(names: readonly string[]): string {
  return `No weights yet from ${listText(names)}: every objective counts alike there.`;
}

/** Holds in the way of one candidate. */
function standing({ snapshot, holds }: HeadlineInput, candidate: number): string[] {
  return holdsOn(holds, candidate).map(({ roleId, hold }) => {
    const text = holdText(
      snapshot.settings.roles.find(({ id }) => id === roleId),
      hold,
    );
    return hold.effect === 'blocks' ? `Decidable, not deployable yet: ${text}.` : `Deployable with a warning: ${text}.`;
  });
}

function forRole(input: HeadlineInput, role: Role): Pick<Headline, 'subject' | 'sentence' | 'detail'> {
  const { snapshot, ranking } = input;
  const result = ranking.roles.find(({ roleId }) => roleId === role.id);
  const favourites = result?.favourites ?? [];
  const first = favourites[0];
  if (result === undefined || first === undefined)
    return { subject: '', sentence: `No candidate is ${possessive(role.name)} favourite`, detail: [] };
  const { names } = snapshot.catalog;
  const sentence =
    favourites.length === 1 ? ` is ${possessive(role.name)} favourite` : ` are ${possessive(role.name)} favourites`;
  const second = runnerUp(result.ranks, favourites.length + 1);
  const [own, other] = [result.scores[first]!, result.scores[second] ?? NaN];
  // A difference that two digits hide gets a third.
  const digits = valueText(own) === valueText(other) ? 3 : 2;
  const next = second === -1 ? '' : `; next is ${names[second]} with ${formatNumber(other, digits)}`;
  const detail = [`Score ${formatNumber(own, digits)} of 1${next}.`];
  if (result.assumedEqual) detail.push(unweighedText([role.name]));
  detail.push(`Only ${possessive(role.name)} own requirements apply in this view.`);
  return {
    subject: listText(favourites.map((i) => names[i]!)),
    sentence,
    detail: [...detail, ...standing(input, first)],
  };
}

function runnerUp(ranks: Int32Array, rank: number): number {
  return ranks.indexOf(rank);
}

function roleName(snapshot: ReviewSnapshot, roleId: number): string {
  return snapshot.settings.roles.find(({ id }) => id === roleId)?.name ?? '';
}

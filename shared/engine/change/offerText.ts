// Improvement targets, price lists and swaps in plain words: "For Product, p95 latency relaxed from 120 to 131 ms."
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Sentence, Wording } from '../wording.ts';
import { distinct, listed, wordingOf, worthText } from '../wording.ts';
import type { Improvements, Target } from './improvement.ts';
import type { PriceList, PriceStep } from './priceList.ts';
import type { LedgerEntry } from './regretLedger.ts';

function objectiveName({ settings }: ReviewSnapshot, metricId: number): string {
  const objective = settings.objectives.find((one) => one.metricId === metricId);
  return objective?.name ?? settings.metrics.find(({ id }) => id === metricId)?.name ?? '';
}

/** Rounded to the better side, so that what is read aloud is enough. */
function targetText(
  snapshot: ReviewSnapshot,
  { metricId, from, to }: Pick<Target, 'metricId' | 'from' | 'to'>,
  wording: Wording,
) {
  const name = objectiveName(snapshot, metricId);
  if (from === null) return `${name} at ${wording.measure(metricId, to)} (it is not measured)`;
  return `${name} ${wording.fromTo(metricId, from, to, to > from ? 'up' : 'down')}`;
}

/**
 * What it would take for the candidate to be first, objective by objective, or all at once.
 * @param aim  what it would be: "the group's choice", "Sales' favourite".
 */
export function improvementSentence(snapshot: ReviewSnapshot, improvements: Improvements, aim: string): Sentence {
  const { candidate, first, single, together, musts } = improvements;
  const name = snapshot.catalog.names[candidate]!;
  const wording = wordingOf(snapshot);
  if (first) return { text: `${name} is ${aim} as things stand.`, cells: [] };
  const possible = single.flatMap(({ target }) => (target ? [target] : []));
  const said = possible.length > 0 ? possible : (together?.targets ?? []);
  const ways = said.map((target) => targetText(snapshot, target, wording));
  const text =
    possible.length > 0
      ? `${name} becomes ${aim} with any one of these: ${ways.join('; ')}.`
      : together
        ? `No single improvement within the anchors makes ${name} ${aim}; all together do: ${ways.join('; ')}.`
        : `Not even at its best anchors on everything does ${name} become ${aim}.`;
  const broken = musts.map((must) => {
    const bound = `${must.comparator === '<=' ? 'at most' : 'at least'} ${wording.measure(must.metricId, must.bound)}`;
    return `${objectiveName(snapshot, must.metricId)} ${bound}`;
  });
  const also = broken.length > 0 ? ` It also has to meet ${listed(broken)}.` : '';
  const cited = [...said.filter(({ from }) => from !== null), ...musts].map(({ metricId }) =>
    wording.cell(candidate, metricId),
  );
  return { text: text + also, cells: distinct(cited) };
}

/** One step of a price list, as an offer (looser than now) or a demand (stricter than now). Null for the step that holds now. */
export function priceSentence(snapshot: ReviewSnapshot, list: PriceList, at: number): Sentence | null {
  if (at === list.current) return null;
  const { requirement } = list;
  const [now, then] = [list.steps[list.current]!, list.steps[at]!];
  const wording = wordingOf(snapshot);
  const { names } = snapshot.catalog;
  const role = snapshot.settings.roles.find(({ id }) => id === requirement.roleId)?.name ?? '';
  const metric = objectiveName(snapshot, requirement.metricId);
  if (then.bound === null) return { text: `For ${role}, ${metric} tightened until nobody is left.`, cells: [] };
  const round = requirement.comparator === '<=' ? 'up' : 'down';
  const verb = at > list.current ? 'relaxed' : 'tightened';
  const bound = wording.fromTo(requirement.metricId, requirement.bound, then.bound, round);
  const comers = then.newcomers.map((i) => names[i]!);
  const comes = at > list.current ? `: ${listed(comers)} ${comers.length === 1 ? 'comes' : 'come'} in` : '';
  const answer =
    then.winner === now.winner
      ? `${now.winner < 0 ? 'nobody' : names[now.winner]!} stays the group's choice`
      : `${then.winner < 0 ? 'nobody' : names[then.winner]!} becomes the group's choice`;
  const text = `For ${role}, ${metric} ${verb} ${bound}${comes}; ${answer}${effects(snapshot, now, then)}.`;
  const shown = at > list.current ? then.newcomers : list.candidates.subarray(0, then.admitted).slice(-1);
  return { text, cells: Array.from(shown, (i) => wording.cell(i, requirement.metricId)) };
}

/** Who gains and who loses by the new answer, in each role's own value; where it stays, by what is within reach. */
function effects({ settings }: ReviewSnapshot, now: PriceStep, then: PriceStep): string {
  const [before, after] = now.winner === then.winner ? [now.best, then.best] : [now.winnerScores, then.winnerScores];
  const parts = settings.roles.flatMap((role, k) => {
    const [old, next] = [before[k] ?? null, after[k] ?? null];
    return old === null || next === null || old === next ? [] : [`${worthText(next - old)} for ${role.name}`];
  });
  if (parts.length === 0) return '';
  return ` (${now.winner === then.winner ? 'the best within reach changes by ' : ''}${parts.join(', ')})`;
}

/** What one role gives up with a candidate, and the nearest thing that would make it whole. */
export function ledgerSentence(snapshot: ReviewSnapshot, entry: LedgerEntry, candidate: number): Sentence {
  const { names } = snapshot.catalog;
  const wording = wordingOf(snapshot);
  const role = snapshot.settings.roles.find(({ id }) => id === entry.roleId)?.name ?? '';
  if (entry.regret <= 0) return { text: `Nothing is given up by ${role} with ${names[candidate]!}.`, cells: [] };
  const lost = entry.lines.filter(({ worth }) => worth < 0).sort((a, b) => a.worth - b.worth);
  const losses = lost.map(({ metricId, favourite, candidate: own, worth }) => {
    const measures = [own, favourite].map((x) => (x === null ? 'not measured' : wording.measure(metricId, x)));
    return `${objectiveName(snapshot, metricId)} of ${measures[0]!} against ${measures[1]!} (${worthText(worth)})`;
  });
  const swap = entry.swaps[0];
  const whole = swap
    ? ` ${targetText(snapshot, swap, wording)} would make up for that.`
    : ' No single objective could make up for that within its anchors.';
  const regret = worthText(entry.regret).replace('+', '');
  const text = `The regret of ${role} is ${regret} with ${names[candidate]!} against ${names[entry.favourite]!}: ${losses.join(', ')}.${whole}`;
  const cells = lost.flatMap((line) => [
    ...(line.candidate === null ? [] : [wording.cell(candidate, line.metricId)]),
    ...(line.favourite === null ? [] : [wording.cell(entry.favourite, line.metricId)]),
  ]);
  const swapped = swap && swap.from !== null ? [wording.cell(candidate, swap.metricId)] : [];
  return { text, cells: distinct([...cells, ...swapped]) };
}

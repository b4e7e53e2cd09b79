// What a measured log of numbers, of several answers or of ordered lists says at the top of its tabs, in one sentence.
import { formatMeasure, formatNumber } from '../../../shared/domain/format.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { MOST_UNITS } from '../../../shared/measures/bootstrap/units.ts';
import { SEED } from '../../../shared/measures/bootstrap/seed.ts';
import type { PlainStudy } from './kindRows.ts';
import { decimalsOf, labelUnit, lowered } from './kindRows.ts';
import type { PlainKind } from './kindWords.ts';
import { leadingWords, wordsOfGroups } from './kindWords.ts';
import { pairVerdict } from './pairVerdict.ts';
import { bestFirst, count } from './say.ts';

/** "linear is off by 44.29 on average over 442 cases, the least of 4 candidates, and more than noise ahead of rf." */
export function sayKind(log: KeptLog, kind: PlainKind, study: PlainStudy): string {
  const { id, words } = leadingWords[kind];
  const findings = study.candidates.map(({ measures }) => measures[id]!);
  const [first, second] = bestFirst(findings, words.direction === 'max' ? 1 : -1);
  const cases = count(study.rows, kind === 'ranking' ? 'list' : 'case');
  if (!first) return `Nothing could be measured on ${cases}.`;
  const name = (c: number) => study.candidates[c]!.name;
  const does = {
    regression: `is off by ${formatMeasure(first.value, decimalsOf([first.finding]), labelUnit(log))} on average over ${cases}`,
    multiclass: `answers ${formatNumber(100 * first.value, 1)} % of ${cases} rightly`,
    ranking: `orders ${cases} best, with an NDCG@10 of ${formatNumber(first.value, 3)}`,
  }[kind];
  if (!second) return `${name(first.c)} ${does.replace(' best,', '')}.`;
  const rank = { regression: 'the least', multiclass: 'the most', ranking: 'the highest' }[kind];
  const pair = study.pairs.find(({ a, b }) => (a === first.c && b === second.c) || (a === second.c && b === first.c));
  const runner = name(second.c);
  const noise = {
    ...{ same: `; ${runner} is within noise of it`, noise: `; ${runner} is within noise of it` },
    ...{ more: `, and more than noise ahead of ${runner}`, unknown: '' },
  }[pair === undefined ? 'unknown' : pairVerdict(pair, study.weighted)];
  return `${name(first.c)} ${does}, ${rank} of ${count(study.candidates.length, 'candidate')}${noise}.`;
}

/** "tree4 treats the groups of sex most alike: its MAE differs by 0.42 between them, that of rf by 3.10." */
export function sayKindFairness(log: KeptLog, kind: PlainKind, study: PlainStudy, column: number): string {
  const by = study.columns[column];
  if (!by) return 'The log has no groups, so nothing can be said about fairness.';
  const [id, words] = wordsOfGroups(kind)[0]!;
  const findings = study.candidates.map(({ columns }) => columns[column]!.gaps[id]!);
  const order = bestFirst(findings, -1);
  const [first] = order;
  const last = order.at(-1);
  if (!first || !last) return `No gap between the groups of ${by.name} can be measured.`;
  const decimals = decimalsOf(findings);
  const gap = (value: number) => formatMeasure(value, decimals, words.inUnit ? labelUnit(log) : '');
  const name = (c: number) => study.candidates[c]!.name;
  if (first === last)
    return `The ${lowered(words.name)} of ${name(first.c)} differs by ${gap(first.value)} between the groups of ${by.name}.`;
  return `${name(first.c)} treats the groups of ${by.name} most alike: its ${lowered(words.name)} differs by ${gap(first.value)}, that of ${name(last.c)} by ${gap(last.value)}.`;
}

/** How the intervals came about. */
export function sayIntervals(log: KeptLog, kind: PlainKind, study: PlainStudy): string {
  const what = kind === 'ranking' ? 'lists' : 'rows';
  const groups =
    study.rows > MOST_UNITS ? `${what}, dealt into ${MOST_UNITS.toLocaleString('en')} random groups` : `whole ${what}`;
  const drawn = kind === 'ranking' || study.rows > MOST_UNITS ? groups : what;
  const median =
    kind === 'regression'
      ? ' That of the median error is a percentile interval, that of Spearman’s correlation corrected for bias only.'
      : '';
  return `Under each number its 95 % interval: BCa from ${log.replicates.toLocaleString('en')} bootstrap samples of ${drawn}, seed ${SEED}.${median}`;
}

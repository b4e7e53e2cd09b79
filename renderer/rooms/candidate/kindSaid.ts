// What a log of numbers, of several answers or of ordered lists tells of one candidate, in the shape of a log of two answers.
import { formatMeasure, formatNumber } from '../../../shared/domain/format.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { countText } from '../../parts/wording/wording.ts';
import { decimalsOf, kindRows, labelUnit, lowered, type PlainStudy } from '../../parts/measures/kindRows.ts';
import { leadingWords, wordsOfGroups, type PlainKind } from '../../parts/measures/kindWords.ts';
import { bestFirst } from '../../parts/measures/say.ts';
import { pairVerdict } from '../../parts/measures/pairVerdict.ts';
import { extremes, headlineOf, nearBest, percent, rankSaid } from './evidenceSaid.ts';
import type { Attribute, Headline, Served } from './evidenceSaid.ts';

/** All measures stand in the tab. */
const HEADLINES = 6;

/** @param c  the candidate's place in the log. O(candidates × measures). */
export const kindHeadlines = (log: KeptLog, kind: PlainKind, study: PlainStudy, c: number): Headline[] =>
  kindRows(log, kind, study, 10)
    .slice(0, HEADLINES)
    .map((row) => headlineOf({ ...row, short: row.name }, c));

/** As `attributesOf`, by the measure that is looked at first in groups. O(groups). */
export function kindAttributes(kind: PlainKind, study: PlainStudy, c: number, names: ReadonlySet<string>): Attribute[] {
  const [id, { direction }] = wordsOfGroups(kind)[0]!;
  const sign = direction === 'max' ? 1 : -1;
  return study.columns
    .flatMap(({ name }, v): Attribute[] => {
      if (!names.has(name)) return [];
      const { groups, gaps } = study.candidates[c]!.columns[v]!;
      const served = groups.flatMap(({ group, n, small, measures }): Served[] => {
        const { measure, interval } = measures[id]!;
        if (measure.value === null) return [];
        const { lo, hi } = interval?.reason === null ? interval : { lo: NaN, hi: NaN };
        return [{ group, value: measure.value, lo, hi, n, small }];
      });
      const ends = extremes(served, direction === 'max' ? 'max' : 'min');
      return ends === null ? [] : [{ name, ...ends, apart: gaps[id]! }];
    })
    .sort((a, b) => sign * (a.worst.value - b.worst.value));
}

/** "It is off by 44.3 € on average over the 442 cases of Prices, 2nd of 4. By sex its MAE is worst for f: 50.1 €, and 41.0 € for m." */
export function kindSaid(
  log: KeptLog,
  kind: PlainKind,
  study: PlainStudy,
  c: number,
  attributes: readonly Attribute[],
): string {
  const { id, words } = leadingWords[kind];
  const findings = study.candidates.map(({ measures }) => measures[id]!);
  const lead = headlineOf({ key: id, short: words.name, says: words.says, direction: words.direction, findings }, c);
  const { value } = lead.finding.measure;
  const cases = `the ${countText(study.rows, kind === 'ranking' ? 'list' : 'case')} of ${log.name}`;
  if (value === null) return `Nothing can be said of it on ${cases}.`;
  const unit = words.inUnit ? labelUnit(log) : '';
  const text = (number: number) => formatMeasure(number, decimalsOf(findings), unit);
  const does = {
    regression: `It is off by ${text(value)} on average over ${cases}`,
    multiclass: `It answers ${percent(value, 1)} of ${cases} rightly`,
    ranking: `It orders ${cases} with an NDCG@10 of ${formatNumber(value, 3)}`,
  }[kind];
  const best = bestFirst(findings, words.direction === 'max' ? 1 : -1)[0]?.c;
  const near = nearBest(study.pairs, c, best, (pair) => pairVerdict(pair, study.weighted), study.candidates);
  const stands = `${does}${rankSaid(lead.place, { regression: 'the least', multiclass: 'the most', ranking: 'the highest' }[kind])}${near}.`;
  const [attribute] = attributes;
  if (attribute === undefined) return stands;
  const name = lowered(wordsOfGroups(kind)[0]![1].name);
  const [worst, least] = [text(attribute.worst.value), text(attribute.best.value)];
  if (worst === least) return `${stands} By ${attribute.name} its ${name} is the same for every group: ${worst}.`;
  return `${stands} By ${attribute.name} its ${name} is worst for ${attribute.worst.group}: ${worst}, and ${least} for ${attribute.best.group}.`;
}

// The rule of four fifths in words: of one candidate, and over all of them.
import { countText, formatNumber } from '../../../shared/domain/format.ts';
import { holm } from '../../../shared/measures/compare/holm.ts';
import { LEVEL } from '../../../shared/measures/gaps/cells.ts';
import type { FourFifths } from '../../../shared/measures/gaps/fourFifths.ts';
import type { Study } from '../../../shared/measures/study/study.ts';
import { listText } from '../wording/wording.ts';

/** What the verdict is, and what it rests on. */
export interface Said {
  lead: string;
  rest: string;
}

export function fourFifthsSaid(found: FourFifths, groups: readonly string[]): Said {
  const { low, high, ratio, lo, hi, parity, broken, onePersonTurnsIt } = found;
  const end = (value: number) => formatNumber(value, 2);
  const range = `${end(lo)} to ${hi === Infinity ? 'no upper end' : end(hi)}, for this pair alone`;
  const pair = `${groups[low]!} is selected at ${end(ratio)} of the rate of ${groups[high]!} (${range})`;
  const turned = onePersonTurnsIt ? ' One other person selected would turn it round.' : '';
  switch (found.outcome) {
    case 'broken': {
      const first = broken.toSorted((a, b) => a.adjusted - b.adjusted)[0]!;
      const others =
        broken.length > 1 ? ` ${countText(broken.length, 'pair')} of groups are below, by more than chance.` : '';
      return {
        lead: 'Four fifths not kept:',
        rest: `${groups[first.low]!} is selected at ${end(first.ratio)} of the rate of ${groups[first.high]!}, and not by chance (p ${first.adjusted < 0.001 ? '< 0.001' : formatNumber(first.adjusted, 3)}).${others}${turned}`,
      };
    }
    case 'kept':
      return { lead: 'Four fifths kept', rest: `by every pair of groups that decides; lowest ratio: ${pair}.` };
    case 'unclear':
      return {
        lead: 'Too few cases to tell whether four fifths is kept.',
        rest: `In this log ${pair}; groups that are alike would differ so in ${Math.max(1, Math.round(100 * parity))} of 100 logs.${turned}`,
      };
    case 'undefined':
      return { lead: 'Four fifths is undefined:', rest: 'nobody of these groups is selected.' };
  }
}

/** Who keeps four fifths, over all candidates: chances are adjusted over them. '' where nobody has a ratio. O(candidates log candidates). */
export function fourFifthsHeadline(study: Study, column: number): string {
  const found = study.candidates.flatMap(({ name, columns }) => {
    const { fourFifths } = columns[column]!.gaps['demographicParityRatio'] ?? { fourFifths: null };
    return fourFifths === null ? [] : [{ name, fourFifths }];
  });
  if (found.length === 0) return '';
  const told = (chances: readonly number[]) => holm(chances).map((chance) => chance <= LEVEL);
  const broken = told(found.map(({ fourFifths: { chance } }) => chance));
  const kept = told(found.map(({ fourFifths: { keptChance } }) => keptChance));
  const names = (which: readonly boolean[]) => found.filter((_, k) => which[k]).map(({ name }) => name);
  const unclear = found.map((_, k) => !broken[k] && !kept[k]);
  const parts = [
    [names(kept), 'kept by'],
    [names(broken), 'not kept by'],
    [names(unclear), 'open, for want of cases, for'],
  ] as const;
  const said = parts.flatMap(([who, words]) => {
    if (who.length === 0) return [];
    return who.length === found.length && found.length > 1
      ? [`${words} ${who.length === 2 ? 'both candidates' : `all ${countText(who.length, 'candidate')}`}`]
      : [`${words} ${listText(who, 5)}`];
  });
  return `The rule of four fifths, selection rates no lower than 0.8 of any other group's, is ${said.join('; ')}.`;
}

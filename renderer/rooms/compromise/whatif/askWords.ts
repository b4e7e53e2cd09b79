// A question to a role about its weights: what would follow from others, and what that would mean to it. Nothing is changed by it.
import { forEverybody } from '../../../../shared/domain/setting.ts';
import { formatNumber } from '../../../../shared/domain/format.ts';
import { listText, valueTexts } from '../../../parts/wording/wording.ts';

export interface Asked {
  /** Candidates: who would come first, and who does. */
  candidate: string;
  answer: string;
  /** What the role gives up with each, by its ballot as it stands; NaN where there is no score. */
  regrets: { candidate: number; answer: number };
  /** The others that would have to move as well, by name. */
  others?: readonly string[];
}

/** "22.9 %", "25 %". */
export function perCent(x: number): string {
  const rounded = Number(x.toFixed(4));
  return `${formatNumber(rounded, (/\.(\d+)$/.exec(String(rounded))?.[1] ?? '').length)}\u00a0%`;
}

/** A weight as its ballot shows it: "16.7 %". What is to be typed needs every decimal; what stands there does not. */
export const shownPerCent = (x: number): string => perCent(Number(x.toFixed(1)));

/**
 * Why it is asked, in a few sentences: what would follow, and what that would mean to the role by its ballot as it stands. It is kept
 * with the question, so everybody reads the same numbers.
 */
export const askReason = (asked: Asked): string => forEverybody(() => reasonOf(asked));

function reasonOf({ candidate, answer, regrets, others = [] }: Asked): string {
  const together = others.length === 0 ? '' : `, together with what is asked of ${listText(others, 12)}`;
  const [first, now] = valueTexts(regrets.candidate, regrets.answer);
  const known = !Number.isNaN(regrets.candidate) && !Number.isNaN(regrets.answer);
  return [
    `With that${together}, ${candidate} would come first instead of ${answer}.`,
    ...(known
      ? [
          `By your ballot as it stands, ${candidate} costs you ${first} in value against your favourite, and ${answer} ${now}.`,
        ]
      : []),
  ].join(' ');
}

// A question to a role, to be copied: what it would take from its weights, and what that would mean to it. Nothing is changed by it.
import { formatNumber } from '../../../../shared/domain/format.ts';
import { listText, valueText } from '../../../parts/wording/wording.ts';

/** One weight in per cent, as printed. */
interface AskedMove {
  name: string;
  from: number;
  to: number;
}

export interface Asked {
  role: string;
  moves: readonly AskedMove[];
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

/** A few sentences that can be sent as they are. */
export function askText({ role, moves, candidate, answer, regrets, others = [] }: Asked): string {
  const weights = listText(
    moves.map(({ name, from, to }) => `${name} ${perCent(to)} instead of ${shownPerCent(from)}`),
    20,
  );
  const together = others.length === 0 ? '' : `, together with what is asked of ${listText(others, 12)}`;
  const known = !Number.isNaN(regrets.candidate) && !Number.isNaN(regrets.answer);
  return [
    `To ${role}: could you give ${weights}?`,
    `With that${together}, ${candidate} would come first instead of ${answer}.`,
    ...(known
      ? [
          `By your ballot as it stands, ${candidate} costs you ${valueText(regrets.candidate)} in value against your favourite, and ${answer} ${valueText(regrets.answer)}.`,
        ]
      : []),
    'This is a question: no ballot has been changed, and yours is yours to change.',
  ].join(' ');
}

// The price list of one requirement in a sentence, and the few steps around its bound that are listed.
import { passingAt, passingBeyond, printedBound, printedEdge } from '../../../../shared/engine/change/priceList.ts';
import type { PriceList, PriceStep } from '../../../../shared/engine/change/priceList.ts';

export interface ListedStep {
  step: PriceStep;
  /** The bound to try; null where nobody would be left. */
  bound: number | null;
  /** How the row is labelled: at this very bound (looser), or anything stricter than this (tighter). */
  kind: 'tighter' | 'now' | 'looser';
  /** As printed. For `tighter`: the bound below which (above which, for ≥) it holds; for the others the same as `bound`. */
  edge: number;
  /** How many pass at the bound of the label. */
  passing: number;
}

/**
 * The steps around the one in force: looser ones first by nearness. A stricter step holds for all bounds stricter than the
 * bound of the step after it.
 * @param tighter, looser  how many of either side at most.
 * @param decimals         of the metric's column; bounds are printed with these, or as many as it takes to be true.
 */
export function listedSteps(list: PriceList, tighter: number, looser: number, decimals: number): ListedStep[] {
  const { steps, current, requirement } = list;
  const listed: ListedStep[] = [];
  const add = (step: PriceStep, bound: number | null, kind: ListedStep['kind'], edge: number) => {
    const passing = kind === 'tighter' ? passingBeyond(list, edge) : passingAt(list, edge);
    listed.push({ step, bound, kind, edge, passing });
  };
  for (let s = Math.max(0, current - tighter); s < Math.min(steps.length, current + looser + 1); s++) {
    const step = steps[s]!;
    const bound = step.bound === null ? null : printedBound(list, step.bound, decimals);
    if (s < current) add(step, bound, 'tighter', printedEdge(list, steps[s + 1]!.bound!, decimals));
    else if (s === current) add(step, requirement.bound, 'now', requirement.bound);
    else add(step, bound, 'looser', bound!);
  }
  return listed;
}

/** The nearest step on a side whose answer is another one, and its edge as printed; null where there is none. */
export function nextAnswer(
  list: PriceList,
  side: 'tighter' | 'looser',
  decimals: number,
): { step: PriceStep; edge: number } | null {
  const { steps, current } = list;
  const winner = steps[current]?.winner ?? -1;
  if (side === 'looser') {
    const step = steps.slice(current + 1).find((entry) => entry.winner !== winner);
    return step ? { step, edge: printedBound(list, step.bound!, decimals) } : null;
  }
  for (let s = current - 1; s >= 0; s--) {
    if (steps[s]!.winner !== winner) {
      return { step: steps[s]!, edge: printedEdge(list, steps[s + 1]!.bound!, decimals) };
    }
  }
  return null;
}

export interface PriceTexts {
  /** Of the metric's column. */
  decimals: number;
  bound(bound: number): string;
  /** On the strict side of it: "below 98 ms". */
  beyond(bound: number): string;
  name(candidate: number): string;
}

/** "Relaxed to ≤ 131 ms, Wide & Deep would be first. Set below 98 ms, nobody would be left." */
export function priceText(list: PriceList, { decimals, bound, beyond, name }: PriceTexts): string {
  const looser = nextAnswer(list, 'looser', decimals);
  const tighter = nextAnswer(list, 'tighter', decimals);
  const parts = [
    looser ? `Relaxed to ${bound(looser.edge)}, ${name(looser.step.winner)} would be first.` : null,
    tighter
      ? `Set ${beyond(tighter.edge)}, ${tighter.step.winner < 0 ? 'nobody would be left' : `${name(tighter.step.winner)} would be first`}.`
      : null,
  ].filter((part) => part !== null);
  if (looser === null) {
    parts.unshift(
      list.steps.length > list.current + 1
        ? 'Relaxing it does not change the answer, only what the roles could have had.'
        : 'Relaxing it changes nothing.',
    );
  }
  return parts.join(' ');
}

// Answers to "how much more does this matter than that", and what the engine's methods make their weights of.
// Best–worst and pairs ask the same question, so they share the answers.
import { ratioOf, reversed, type Judgement } from './scale.ts';

/** By pair of objective ids; each pair is kept once. */
export type Comparisons = Readonly<Record<string, Judgement>>;

export type Pair = readonly [first: number, second: number];

/** The answer for a pair, seen from its first objective; null while there is none. */
export function judgementOf(comparisons: Comparisons, [first, second]: Pair): Judgement | null {
  const kept = comparisons[keyOf(first, second)];
  if (kept === undefined) return null;
  return first < second ? kept : reversed(kept);
}

export function withJudgement(comparisons: Comparisons, [first, second]: Pair, judgement: Judgement): Comparisons {
  return { ...comparisons, [keyOf(first, second)]: first < second ? judgement : reversed(judgement) };
}

/** Every pair once, in the order of `ids`: m(m − 1)/2 of them. */
export function pairsOf(ids: readonly number[]): Pair[] {
  return ids.flatMap((first, index) => ids.slice(index + 1).map((second): Pair => [first, second]));
}

/** What best–worst asks: the most important against each other, then each other against the least; the two ends once. */
export function bestWorstPairs(
  ids: readonly number[],
  best: number,
  worst: number,
): { fromBest: Pair[]; toWorst: Pair[] } {
  return {
    fromBest: ids.filter((id) => id !== best).map((id): Pair => [best, id]),
    toWorst: ids.filter((id) => id !== best && id !== worst).map((id): Pair => [id, worst]),
  };
}

/** An answer that fits a pair whose first is said to matter at least as much; null where there is none, or a contrary one. */
export function oneWayJudgement(comparisons: Comparisons, pair: Pair): Judgement | null {
  const judgement = judgementOf(comparisons, pair);
  return judgement === null || judgement < 1 ? null : judgement;
}

/** How many of the pairs have an answer. */
export function answered(pairs: readonly Pair[], answerOf: (pair: Pair) => Judgement | null): number {
  return pairs.filter((pair) => answerOf(pair) !== null).length;
}

/** Best against each and each against worst, in the order of `ids`, 1 to 9; null until every comparison is made. */
export function bestWorstVectors(
  ids: readonly number[],
  best: number,
  worst: number,
  comparisons: Comparisons,
): { bestToOthers: number[]; othersToWorst: number[] } | null {
  const read = (pair: Pair) => (pair[0] === pair[1] ? 1 : oneWayJudgement(comparisons, pair));
  const bestToOthers = ids.map((id) => read([best, id]));
  const othersToWorst = ids.map((id) => read([id, worst]));
  return complete(bestToOthers) && complete(othersToWorst) ? { bestToOthers, othersToWorst } : null;
}

/** The reciprocal matrix of ratios: row i, column j is how many times as much i matters as j; null until it is complete. */
export function pairwiseMatrix(ids: readonly number[], comparisons: Comparisons): number[][] | null {
  const rows = ids.map((first) =>
    ids.map((second) => (first === second ? 1 : judgementOf(comparisons, [first, second]))),
  );
  return rows.every(complete) ? rows.map((row) => row.map(ratioOf)) : null;
}

function complete(entries: (number | null)[]): entries is number[] {
  return !entries.includes(null);
}

function keyOf(first: number, second: number): string {
  return first < second ? `${first}:${second}` : `${second}:${first}`;
}

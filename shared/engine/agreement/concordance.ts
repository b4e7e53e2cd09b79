// All roles' orders compared with each other: τ for every pair, their mean, and W for all together.
import { orderingOf, tauOf } from './kendallTau.ts';
import { kendallW } from './kendallW.ts';
import { midRanks } from './midRanks.ts';

export interface Concordance {
  /** `tau[a][b]`: τ-b between two roles; null where one of them ties everything. 1 on the diagonal (null there too then). */
  tau: readonly (readonly (number | null)[])[];
  /** Mean over the pairs that have one; null where none has. */
  meanTau: number | null;
  w: number | null;
}

/**
 * O(roles² · n log n).
 * @param scores  per role, candidates in the same order, finite; large is good.
 */
export function concordanceOf(scores: readonly Float64Array[]): Concordance {
  const tau = scores.map(() => new Array<number | null>(scores.length).fill(null));
  const known: number[] = [];
  const orderings = scores.map(orderingOf);
  orderings.forEach((own, a) => {
    for (let b = a; b < scores.length; b++) {
      const value = tauOf(own, orderings[b]!);
      tau[a]![b] = value;
      tau[b]![a] = value;
      if (a !== b && value !== null) known.push(value);
    }
  });
  const everybody = new Uint8Array(scores[0]?.length ?? 0).fill(1);
  return {
    tau,
    meanTau: known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length,
    w: kendallW(scores.map((column) => midRanks(column, everybody))),
  };
}

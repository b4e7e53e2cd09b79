// Group rule: the largest product of the roles' gains over the status quo. Who would lose by an agreement does not sign it.
import { competitionRanks } from '../rank.ts';
import { difference } from '../tolerance.ts';

interface Nash {
  /** Product of gains; NaN for a candidate that leaves some role below the status quo (its gains are no gains), or not marked. */
  products: Float64Array;
  /** Competition ranks among candidates with a product; those of product 0 share the last. 0 = not ranked. */
  ranks: Int32Array;
}

/**
 * Nash's bargaining solution among given candidates. Nash (1950), Econometrica 18(2):155–162. O(n · roles).
 *
 * Compared are geometric means of gains, since the product of many small gains runs out of digits. The status quo itself has the product 0, as has every candidate from which
 * some role gains nothing; where there is nothing better they share rank 1. One role: its own ranking, down to the status
 * quo. No role: nobody is ranked.
 * @param scores     per role, large is good; finite where marked.
 * @param statusQuo  per role the score without an agreement.
 */
export function nash(scores: readonly Float64Array[], statusQuo: ArrayLike<number>, mask: Uint8Array): Nash {
  const n = mask.length;
  const products = new Float64Array(n).fill(NaN);
  const keys = new Float64Array(n);
  const rankable = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    if (mask[i] !== 1 || scores.length === 0) continue;
    const gains = scores.map((column, k) => difference(column[i]!, statusQuo[k]!)).sort((a, b) => a - b);
    if (gains[0]! < 0) continue;
    rankable[i] = 1;
    products[i] = gains.reduce((product, gain) => product * gain, 1);
    keys[i] = gains.reduce((product, gain) => product * gain ** (1 / gains.length), 1);
  }
  return { products, ranks: competitionRanks(keys, rankable) };
}

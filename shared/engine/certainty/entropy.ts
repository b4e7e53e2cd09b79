// How open a question is: the entropy of what came out, in bits.

/**
 * −Σ p log₂ p over the shares of the counts: 0 when one outcome took all, log₂ k when k are equally frequent. 0 for no counts.
 * Shannon (1948), Bell Syst. Tech. J. 27:379–423. O(k).
 */
export function entropyBits(counts: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < counts.length; k++) total += counts[k]!;
  let bits = 0;
  for (let k = 0; k < counts.length; k++) {
    if (counts[k]! > 0) bits -= (counts[k]! / total) * Math.log2(counts[k]! / total);
  }
  return bits;
}

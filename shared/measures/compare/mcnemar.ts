// McNemar's exact test: is one of two classifiers right more often on the same cases, or is that chance?

/**
 * The chance of a split at least as uneven among the cases where only one of the two is right, if either were as likely; 1 where
 * they never differ. McNemar (1947), Psychometrika 12(2):153–157. Every case counts 1. O(onlyA + onlyB).
 */
export function exactMcNemar(onlyA: number, onlyB: number): number {
  return evenTails(Math.min(onlyA, onlyB), onlyA + onlyB);
}

/** The chance that `trials` fair coins show at most `few` heads or at most `few` tails. From the middle outwards. O(trials). */
function evenTails(few: number, trials: number): number {
  const middle = Math.floor(trials / 2);
  let chance = 1;
  let below = 0;
  let total = 0;
  for (let heads = middle; heads >= 0; heads--) {
    // Every count below the middle has a mirror image above it.
    const both = 2 * heads === trials ? chance : 2 * chance;
    total += both;
    if (heads <= few) below += both;
    chance *= heads / (trials - heads + 1);
    // Of millions of trials most counts have no chance that a number can hold.
    if (chance === 0) break;
  }
  return below / total;
}

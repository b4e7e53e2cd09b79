// Lengths of the bars that show what each role gives up.

interface RegretLayout {
  /** The regret at which a bar is as long as its track. */
  full: number;
  /** Per role 0 to 1. */
  shares: readonly number[];
}

/** A track stands for at least this much value, so that small regrets look small. */
const LEAST = 0.2;

/** @param regrets  NaN (nothing to compare with) and negative ones (better than any that passes) have no bar. */
export function regretBars(regrets: readonly number[]): RegretLayout {
  const full = regrets.reduce((most, regret) => (regret > most ? regret : most), LEAST);
  return { full, shares: regrets.map((regret) => (regret > 0 ? regret / full : 0)) };
}

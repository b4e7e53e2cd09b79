// How many of n independent trials succeed, drawn exactly.
import type { Random } from '../../engine/certainty/random.ts';
import { uniform } from '../../engine/certainty/random.ts';

/**
 * A binomial number. Few expected successes: inversion of the distribution, O(successes); many: transformed rejection, O(1).
 * Hörmann (1993), J. Stat. Comput. Simul. 46(1–2):101–110 (algorithm BTRS).
 * @param trials  a whole number, not negative; `chance` within 0 … 1.
 */
export function binomial(random: Random, trials: number, chance: number): number {
  if (trials === 0 || chance <= 0) return 0;
  if (chance >= 1) return trials;
  if (chance > 0.5) return trials - binomial(random, trials, 1 - chance);
  return trials * chance < 10 ? byInversion(random, trials, chance) : byRejection(random, trials, chance);
}

function byInversion(random: Random, trials: number, chance: number): number {
  const odds = chance / (1 - chance);
  let mass = Math.exp(trials * Math.log1p(-chance));
  let u = uniform(random);
  let successes = 0;
  while (u > mass && successes < trials) {
    u -= mass;
    successes++;
    mass *= ((trials - successes + 1) / successes) * odds;
  }
  return successes;
}

function byRejection(random: Random, trials: number, chance: number): number {
  const deviation = Math.sqrt(trials * chance * (1 - chance));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * chance;
  const centre = trials * chance + 0.5;
  const sure = 0.92 - 4.2 / b;
  const odds = chance / (1 - chance);
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((trials + 1) * chance);
  for (;;) {
    const u = uniform(random) - 0.5;
    const v = uniform(random);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= sure) return k;
    if (k < 0 || k > trials) continue;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1))) +
      (trials + 1) * Math.log((trials - mode + 1) / (trials - k + 1)) +
      (k + 0.5) * Math.log((odds * (trials - k + 1)) / (k + 1)) +
      stirling(mode) +
      stirling(trials - mode) -
      stirling(k) -
      stirling(trials - k);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

const small = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.020790672103765, 0.0166446911898211, 0.0138761288230707,
  0.0118967099458917, 0.010411265261972, 0.0092554621827127, 0.0083305634333594,
];

/** What Stirling's formula leaves of ln k!: ln k! − [(k + ½) ln(k + 1) − (k + 1) + ½ ln 2π]. */
function stirling(k: number): number {
  if (k < 10) return small[k]!;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}

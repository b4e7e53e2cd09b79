// How many of a group count when it is drawn from all cases: the hypergeometric distribution, drawn exactly.
import type { Random } from '../../engine/certainty/random.ts';
import { uniform } from '../../engine/certainty/random.ts';

const KNOWN = 1024;
const factorials = new Float64Array(KNOWN);
for (let n = 2; n < KNOWN; n++) factorials[n] = factorials[n - 1]! + Math.log(n);

/** ln n!: from a table, beyond by Stirling's series (NIST DLMF 5.11.1), to machine precision. @param n  a whole number from 0 on. */
export function logFactorial(n: number): number {
  if (n < KNOWN) return factorials[n]!;
  const square = 1 / (n * n);
  const series = (1 / 12 - square * (1 / 360 - square / 1260)) / n;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}

const logChoose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/**
 * How many of `marked` among `all` cases are in a sample of `size` drawn without putting back. By inversion from the mode outwards,
 * so that it takes about as many steps as the number's standard deviation. Fishman (1978), Appl. Stat. 28(3). O(√size).
 */
export function hypergeometric(random: Random, size: number, marked: number, all: number): number {
  const least = Math.max(0, size + marked - all);
  const most = Math.min(size, marked);
  if (least === most) return least;
  const mode = Math.min(most, Math.max(least, Math.floor(((size + 1) * (marked + 1)) / (all + 2))));
  const chance = Math.exp(logChoose(marked, mode) + logChoose(all - marked, size - mode) - logChoose(all, size));
  let left = uniform(random) - chance;
  if (left < 0) return mode;
  let up = mode;
  let down = mode;
  let upChance = chance;
  let downChance = chance;
  while (up < most || down > least) {
    if (up < most) {
      upChance *= ((marked - up) * (size - up)) / ((up + 1) * (all - marked - size + up + 1));
      up++;
      left -= upChance;
      if (left < 0) return up;
    }
    if (down > least) {
      downChance *= (down * (all - marked - size + down)) / ((marked - down + 1) * (size - down + 1));
      down--;
      left -= downChance;
      if (left < 0) return down;
    }
  }
  // What rounding leaves of the whole.
  return mode;
}

// Repeatable random numbers for sampling: a seed and a stream give the same numbers on every machine. Not for anything secret.

/** Whole numbers from 0 to 2³² − 1, all equally likely. */
export type Random = () => number;

/**
 * xoshiro128**, period 2¹²⁸ − 1. Blackman & Vigna (2021), Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47(4):36.
 * @param seed    any 32-bit whole number.
 * @param stream  tells the generators of one run apart, so that how often one is asked never moves another.
 */
export function randomFrom(seed: number, stream = 0): Random {
  const mix = splitMix((seed ^ Math.imul(stream, 0x9e3779b9)) | 0);
  return xoshiro(Int32Array.of(mix(), mix() ^ stream, mix(), mix()));
}

/** The generator on a given state of four words, not all 0. The state is taken over and moved along. */
export function xoshiro(state: Int32Array): Random {
  return () => {
    const s1 = state[1]!;
    const scrambled = Math.imul(s1, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const s2 = state[2]! ^ state[0]!;
    const s3 = state[3]! ^ s1;
    state[1] = s1 ^ s2;
    state[0] = state[0]! ^ s3;
    state[2] = s2 ^ (s1 << 9);
    state[3] = (s3 << 11) | (s3 >>> 21);
    return result;
  };
}

/** Fills a state from one word, as the authors of xoshiro advise. Steele, Lea & Flood (2014), OOPSLA, in its 32-bit form. */
function splitMix(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** Uniform in (0, 1): never 0, so that its logarithm is finite. */
export function uniform(random: Random): number {
  return (random() + 0.5) / 4294967296;
}

// Repeatable random numbers: the same seed gives the same stream on every machine. Not for anything secret.

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Standard Gumbel: adding it to utilities and taking the largest is a logit choice. */
  gumbel(): number;
  /** Uniform whole number in [0, n). */
  below(n: number): number;
}

/** A stream for one seed: mulberry32 for the uniform numbers, Box–Muller for the normal ones. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  // 1 - u lies in (0, 1], so that the logarithm is finite.
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const gumbel = () => -Math.log(-Math.log((uniform() + 1e-12) / (1 + 2e-12)));
  return { uniform, normal, gumbel, below: (n) => Math.floor(uniform() * n) };
}

/** Puts an array into random order, in place (Fisher–Yates). */
export function shuffle<T>(items: T[] | Int32Array, random: Random): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = items[i] as T;
    items[i] = items[j] as T;
    items[j] = held;
  }
}

// Which candidates are within noise of each other on a kept log, by their ids.
import type { KeptLog } from '../../shared/domain/predictionLog.ts';
import type { PairedDifference } from '../../shared/measures/compare/noise.ts';
import type { NoiseAnswer } from '../analysis/kinds/noise.ts';

interface PairNoise {
  /** The first candidate's measure less the second's. */
  pair: PairedDifference;
  measure: string;
  share: boolean;
}

export class LogNoise {
  readonly #answer: NoiseAnswer;
  /** Candidate id → its place in the answer. */
  readonly #places: ReadonlyMap<number, number>;

  constructor({ candidates }: Pick<KeptLog, 'candidates'>, answer: NoiseAnswer) {
    this.#answer = answer;
    this.#places = new Map(candidates.map(({ candidateId }, place) => [candidateId, place]));
  }

  /** How two candidates compare; null where they are not both in the log, or there were too many to compare. */
  between(one: number, other: number): PairNoise | null {
    const [a, b] = [this.#places.get(one) ?? -1, this.#places.get(other) ?? -1];
    if (a < 0 || b < 0 || a === b) return null;
    const { pairs, measure, share } = this.#answer;
    const found = a > b ? pairs[a]?.[b] : turned(pairs[b]?.[a]);
    return found === undefined ? null : { pair: found, measure, share };
  }
}

/** The same comparison from the other's side. */
function turned(pair: PairedDifference | undefined): PairedDifference | undefined {
  if (pair === undefined) return undefined;
  const verdict = pair.verdict === 'higher' ? 'lower' : pair.verdict === 'lower' ? 'higher' : pair.verdict;
  return { ...pair, difference: 0 - pair.difference, lo: 0 - pair.hi, hi: 0 - pair.lo, verdict };
}

// How the candidates of a kept log compare in pairs, by their ids.
import type { KeptLog, LogKind } from '../../shared/domain/predictionLog.ts';
import type { PairVerdict } from '../../shared/measures/compare/verdict.ts';
import { reversedVerdict } from '../../shared/measures/compare/verdict.ts';

export class LogVerdicts {
  /** What was compared depends on it. */
  readonly kind: LogKind;
  /** The name of the log. */
  readonly name: string;
  /** By the places of the pair, "0 2". */
  readonly #pairs: ReadonlyMap<string, PairVerdict>;
  /** Candidate id → its place in the log. */
  readonly #places: ReadonlyMap<number, number>;

  constructor(
    { kind, name, candidates }: Pick<KeptLog, 'kind' | 'name' | 'candidates'>,
    pairs: readonly PairVerdict[],
  ) {
    this.kind = kind;
    this.name = name;
    this.#pairs = new Map(pairs.map((pair) => [`${pair.a} ${pair.b}`, pair]));
    this.#places = new Map(candidates.map(({ candidateId }, place) => [candidateId, place]));
  }

  /** How one candidate compares with the other; null where they are not both in the log, or were not compared. */
  between(one: number, other: number): PairVerdict | null {
    const a = this.#places.get(one);
    const b = this.#places.get(other);
    if (a === undefined || b === undefined) return null;
    const turned = this.#pairs.get(`${b} ${a}`);
    return this.#pairs.get(`${a} ${b}`) ?? (turned === undefined ? null : reversedVerdict(turned));
  }
}

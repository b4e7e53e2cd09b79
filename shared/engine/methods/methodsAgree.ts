// Do other methods choose as the additive value does? What several methods are for.
import { achievement } from './achievement.ts';
import { additive } from './additive.ts';
import type { PreferenceFunction } from './preferenceFunctions.ts';
import { promethee } from './promethee.ts';
import type { MethodId, RankingMethod, Valued } from './rankingMethod.ts';
import { topsis, topsisOfCandidates } from './topsis.ts';
import { vikor } from './vikor.ts';
import { weightedProduct } from './weightedProduct.ts';

interface MethodAgreement {
  /** The additive winner; of several that tie, the one that most methods put first, the first in the catalogue. −1: nobody is ranked. */
  winner: number;
  /** How many methods, the additive one included, put it first. */
  agreeing: number;
  /** How many were asked. */
  of: number;
  methods: readonly { id: MethodId; name: string; winners: readonly number[]; agrees: boolean; ranks: Int32Array }[];
}

/** Every method there is, by its id. */
export function methodOf(
  id: MethodId,
  thresholds: readonly PreferenceFunction[] | null = null,
): RankingMethod<unknown> {
  const methods: Record<MethodId, RankingMethod<unknown>> = {
    additive,
    achievement,
    vikor,
    promethee: promethee(thresholds),
    topsis,
    topsisOfCandidates,
    weightedProduct,
  };
  return methods[id];
}

/** The five that are asked, the additive value first. */
export function methodsAsked(thresholds: readonly PreferenceFunction[] | null): readonly RankingMethod<unknown>[] {
  return [additive, achievement, vikor, promethee(thresholds), topsis];
}

/**
 * The five methods on the same values, weights and candidates. A method agrees when it puts the additive winner first,
 * alone or in a tie. O(m n log n). Nobody ranked: no winner, and no method agrees.
 * @param thresholds  PROMETHEE's, per objective on values; null: none stated.
 */
export function methodsAgree(
  matrix: Valued,
  weights: Float64Array,
  mask: Uint8Array | null,
  thresholds: readonly PreferenceFunction[] | null = null,
): MethodAgreement {
  const results = methodsAsked(thresholds).map((method) => {
    const { winners, ranks } = method.rank(matrix, weights, mask);
    return { id: method.id, name: method.name, winners, ranks };
  });
  const supportersOf = (i: number) => results.filter(({ winners }) => winners.includes(i)).length;
  let winner = -1;
  let agreeing = 0;
  for (const i of results[0]!.winners) {
    const supporters = supportersOf(i);
    if (supporters > agreeing) [winner, agreeing] = [i, supporters];
  }
  const methods = results.map((result) => ({ ...result, agrees: result.winners.includes(winner) }));
  return { winner, agreeing, of: results.length, methods };
}

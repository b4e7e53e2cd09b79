// The pro/con cover: the shortest set of pros that outweighs all cons. Its sentences are in explainCover.ts.
import { LEVEL } from './tolerance.ts';
import type { Sentence } from './wording.ts';

export interface Cover {
  /** The candidate that is ahead (the first one asked about when level), and the other. */
  better: number;
  worse: number;
  lead: number;
  /** Per objective in matrix order, what it adds to the lead. */
  worth: Float64Array;
  /** Objectives (by position) that speak for it, those against, largest first; and the pros that already outweigh all cons. */
  pros: readonly number[];
  cons: readonly number[];
  cover: readonly number[];
  sentence: Sentence;
}

/**
 * The largest pros, one after another, until they outweigh the cons together: no smaller set does, since every set of as many
 * pros weighs at most as much. Without cons nothing is needed, and the largest pro is named; when level, every pro is.
 * Labreuche (2011), Artificial Intelligence 175(7–8):1410–1448. O(m log m).
 * @param worth  what each objective adds to the lead, summing to it.
 */
export function coverOf(worth: Float64Array): { pros: number[]; cons: number[]; cover: number[] } {
  const bySize = Array.from(worth, (_, j) => j).sort((a, b) => Math.abs(worth[b]!) - Math.abs(worth[a]!) || a - b);
  const pros = bySize.filter((j) => worth[j]! > 0);
  const cons = bySize.filter((j) => worth[j]! < 0);
  const against = cons.reduce((sum, j) => sum - worth[j]!, 0);
  const cover: number[] = [];
  let covered = 0;
  for (const j of pros) {
    if (cover.length > 0 && covered > against + LEVEL) break;
    cover.push(j);
    covered += worth[j]!;
  }
  return { pros, cons, cover };
}

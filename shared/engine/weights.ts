// Weights: nonnegative shares over the objectives that sum to 1.
import type { Role, Weight } from '../domain/role.ts';
import { LEVEL } from './tolerance.ts';

/**
 * Divides by the sum.
 * @throws RangeError when a weight is negative or not finite, or when all are 0.
 */
export function normalise(weights: ArrayLike<number>): Float64Array {
  const shares = Float64Array.from(weights);
  if (!shares.every((share) => share >= 0 && share < Infinity)) {
    throw new RangeError('Weights are numbers from 0 upwards.');
  }
  // Scaled by the largest first, so that neither huge nor tiny weights lose the sum.
  const largest = shares.reduce((a, b) => Math.max(a, b), 0);
  if (largest === 0)
    throw new RangeError('Every weight is 0, so nothing would count. Give at least one objective a weight.');
  let sum = 0;
  for (let j = 0; j < shares.length; j++) sum += shares[j]! /= largest;
  for (let j = 0; j < shares.length; j++) shares[j]! /= sum;
  return shares;
}

/**
 * A role's weights in matrix order. A role that has not weighed (or whose weighed objectives are all gone or 0) counts
 * every objective alike, and `assumedEqual` says so; otherwise an objective it leaves out counts 0.
 */
export function weightsOfRole(
  role: Pick<Role, 'weights'>,
  objectiveIds: readonly number[],
): { weights: Float64Array; assumedEqual: boolean } {
  const shareOf = new Map(role.weights.map((entry) => [entry.objectiveId, entry.weight]));
  const shares = Float64Array.from(objectiveIds, (id) => shareOf.get(id) ?? 0);
  if (shares.some((share) => share > 0)) return { weights: normalise(shares), assumedEqual: false };
  return { weights: new Float64Array(objectiveIds.length).fill(1 / objectiveIds.length), assumedEqual: true };
}

/** Whether a role has weighed any of the objectives; one that has not counts them all alike. */
export const hasWeighed = (role: Pick<Role, 'weights'>, objectiveIds: readonly number[]): boolean =>
  !weightsOfRole(role, objectiveIds).assumedEqual;

/**
 * A role's ballot as it counts: an entry per objective, in their order, adding up to 1. A ballot that adds up already keeps its
 * weights to the last digit; one that does not (no such ballot is saved, but a file may come from elsewhere) is shown as the
 * ranking reads it.
 */
export function ballotOf(role: Pick<Role, 'weights'>, objectiveIds: readonly number[]): Weight[] {
  const entries = new Map(role.weights.map((entry) => [entry.objectiveId, entry]));
  const given = objectiveIds.map((id) => entries.get(id)?.weight ?? 0);
  const addsUp = Math.abs(given.reduce((sum, weight) => sum + weight, 0) - 1) <= LEVEL;
  const weights = addsUp ? given : weightsOfRole(role, objectiveIds).weights;
  return objectiveIds.map((objectiveId, j) => ({
    objectiveId,
    weight: weights[j]!,
    locked: entries.get(objectiveId)?.locked ?? false,
  }));
}

/**
 * Sets one weight and lets the others make room in proportion, so that the sum stays 1.
 *
 * Locked weights stay: the moved one can take at most what they leave. Others that are all 0 share what is given up
 * equally. Where every other weight is locked there is no room, and the moved one stays at what the locked ones leave.
 * A moved weight that is itself locked moves all the same, since somebody is moving it.
 *
 * @param weights  summing to 1, locked ones to at most 1.
 * @param j        which weight moves.
 * @param to       its new share; clamped to what is possible.
 * @returns        new entries in the same order.
 */
export function moveWeight<W extends { weight: number; locked: boolean }>(
  weights: readonly W[],
  j: number,
  to: number,
): W[] {
  const others = weights.map((_, k) => k).filter((k) => k !== j);
  const free = others.filter((k) => !weights[k]!.locked);
  const locked = others.filter((k) => weights[k]!.locked).reduce((sum, k) => sum + weights[k]!.weight, 0);
  const room = Math.max(0, 1 - locked);
  const moved = free.length === 0 ? room : Math.min(Math.max(to, 0), room);
  const left = room - moved;
  const held = free.reduce((sum, k) => sum + weights[k]!.weight, 0);
  return weights.map((entry, k) => {
    if (k === j) return { ...entry, weight: moved };
    if (entry.locked) return { ...entry };
    return { ...entry, weight: held > 0 ? left * (entry.weight / held) : left / free.length };
  });
}

/** One weight set and the others rescaled in proportion, as a slider does it, without locks. */
export function withOneWeight(weights: Float64Array, j: number, to: number): Float64Array {
  const entries = Array.from(weights, (weight) => ({ weight, locked: false }));
  return Float64Array.from(moveWeight(entries, j, to), ({ weight }) => weight);
}

interface TypedMove<W> {
  /** New entries in the same order, summing to 1. */
  weights: W[];
  /** Which weights stand as they were typed, oldest first, this one last: to be handed in with the next. */
  typed: number[];
  /** Weights that had been typed and had to give way, since otherwise the sum could not be 1; oldest first. */
  released: number[];
  /** Every other weight that is another one now: what made room, and what took the rest. */
  changed: { index: number; from: number; to: number }[];
  /** Was there less room than asked for, because the others are locked? `weights[j]` then is what they leave. */
  capped: boolean;
  /** What the weight asked for, the locked ones and those typed before come to: beyond 1 not all of them can stand. */
  total: number;
}

/**
 * Sets one weight as it was typed. Those typed before stay as they are; the others share what is left in proportion. Only where
 * that cannot be (too little is left, or nobody else is free to take the rest) the oldest typed ones give way, and it says so.
 *
 * @param weights  summing to 1; locked ones always stay, but for the one that is typed.
 * @param j        which weight was typed, and `to` its share.
 * @param typed    `typed` of the move before; [] to begin with.
 */
export function typeWeight<W extends { weight: number; locked: boolean }>(
  weights: readonly W[],
  j: number,
  to: number,
  typed: readonly number[],
): TypedMove<W> {
  const wanted = Math.min(1, Math.max(0, to));
  const kept = typed.filter((k) => k !== j && k < weights.length && !weights[k]!.locked);
  const released: number[] = [];
  const sum = (of: readonly number[]) => of.reduce((total, k) => total + weights[k]!.weight, 0);
  const others = Array.from(weights.keys()).filter((k) => k !== j);
  const locked = others.filter((k) => weights[k]!.locked);
  const total = sum(locked) + sum(kept) + wanted;
  const stands = () => {
    const left = 1 - sum(locked) - sum(kept) - wanted;
    const takers = others.length - locked.length - kept.length;
    return takers > 0 ? left >= -LEVEL : Math.abs(left) <= LEVEL;
  };
  while (kept.length > 0 && !stands()) released.push(kept.shift()!);
  const held = weights.map((entry, k) => ({ weight: entry.weight, locked: entry.locked || kept.includes(k) }));
  const moved = moveWeight(held, j, wanted);
  return {
    weights: weights.map((entry, k) => ({ ...entry, weight: moved[k]!.weight })),
    typed: [...kept, j],
    released,
    changed: others.flatMap((index) => {
      const [from, now] = [weights[index]!.weight, moved[index]!.weight];
      return Math.abs(now - from) > LEVEL ? [{ index, from, to: now }] : [];
    }),
    capped: Math.abs(moved[j]!.weight - wanted) > LEVEL,
    total,
  };
}

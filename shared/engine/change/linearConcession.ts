// Concessions where who is first is a weighted sum: one role's own ranking, and the weighted mean of all.
import type { Impossible, Solved } from './concession.ts';
import { leadOver, leastOver, scoresUnder } from './field.ts';
import type { Field } from './field.ts';
import { meanOf } from './firstPlace.ts';
import { linearForm, totalChange, weightProgram, weightsAt } from './weightSpace.ts';

/** A rival this far ahead is ahead; less is noise. */
const LEVEL = 1e-12;
const NOISE = 1e-13;
/** A lead that survives the engine's rounding to 12 decimals. */
const SAFE = 4e-12;
/** Cutting planes per round: the worst few, since the worst alone makes for many rounds. */
const CUTS = 4;

/**
 * Minimises Σ|Δw| so that Σ αₖ scoreₖ of the candidate is nobody's second. Starts without rivals and adds those that are
 * ahead, so that ten thousand candidates cost ten thousand multiplications a round, and the program stays small.
 *
 * Degenerate: rivals equal in every value never stand in the way; a tie that no weights can turn into a lead counts as first.
 * @param alpha  per role, what its score counts, 0 upwards.
 */
export function linearConcession(field: Field, alpha: readonly number[]): Solved {
  const { start } = field.space;
  const stands = start.map((shares) => shares.slice());
  if (closest(field, alpha, start, 0).length === 0) return { weights: stands, atLeast: 0 };
  const strict = new Set<number>();
  let weights = cheapest(field, alpha, 0, strict);
  if (weights === null) {
    const { why, behind } = proof(field, alpha);
    if (behind > LEVEL) return { why };
    // Behind by less than the engine can tell: level, as far as anybody can say.
    weights = cheapest(field, alpha, behind + LEVEL, strict) ?? stands;
  }
  const atLeast = totalChange(field.space, weights);
  // On paper it is level with some rivals now. Where a lead can be had it takes one of a hair, so that rounding cannot undo
  // it; where there is none to be had (they differ only in what counts for nothing) the tie stands.
  const tried = new Set<number>();
  for (;;) {
    const next = closest(field, alpha, weights, SAFE / 2).find((i) => !tried.has(i));
    if (next === undefined) return { weights, atLeast };
    tried.add(next);
    strict.add(next);
    const firmer = cheapest(field, alpha, 0, strict);
    if (firmer === null) strict.delete(next);
    else weights = firmer;
  }
}

function cheapest(field: Field, alpha: readonly number[], slack: number, strict: ReadonlySet<number>) {
  const program = weightProgram(field.space, 1, 0);
  const cut = (i: number) => {
    const { a, atStart } = leadForm(field, alpha, i, 0);
    program.add(a, (strict.has(i) ? SAFE : -slack) - atStart);
  };
  const known = new Set<number>(strict);
  for (const i of strict) cut(i);
  for (;;) {
    const optimum = program.solve();
    if (optimum === null) return null;
    const weights = weightsAt(field.space, optimum.x);
    const found = worst(field, alpha, weights, NOISE + slack, known);
    if (found.length === 0) return weights;
    for (const i of found) {
      known.add(i);
      cut(i);
    }
  }
}

/**
 * The weights under which the candidate is least behind, and by how much; and the mixture that is ahead by as much whatever
 * the weights: the two sides of a matrix game (von Neumann 1928). One candidate alone is a better proof where there is one.
 */
function proof(field: Field, alpha: readonly number[]): { why: Impossible; behind: number } {
  let alone = -1;
  let most = LEVEL;
  for (const i of field.positions) {
    const lead = leastOver(
      field,
      alpha,
      leadOver(field, i).map((d) => 0 - d),
    );
    if (lead > most) [alone, most] = [i, lead];
  }
  if (alone >= 0) return { why: { kind: 'mixture', candidates: [alone], shares: [1], lead: most }, behind: most };
  const program = weightProgram(field.space, 0, 1);
  const cuts: number[] = [];
  let before = -1;
  for (;;) {
    const optimum = program.solve();
    if (optimum === null) throw new Error('Weights that sum to 1 were not found.');
    if (before < 0) before = optimum.prices.length;
    const weights = weightsAt(field.space, optimum.x);
    const behind = optimum.x[field.space.size]!;
    const found = worst(field, alpha, weights, behind + NOISE, new Set(cuts));
    if (found.length > 0) {
      for (const i of found) {
        cuts.push(i);
        const { a, atStart } = leadForm(field, alpha, i, 1);
        program.add(a, 0 - atStart);
      }
      continue;
    }
    return mixtureOf(field, alpha, cuts, optimum.prices.subarray(before));
  }
}

function mixtureOf(field: Field, alpha: readonly number[], cuts: readonly number[], prices: Float64Array) {
  const sum = prices.reduce((total, price) => total + price, 0);
  const used = cuts.map((i, c) => ({ i, share: prices[c]! / sum })).filter(({ share }) => share > 1e-9);
  const kept = used.reduce((total, { share }) => total + share, 0);
  const shares = used.map(({ share }) => share / kept);
  const d = new Float64Array(field.m);
  used.forEach(({ i }, c) => leadOver(field, i).forEach((x, j) => (d[j]! -= shares[c]! * x)));
  const lead = leastOver(field, alpha, d);
  return { why: { kind: 'mixture' as const, candidates: used.map(({ i }) => i), shares, lead }, behind: lead };
}

function leadForm(field: Field, alpha: readonly number[], rival: number, extra: number) {
  const d = leadOver(field, rival);
  const rows = alpha.map((factor) => (factor === 0 ? null : d.map((x) => factor * x)));
  return linearForm(field.space, rows, extra);
}

/** The few rivals furthest ahead by more than `by`, of those not known yet. O(nm). */
function worst(
  field: Field,
  alpha: readonly number[],
  weights: readonly Float64Array[],
  by: number,
  known: ReadonlySet<number>,
): number[] {
  const sums = new Float64Array(field.n);
  field.values.forEach((column, j) => {
    const weight = alpha.reduce((sum, factor, k) => sum + factor * weights[k]![j]!, 0);
    for (let i = 0; i < field.n; i++) sums[i]! += weight * column[i]!;
  });
  const found: number[] = [];
  for (const i of field.positions) {
    if (sums[i]! - sums[field.x]! <= by || known.has(i)) continue;
    found.push(i);
    found.sort((a, b) => sums[b]! - sums[a]!);
    if (found.length > CUTS) found.pop();
  }
  return found;
}

/** Rivals ahead, or behind by less than `margin`, as the engine scores them. */
function closest(field: Field, alpha: readonly number[], weights: readonly Float64Array[], margin: number): number[] {
  const counting = alpha.map((_, k) => k).filter((k) => alpha[k]! > 0);
  const all = scoresUnder(field, weights);
  const scores = counting.map((k) => all[k]!);
  const shares = counting.map((k) => alpha[k]!);
  const own = meanOf(scores, shares, field.x) - margin;
  return Array.from(field.positions).filter((i) => i !== field.x && meanOf(scores, shares, i) > own);
}

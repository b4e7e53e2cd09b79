// Who is ahead of the candidate under given weights, and its lead over a rival as a constraint on weights.
import { leadOver } from './field.ts';
import type { Field } from './field.ts';
import { linearForm } from './weightSpace.ts';

/** Cutting planes per round: the worst few, since the worst alone makes for many rounds. */
const CUTS = 4;

/** Σ αₖ scoreₖ of the candidate less that of a rival, as a linear form of the weights. */
export function leadForm(field: Field, alpha: readonly number[], rival: number, extra: number) {
  const d = leadOver(field, rival);
  const rows = alpha.map((factor) => (factor === 0 ? null : d.map((x) => factor * x)));
  return linearForm(field.space, rows, extra);
}

/** The few rivals furthest ahead by more than `by`, of those not known yet. O(nm). */
export function worst(
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

// The one group rule that costs something: Kemeny's order, exactly, against trying every order.
import { kemeny } from '../../shared/engine/groupRules/kemeny.ts';
import { random } from '../../shared/engine/testing/random.ts';
import { compare, heading } from './measure.ts';

/** Six roles that score independently: the hardest kind of disagreement. */
function opinions(k: number): Float64Array[] {
  const next = random(k);
  return Array.from({ length: 6 }, () => Float64Array.from({ length: k }, next));
}

/** The least contradicted preferences over all k! orders. */
function everyOrder(scores: readonly Float64Array[], k: number): number {
  const cost = (a: number, b: number) => scores.filter((own) => own[b]! > own[a]!).length;
  let least = Infinity;
  const extend = (order: readonly number[], left: readonly number[], sum: number): void => {
    if (left.length === 0) least = Math.min(least, sum);
    for (const a of left) {
      const rest = left.filter((b) => b !== a);
      extend([...order, a], rest, sum + rest.reduce((part, b) => part + cost(a, b), 0));
    }
  };
  extend(
    [],
    Array.from({ length: k }, (_, i) => i),
    0,
  );
  return least;
}

export function benchRules(): void {
  heading('Kemeny order, exact, 6 roles');
  for (const [k, few] of [
    [8, 8],
    [16, 8],
  ] as const) {
    compare({
      name: `${k} finalists`,
      against: few === k ? 'every order' : `every order of ${few}; ${k} have half a billion times as many`,
      ours: () => kemeny(opinions(k), k),
      baseline: () => everyOrder(opinions(few), few),
      rounds: 5,
    });
  }
}

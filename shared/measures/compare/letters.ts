// Which candidates cannot be told apart, at a glance: letters beside the names, two sharing one exactly if they cannot be.

/**
 * A compact letter display: start with one letter for all; for every two that are told apart, split each letter that both have into
 * two without one each; drop letters that are part of another. Insert and absorb, Piepho (2004), J. Comput. Graph. Stat.
 * 13(2):456–466. Letters are in the order of their best members. O(pairs × letters × candidates).
 *
 * @param count  candidates, best first.
 * @param apart  the pairs that are told apart, by place.
 * @returns  per candidate its letters, "ab"; beyond z by two, "aa".
 */
export function letters(count: number, apart: readonly (readonly [number, number])[]): string[] {
  let columns: Set<number>[] = [new Set(Array.from({ length: count }, (_, k) => k))];
  for (const [a, b] of apart) {
    const split = columns.flatMap((column) => {
      if (!column.has(a) || !column.has(b)) return [column];
      return [without(column, a), without(column, b)];
    });
    columns = split.filter(
      (column, k) =>
        !split.some((other, j) => j !== k && isWithin(column, other) && (column.size < other.size || j < k)),
    );
  }
  const members = columns.map((column) => [...column].sort((x, y) => x - y)).sort(byFirstDifference);
  return Array.from({ length: count }, (_, k) =>
    members.flatMap((column, c) => (column.includes(k) ? [letter(c)] : [])).join(''),
  );
}

const isWithin = (column: ReadonlySet<number>, other: ReadonlySet<number>) =>
  [...column].every((member) => other.has(member));

const without = (column: ReadonlySet<number>, member: number) =>
  new Set([...column].filter((other) => other !== member));

function byFirstDifference(one: readonly number[], other: readonly number[]): number {
  for (let k = 0; k < Math.min(one.length, other.length); k++) {
    if (one[k] !== other[k]) return one[k]! - other[k]!;
  }
  return one.length - other.length;
}

const letter = (k: number): string =>
  k < 26 ? String.fromCharCode(97 + k) : letter(Math.floor(k / 26) - 1) + letter(k % 26);

// Rows by a protected attribute, or by two of them at once.

export interface GroupColumn {
  /** The attribute: "race", "race x sex". */
  name: string;
  /** The groups that occur, in alphabetical order. */
  groups: readonly string[];
  /** Per row its group, −1 where the attribute is blank. */
  codes: Int32Array;
  /** Of a cube: per cell its cases. Absent: every entry is one. */
  counts?: Float64Array | null;
}

/** The groups of two attributes together, "A | f"; only those that occur, and none for a row where either is blank. O(n). */
export function intersection(a: GroupColumn, b: GroupColumn): GroupColumn {
  const width = b.groups.length;
  const seen = new Uint8Array(a.groups.length * width);
  a.codes.forEach((code, i) => {
    if (code >= 0 && b.codes[i]! >= 0) seen[code * width + b.codes[i]!] = 1;
  });
  const cells = Array.from(seen, (_, cell) => cell).filter((cell) => seen[cell] === 1);
  const groups = cells.map((cell) => `${a.groups[Math.floor(cell / width)]!} | ${b.groups[cell % width]!}`);
  const sorted = groups.map((_, k) => k).sort((x, y) => (groups[x]! < groups[y]! ? -1 : 1));
  const codeOf = new Int32Array(seen.length).fill(-1);
  sorted.forEach((k, code) => (codeOf[cells[k]!] = code));
  return {
    name: `${a.name} x ${b.name}`,
    groups: sorted.map((k) => groups[k]!),
    codes: a.codes.map((code, i) => (code >= 0 && b.codes[i]! >= 0 ? codeOf[code * width + b.codes[i]!]! : -1)),
    counts: a.counts ?? null,
  };
}

/** How many cases each group has. O(entries). */
export function groupSizes({ groups, codes, counts = null }: GroupColumn): Int32Array {
  const sizes = new Int32Array(groups.length);
  codes.forEach((code, i) => {
    if (code >= 0) sizes[code]! += counts === null ? 1 : counts[i]!;
  });
  return sizes;
}

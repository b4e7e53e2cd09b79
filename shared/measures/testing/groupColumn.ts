// A column of groups for tests, from its words.
import type { GroupColumn } from '../fairness/groups.ts';

/** Groups of the words in a column; blank ones belong to none. O(n). */
export function groupColumn(name: string, values: readonly string[]): GroupColumn {
  const groups = [...new Set(values)].filter((value) => value !== '').sort();
  const codeOf = new Map(groups.map((group, code) => [group, code]));
  return { name, groups, codes: Int32Array.from(values, (value) => codeOf.get(value) ?? -1) };
}

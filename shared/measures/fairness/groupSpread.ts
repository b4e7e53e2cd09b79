// The spread of one number over groups: difference and ratio of its extremes.

/** NaN where undefined: a difference and a ratio need two groups that have the number, a ratio also a largest one that is not 0. */
export interface GroupSpread {
  min: number;
  max: number;
  /** max − min. */
  difference: number;
  /** min / max. */
  ratio: number;
  /** Places of the groups; of equal ones the first. −1 when fewer than two groups have the number. */
  minGroup: number;
  maxGroup: number;
  /** Groups without the number: left out above, not taken as 0. */
  undefinedGroups: number[];
}

/** @param values  per group, NaN where undefined. O(groups). */
export function groupSpread(values: ArrayLike<number>): GroupSpread {
  let min = NaN;
  let max = NaN;
  let minGroup = -1;
  let maxGroup = -1;
  const undefinedGroups: number[] = [];
  for (let group = 0; group < values.length; group++) {
    const value = values[group]!;
    if (Number.isNaN(value)) undefinedGroups.push(group);
    if (value < min || (minGroup < 0 && !Number.isNaN(value))) [min, minGroup] = [value, group];
    if (value > max || (maxGroup < 0 && !Number.isNaN(value))) [max, maxGroup] = [value, group];
  }
  if (values.length - undefinedGroups.length < 2) {
    return { min, max, difference: NaN, ratio: NaN, minGroup: -1, maxGroup: -1, undefinedGroups };
  }
  return { min, max, difference: max - min, ratio: max === 0 ? NaN : min / max, minGroup, maxGroup, undefinedGroups };
}

// Whether rows without a label differ from the rest by what candidates say of them, by group or by time: what is measured on the others
// holds for all only if they do not.
import { holm } from '../compare/holm.ts';
import { lineOf } from '../compare/line.ts';
import { NOISE_LEVEL } from '../compare/verdict.ts';
import { gapTest } from '../gaps/gapTest.ts';
import { unitGap, unitPairs, unitRates } from '../gaps/unitRates.ts';

/** What rows are compared by: a number, or a word of few kinds. */
export type ComparedBy =
  { name: string; candidate: string | null; is: 'number' | 'time'; values: ArrayLike<number> } | WordsBy;
interface WordsBy {
  name: string;
  candidate: string | null;
  is: 'words';
  codes: ArrayLike<number>;
  names: readonly string[];
}

/** One comparison of rows without a label with the rest. */
export interface LabelContrast {
  /** The column, and the candidate whose it is; null: it is of the case. */
  name: string;
  candidate: string | null;
  is: ComparedBy['is'];
  /** The means of rows without a label and with one; of words the shares of the word that differs most. */
  without: number;
  others: number;
  word: string | null;
  /** With regard to all comparisons. */
  adjusted: number;
  differs: boolean;
}

export interface Unlabelled {
  rows: number;
  labelled: number;
  contrasts: LabelContrast[];
}

/** Words of more kinds are no groups. */
const MOST_WORDS = 50;

/**
 * Numbers by the difference of means and its t, `lineOf`; words by whether the share without a label differs between them, exactly as
 * gaps between groups are tested (`gapTest`, or where rows come in units `unitPairs` and `unitGap`). All are adjusted together: Holm (1979). Weights are not looked at: whether a label is missing is asked of rows.
 * @param labelled  per row whether it has a label.
 * @param units     per row its unit, 0, 1, 2 …; null: every row is one.
 * @returns null where all rows have a label, or none. O(comparisons × rows).
 */
export function compareUnlabelled(
  labelled: ArrayLike<boolean | number>,
  by: readonly ComparedBy[],
  units: ArrayLike<number> | null,
): Unlabelled | null {
  let rows = 0;
  for (let i = 0; i < labelled.length; i++) if (!labelled[i]) rows++;
  if (rows === 0 || rows === labelled.length) return null;
  const found = by.flatMap((each) => {
    const contrast = each.is === 'words' ? ofWords(labelled, each, units) : ofNumbers(labelled, each, units);
    return contrast === null ? [] : [contrast];
  });
  const adjusted = holm(found.map(({ chance }) => chance));
  const contrasts = found.map(({ chance: _, ...each }, k) => ({
    ...each,
    adjusted: adjusted[k]!,
    differs: adjusted[k]! < NOISE_LEVEL,
  }));
  return { rows, labelled: labelled.length - rows, contrasts };
}

type Untested = Omit<LabelContrast, 'adjusted' | 'differs'> & { chance: number };

function ofNumbers(
  labelled: ArrayLike<boolean | number>,
  { name, candidate, is, values }: Exclude<ComparedBy, WordsBy>,
  units: ArrayLike<number> | null,
): Untested | null {
  const at = Int32Array.from({ length: labelled.length }, (_, i) => i).filter((i) => Number.isFinite(values[i]!));
  const sums = [0, 0];
  const counts = [0, 0];
  for (const i of at) {
    const side = labelled[i] ? 1 : 0;
    sums[side]! += values[i]!;
    counts[side]!++;
  }
  if (counts[0] === 0 || counts[1] === 0) return null;
  const missing = Float64Array.from(at, (i) => (labelled[i] ? 0 : 1));
  const own = Float64Array.from(at, (i) => values[i]!);
  const { p } = lineOf(missing, own, null, units && renumbered(at, units));
  if (Number.isNaN(p)) return null;
  return { name, candidate, is, without: sums[0]! / counts[0]!, others: sums[1]! / counts[1]!, word: null, chance: p };
}

function ofWords(
  labelled: ArrayLike<boolean | number>,
  { name, candidate, is, codes, names }: WordsBy,
  units: ArrayLike<number> | null,
): Untested | null {
  const at = Int32Array.from({ length: labelled.length }, (_, i) => i).filter((i) => codes[i]! >= 0);
  const cells = names.map(() => ({ cases: 0, count: 0 }));
  for (const i of at) {
    const cell = cells[codes[i]!]!;
    cell.cases++;
    if (!labelled[i]) cell.count++;
  }
  const used = cells.flatMap(({ cases }, code) => (cases > 0 ? [code] : []));
  const without = cells.reduce((sum, { count }) => sum + count, 0);
  const others = at.length - without;
  if (used.length < 2 || used.length > MOST_WORDS || without === 0 || others === 0) return null;
  const shares = (code: number) => {
    const { cases, count } = cells[code]!;
    return { without: count / without, others: (cases - count) / others };
  };
  const off = (code: number) => Math.abs(shares(code).without - shares(code).others);
  const word = used.reduce((most, code) => (off(code) > off(most) ? code : most), used[0]!);
  const chance =
    units === null
      ? gapTest(used.map((code) => cells[code]!)).chance
      : chanceByUnits(at, labelled, codes, used, renumbered(at, units));
  return { name, candidate, is, ...shares(word), word: names[word]!, chance };
}

/** As a gap between groups is judged: the closest pair by t with Šidák, and a gap only where its interval says that there is one. */
function chanceByUnits(
  at: Int32Array,
  labelled: ArrayLike<boolean | number>,
  codes: ArrayLike<number>,
  used: readonly number[],
  units: Int32Array,
): number {
  const count = units.reduce((most, unit) => Math.max(most, unit + 1), 0);
  const groups = used.length;
  const place = new Map(used.map((code, g) => [code, g]));
  const sums = { cases: new Float64Array(count * groups), counts: new Float64Array(count * groups) };
  at.forEach((i, k) => {
    const entry = units[k]! * groups + place.get(codes[i]!)!;
    sums.cases[entry]!++;
    if (!labelled[i]) sums.counts[entry]!++;
  });
  const found = unitRates({ units: count, groups, ...sums });
  const chances = unitPairs(found).map(({ adjusted }) => adjusted);
  return unitGap(found).lo > 0 ? Math.min(...chances) : 1;
}

function renumbered(at: Int32Array, units: ArrayLike<number>): Int32Array {
  const known = new Map<number, number>();
  return at.map((i) => {
    const unit = known.get(units[i]!) ?? known.size;
    known.set(units[i]!, unit);
    return unit;
  });
}

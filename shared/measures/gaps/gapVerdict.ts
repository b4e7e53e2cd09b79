// The one verdict on a gap between groups: whether there is one, how large it may be, and whether the cases are enough to tell.
import { holm } from '../compare/holm.ts';
import { LEVEL } from './cells.ts';
import { reducedGap } from './chanceGap.ts';
import type { GapEvidence } from './evidence.ts';
import type { GapTestMethod } from './gapTest.ts';

/** The largest gap people are willing to live with, unless the review says otherwise. Not a statistical constant. */
export const TOLERANCE = 0.05;
/** Units that a group must be worth to decide. */
const LEAST_UNITS = 5;

/**
 * `gap`: there is one. `smallGap`: there is one, but none larger than the tolerance. `noGap`: none larger than the tolerance.
 * `unclear`: too few cases to tell. `none`: there are not two groups that could be compared.
 */
export type GapOutcome = 'gap' | 'smallGap' | 'noGap' | 'unclear' | 'none';

/** A gap that is asked about, in one rate or the larger of several: equalised odds are two. */
export interface GapQuestion {
  parts: readonly GapEvidence[];
  /** null: people have not said what they could live with. */
  tolerance: number | null;
}

/** A group with too few cases to decide anything. */
interface SmallGroup {
  group: number;
  part: number;
  cases: number;
  rate: number;
  /** Of all others together; and the chance of this one if it were like them, with regard to all small groups. NaN: not tested. */
  rest: number;
  adjusted: number;
}

export interface GapVerdict {
  outcome: GapOutcome;
  tolerance: number | null;
  /** The part that the largest gap is in, and the groups it is between. −1 where there is none. */
  part: number;
  low: number;
  high: number;
  /** Between them as it stands in the log; NaN where there is none. */
  gap: number;
  /** What a gap would be on average if no group differed; and the gap without that. NaN where it is not known. */
  byChance: number;
  reduced: number;
  /** 95 % interval of the true largest gap; `lo` is 0 unless there is more than chance. NaN where there is none. */
  lo: number;
  hi: number;
  /** The chance of so wide a gap if there were none; and with regard to all measures that are looked at together. */
  chance: number;
  adjusted: number;
  family: number;
  method: GapTestMethod | 't' | null;
  /** Pairs of groups that differ by more than chance; empty where there is no gap, or where it cannot be told which. */
  apart: { low: number; high: number; adjusted: number }[];
  /** Per part the groups that decide. */
  deciding: number[][];
  small: SmallGroup[];
  /** Groups of enough cases that have none for a part, so that nothing can be said of them there. */
  undefinedIn: { group: number; part: number }[];
  /** What would tell, where it cannot be told: cases per group, and how many more of which. null where it is not known. */
  needed: { perGroup: number; more: { group: number; cases: number }[] } | null;
}

interface GapChoices {
  /** Groups of fewer cases are shown and decide nothing. */
  smallest: number;
  /** Per group its rows, whatever the measure is about: a group of enough rows without any case of a part is undefined there. */
  rows: ArrayLike<number>;
}

/**
 * Judges gaps that are looked at together: they are one family, so that with all groups alike any of them is called a gap in one log
 * of twenty at most. Holm (1979) over the questions; within one the tests and intervals of `gapTest` and `gapInterval`; of two
 * parts p = 1 − (1 − min p)² where their rows are disjoint (Šidák 1967), else 2 min p.
 * O(questions × groups²), and what the tests take.
 */
export function judgeGaps(questions: readonly GapQuestion[], choices: GapChoices): GapVerdict[] {
  const family = questions.length;
  const asked = questions.map((question) => examined(question, choices, family));
  const tested = asked.filter(({ chance }) => !Number.isNaN(chance));
  const adjusted = holm(tested.map(({ chance }) => chance));
  return asked.map((each) => {
    const place = tested.indexOf(each);
    return judged(each, place < 0 ? NaN : adjusted[place]!, tested.length);
  });
}

interface Examined {
  question: GapQuestion;
  deciding: number[][];
  small: SmallGroup[];
  undefinedIn: GapVerdict['undefinedIn'];
  chance: number;
  method: GapVerdict['method'];
}

function examined(question: GapQuestion, { smallest, rows }: GapChoices, family: number): Examined {
  const { parts } = question;
  const undefinedIn: GapVerdict['undefinedIn'] = [];
  const small: SmallGroup[] = [];
  const deciding = parts.map((evidence, part) => {
    const { rates, decidedBy: cases, units } = evidence;
    const decides: number[] = [];
    const few: SmallGroup[] = [];
    for (let group = 0; group < rates.length; group++) {
      if (Number.isNaN(rates[group]!) || cases[group] === 0) {
        if (rows[group]! >= smallest) undefinedIn.push({ group, part });
      } else if (cases[group]! >= smallest && (units === null || units[group]! >= LEAST_UNITS)) decides.push(group);
      else few.push({ group, part, cases: cases[group]!, rate: rates[group]!, rest: NaN, adjusted: NaN });
    }
    small.push(...againstTheRest(evidence, few));
    return decides;
  });
  const tests = parts.flatMap((evidence, part) =>
    deciding[part]!.length < 2 ? [] : [evidence.test(deciding[part]!, family)],
  );
  const first = tests.toSorted((a, b) => a.chance - b.chance)[0];
  const unknown = tests.some(({ chance }) => Number.isNaN(chance));
  const together = tests.length;
  const least = first === undefined || unknown ? NaN : first.chance;
  const chance = parts.every(({ independent }) => independent)
    ? 1 - (1 - least) ** together
    : Math.min(1, together * least);
  return { question, deciding, small, undefinedIn, chance, method: first?.method ?? null };
}

/** Small groups, each against everybody else, adjusted over all of them. */
function againstTheRest({ against }: GapEvidence, few: SmallGroup[]): SmallGroup[] {
  if (against === null) return few;
  const tests = few.map(({ group }) => against(group));
  const adjusted = holm(tests.map(({ chance }) => (Number.isNaN(chance) ? 1 : chance)));
  return few.map((each, k) => ({ ...each, rest: tests[k]!.rest, adjusted: adjusted[k]! }));
}

function judged(
  { question, deciding, small, undefinedIn, chance, method }: Examined,
  adjusted: number,
  family: number,
): GapVerdict {
  const { parts, tolerance } = question;
  const known = parts.flatMap((evidence, part) => {
    const groups = deciding[part]!;
    return groups.length < 2 ? [] : [{ part, evidence, groups, ...widest(evidence, groups) }];
  });
  const largest = known.toSorted((a, b) => b.gap - a.gap)[0];
  const facts = { tolerance, chance, adjusted, family, method, deciding, small, undefinedIn };
  if (largest === undefined) {
    return {
      ...facts,
      outcome: 'none',
      part: -1,
      low: -1,
      high: -1,
      gap: NaN,
      byChance: NaN,
      reduced: NaN,
      lo: NaN,
      hi: NaN,
      apart: [],
      needed: null,
    };
  }
  // Two gaps looked at together: each at Šidák's share of the level.
  const level = known.length < 2 ? LEVEL : 1 - (1 - LEVEL) ** (1 / known.length);
  const bounds = known.map(({ evidence, groups }) => evidence.bounds(groups, level));
  const least = bounds.reduce((most, { lo }) => Math.max(most, lo), 0);
  const most = undefinedIn.length > 0 ? unbounded(question) : bounds.reduce((end, { hi }) => Math.max(end, hi), 0);
  const real = adjusted <= LEVEL && (method !== 't' || least > 0);
  const byChance = largest.evidence.byChance?.(largest.groups) ?? NaN;
  const within = tolerance !== null && most <= tolerance;
  const outcome = real ? (within ? 'smallGap' : 'gap') : within ? 'noGap' : 'unclear';
  const lo = real ? least : 0;
  return {
    ...facts,
    outcome,
    part: largest.part,
    low: largest.low,
    high: largest.high,
    gap: largest.gap,
    byChance,
    reduced: Math.min(most, Math.max(lo, reducedGap(largest.gap, byChance))),
    lo,
    hi: most,
    apart: real
      ? known.flatMap(({ evidence, groups }) =>
          evidence.pairs(groups).flatMap(({ a, b, adjusted: ofPair }) => {
            const [low, high] = evidence.rates[a]! <= evidence.rates[b]! ? [a, b] : [b, a];
            return ofPair <= LEVEL ? [{ low, high, adjusted: ofPair }] : [];
          }),
        )
      : [],
    needed: outcome === 'unclear' && tolerance !== null ? neededFor(largest, tolerance) : null,
  };
}

/** A rate that is not known may be anything: so may the gap. Of what is no rate there is no largest. */
const unbounded = ({ parts }: GapQuestion): number =>
  parts.every(({ byChance, units }) => byChance !== null || units !== null) ? 1 : Infinity;

function widest({ rates }: GapEvidence, groups: readonly number[]): { low: number; high: number; gap: number } {
  let [low, high] = [groups[0]!, groups[0]!];
  for (const group of groups) {
    if (rates[group]! < rates[low]!) low = group;
    if (rates[group]! > rates[high]!) high = group;
  }
  return { low, high, gap: rates[high]! - rates[low]! };
}

function neededFor(
  { evidence, groups }: { evidence: GapEvidence; groups: readonly number[] },
  tolerance: number,
): GapVerdict['needed'] {
  const found = evidence.needed?.(groups, tolerance);
  if (found === undefined) return null;
  const perGroup = twoDigits(Math.max(found.toSeeGap, found.toSayNone));
  const more = groups.flatMap((group) => {
    const missing = perGroup - evidence.cases[group]!;
    return missing > 0 ? [{ group, cases: twoDigits(missing) }] : [];
  });
  // Groups that have as many already: one log in five is still open then, and more of the same would be bad advice.
  return more.length === 0 ? null : { perGroup, more };
}

/** Rounded up to two digits, and never below 10: more would look more exact than it is. */
export function twoDigits(cases: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(10, cases))) - 1);
  return Math.max(10, Math.ceil(cases / unit) * unit);
}

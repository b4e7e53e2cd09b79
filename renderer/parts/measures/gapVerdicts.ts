// The verdict on a gap in words: a few for the cell of a table, and sentences that say what the cases bear out, and no more.
import { capitalised, countText, formatCount, formatMeasure, formatNumber } from '../../../shared/domain/format.ts';
import type { KeptLog, LogKind } from '../../../shared/domain/predictionLog.ts';
import { holm } from '../../../shared/measures/compare/holm.ts';
import type { GapFinding } from '../../../shared/measures/gaps/finding.ts';
import type { GapVerdict } from '../../../shared/measures/gaps/gapVerdict.ts';
import { LEVEL } from '../../../shared/measures/gaps/cells.ts';
import type { Study } from '../../../shared/measures/study/study.ts';
import { listText } from '../wording/wording.ts';
import { kindWords } from './kinds/index.ts';
import type { Said } from './fourFifthsWords.ts';
import { decimalsOf, lowered, percent, unitOf } from './measureWords.ts';

/** How numbers of a measure are written: shares in per cent and points, others in their unit. */
interface GapNumbers {
  /** Of a group. */
  value: (value: number) => string;
  /** Of a difference: "3.1 points". */
  difference: (value: number) => string;
  /** The same without its unit. */
  bare: (value: number) => string;
}

const points = (value: number) => formatNumber(100 * value, value < 0.0995 ? 1 : 0).replace(/\.0$/, '');
const shares: GapNumbers = {
  value: (value) => percent(value, value < 0.0995 ? 1 : 0),
  difference: (value) => `${points(value)} ${points(value) === '1' ? 'point' : 'points'}`,
  bare: points,
};

/** @param id  of the gap. */
export function gapNumbers(log: KeptLog, kind: LogKind, id: string, largest: number): GapNumbers {
  const { gapsAreShares, gaps } = kindWords[kind];
  const words = gaps.find(([each]) => each === id)![1];
  if (gapsAreShares && words.noShare === undefined) return shares;
  const text = (value: number) => formatMeasure(value, decimalsOf([largest]), unitOf(log, words));
  return { value: text, difference: text, bare: (value) => formatNumber(value, decimalsOf([largest])) };
}

/** For the cell of a table: "a gap", "none over 5 points", "too few cases". '' where there is no verdict. */
export function verdictMark({ verdict, fourFifths }: GapFinding, numbers: GapNumbers): string {
  if (fourFifths !== null)
    return { kept: 'kept', broken: 'not kept', unclear: 'too few cases', undefined: '' }[fourFifths.outcome];
  return verdict === null ? '' : outcomeMark(verdict, numbers);
}

/** The same as one sign for a cell that is read among many; `signsSaid` says what each means. '' where there is no verdict. */
export function verdictSign({ verdict, fourFifths }: GapFinding): string {
  if (fourFifths !== null) return { kept: '○', broken: '●', unclear: '?', undefined: '' }[fourFifths.outcome];
  return { gap: '●', smallGap: '◐', noGap: '○', unclear: '?', none: '' }[verdict?.outcome ?? 'none'];
}

/**
 * What the signs in a table of gaps mean, of those that are there: "● a gap, or four fifths not kept · ? too few cases to tell".
 * @param findings  of all cells. O(cells).
 */
export function signsSaid(findings: readonly GapFinding[], numbers: GapNumbers): string {
  const within = findings.find(({ verdict }) => verdict?.tolerance != null)?.verdict?.tolerance ?? null;
  const over = within === null ? 'none that matters' : `none over ${numbers.difference(within)}`;
  const meanings = [
    ['●', 'a gap', 'four fifths not kept'],
    ['◐', `a gap, ${over}`, ''],
    ['○', over, 'four fifths kept'],
    ['?', 'too few cases to tell', 'too few cases to tell'],
  ] as const;
  return meanings
    .flatMap(([sign, ofGap, ofRatio]) => {
      const having = findings.filter((finding) => verdictSign(finding) === sign);
      const said = [
        having.some(({ fourFifths }) => fourFifths === null) ? ofGap : '',
        having.some(({ fourFifths }) => fourFifths !== null) ? ofRatio : '',
      ].filter((text) => text !== '');
      return said.length === 0 ? [] : [`${sign} ${[...new Set(said)].join(', or ')}`];
    })
    .join(' · ');
}

/** The same of a verdict. */
export function outcomeMark(verdict: GapVerdict, numbers: GapNumbers = shares): string {
  const within = verdict.tolerance === null ? '' : numbers.difference(verdict.tolerance);
  return {
    gap: 'a gap',
    smallGap: `a gap, none over ${within}`,
    noGap: `none over ${within}`,
    unclear: 'too few cases',
    none: '',
  }[verdict.outcome];
}

/**
 * @param groups  what they are called.
 * @param parts   the rates the gap may be in: "True positive rate", "False positive rate".
 */
export function gapSaid(
  verdict: GapVerdict,
  {
    groups,
    parts,
    rates,
    numbers,
  }: {
    groups: readonly string[];
    parts: readonly string[];
    rates: readonly (readonly number[])[];
    numbers: GapNumbers;
  },
): Said {
  const { outcome, low, high, part, gap, lo, hi, byChance, reduced, tolerance, family } = verdict;
  const open = undefinedText(verdict, groups, parts);
  if (outcome === 'none')
    return { lead: 'No verdict.', rest: sentences([`Fewer than two groups have enough cases.`, open]) };
  const { difference, bare, value } = numbers;
  const where = `${parts[part]!}: ${value(rates[part]![high]!)} of ${groups[high]!}, ${value(rates[part]![low]!)} of ${groups[low]!}.`;
  const within = tolerance === null ? '' : difference(tolerance);
  const together = family > 1 ? `Of ${family} measures looked at together.` : '';
  const between =
    hi === 1 || hi === Infinity
      ? `The true largest gap is at least ${difference(lo)} (95\u00a0%).`
      : lo > 0
        ? `The true largest gap is between ${bare(lo)} and ${difference(hi)} (95\u00a0%).`
        : `The true largest gap is above 0 and at most ${difference(hi)} (95\u00a0%).`;
  switch (outcome) {
    case 'gap':
      return {
        lead: 'A gap.',
        rest: sentences([
          where,
          between,
          Number.isNaN(reduced) ? '' : `Without what chance adds about ${difference(reduced)}.`,
          apartText(verdict, groups),
          open,
          together,
        ]),
      };
    case 'smallGap':
      return { lead: `A gap, but none larger than ${within}.`, rest: sentences([where, between, together]) };
    case 'noGap':
      return {
        lead: `No gap larger than ${within}.`,
        rest: `The largest in this log is ${difference(gap)}; the true one is at most ${bare(hi)} (97.5\u00a0%).`,
      };
    case 'unclear':
      return {
        lead: 'Too few cases to tell.',
        rest: sentences([
          Number.isNaN(byChance)
            ? `In this log ${difference(gap)}.`
            : `In this log ${difference(gap)}; among such groups chance alone makes ${bare(byChance)} on average.`,
          hi === 1 || !Number.isFinite(hi) ? '' : `The true largest gap is at most ${difference(hi)} (97.5\u00a0%).`,
          neededText(verdict, groups, within),
          open,
        ]),
      };
  }
}

const sentences = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' ');

function undefinedText({ undefinedIn }: GapVerdict, groups: readonly string[], parts: readonly string[]): string {
  return sentences(
    parts.map((name, part) => {
      const which = undefinedIn.filter((each) => each.part === part).map(({ group }) => groups[group]!);
      return which.length === 0 ? '' : `${name} cannot be stated for ${listText(which)}: no cases of it.`;
    }),
  );
}

function apartText({ apart, deciding }: GapVerdict, groups: readonly string[]): string {
  if (deciding.every((each) => each.length <= 2)) return '';
  if (apart.length === 0) return 'The groups differ; which ones cannot be told.';
  const pairs = apart.toSorted((a, b) => a.adjusted - b.adjusted).slice(0, 3);
  const more = apart.length - pairs.length;
  const text = pairs.map(({ low, high }) => `${groups[low]!} is below ${groups[high]!}`);
  return `By more than chance ${listText(text)}${more > 0 ? `, and ${countText(more, 'more pair')}` : ''}.`;
}

function neededText({ needed }: GapVerdict, groups: readonly string[], within: string): string {
  if (needed === null) return '';
  const cases = (count: number) => formatCount(count);
  const more = needed.more.slice(0, 3).map(({ group, cases: count }) => `${cases(count)} more of ${groups[group]!}`);
  const rest = needed.more.length > 3 ? ' and more of others' : '';
  const which = more.length === 0 ? '' : `: ${listText(more)}${rest}`;
  return `To tell about ${within}, some ${cases(needed.perGroup)} cases a group would do${which}.`;
}

/** "E has 12 cases and decides nothing: 0 % there, 9.8 % of all others; chance alone would do that in 62 of 100 logs." */
export function smallGroupSentences({ small }: GapVerdict, groups: readonly string[], numbers: GapNumbers): string[] {
  return small.map(({ group, cases, rate, rest, adjusted }) => {
    const has = `${groups[group]!} has ${countText(Math.round(cases), 'case')} and decides nothing`;
    if (Number.isNaN(rest)) return `${has}: ${numbers.value(rate)} there.`;
    const chance =
      adjusted <= LEVEL
        ? `more than chance (p ${adjusted < 0.001 ? '< 0.001' : formatNumber(adjusted, 3)})`
        : `chance alone would do that in ${Math.max(1, Math.round(100 * adjusted))} of 100 logs`;
    return `${has}: ${numbers.value(rate)} there, ${numbers.value(rest)} of all others; ${chance}.`;
  });
}

/** A verdict in one line, and what else the cases bear out; '' where there is nothing else. */
export interface FairnessSaid {
  verdict: string;
  rest: string;
  /** Places of the candidates that the verdict is about. */
  subjects: number[];
}

/**
 * What all candidates together bear out of the gap that the kind of log leads with: a headline over candidates, so chances are
 * adjusted over candidates and measures alike. O(candidates × measures).
 */
export function fairnessHeadline(log: KeptLog, kind: LogKind, study: Study, column: number): FairnessSaid {
  const { name: by, groups } = study.columns[column]!;
  const { evenness, gaps, gapParts } = kindWords[kind];
  const judged = gaps.flatMap(([id]) =>
    study.candidates.flatMap(({ columns }, c) => {
      const verdict = columns[column]!.gaps[id]?.verdict ?? null;
      return verdict === null || Number.isNaN(verdict.chance) ? [] : [{ id, c, verdict }];
    }),
  );
  const adjusted = holm(judged.map(({ verdict }) => verdict.chance));
  const asked = judged.flatMap((each, k) =>
    each.id === evenness.gap ? [{ ...each, real: adjusted[k]! <= LEVEL && each.verdict.lo > 0 }] : [],
  );
  const [first] = asked;
  if (!first) {
    const unknown = study.candidates.flatMap(({ columns }) => {
      const { measure, interval } = columns[column]!.gaps[evenness.gap]!;
      return measure.value !== null && interval?.reason != null ? [interval.reason] : [];
    });
    return {
      verdict: `No gap between the groups of ${by} can be judged`,
      rest: unknown[0] ?? `Fewer than two of them have ${log.smallest} cases.`,
      subjects: [],
    };
  }
  const numbers = gapNumbers(log, kind, evenness.gap, Math.max(...asked.map(({ verdict }) => verdict.gap)));
  if (asked.length === 1) {
    const finding = study.candidates[first.c]!.columns[column]!;
    const rates = ratesOf(finding, evenness.gap, kind);
    const { lead, rest } = gapSaid(first.verdict, { groups, parts: gapParts(evenness.gap), rates, numbers });
    return { verdict: `By ${by}: ${lowered(lead).replace(/[.:;]$/, '')}`, rest, subjects: [first.c] };
  }
  const name = (c: number) => study.candidates[c]!.name;
  const real = asked.filter((each) => each.real).toSorted((a, b) => b.verdict.lo - a.verdict.lo);
  const within = asked.filter((each) => !each.real && each.verdict.outcome === 'noGap');
  // What the table below calls a gap, since it judges each candidate for itself.
  const alone = asked.filter(
    (each) => !each.real && (each.verdict.outcome === 'gap' || each.verdict.outcome === 'smallGap'),
  );
  const few = asked.length - real.length - within.length - alone.length;
  const all = countText(asked.length, 'candidate');
  const what = capitalised(evenness.what);
  const said: string[] = [];
  if (real.length > 0) {
    const { c, verdict } = real[0]!;
    said.push(`By more than chance, most surely for ${name(c)}: by at least ${numbers.difference(verdict.lo)}.`);
  }
  const upTo = within.length > 0 ? numbers.difference(within[0]!.verdict.tolerance!) : '';
  if (within.length > 0 && within.length < asked.length) {
    said.push(
      `${real.length > 0 ? 'They differ' : `${what} differ`} by no more than ${upTo} for ${listText(within.map(({ c }) => name(c)))}.`,
    );
  }
  if (alone.length > 0) {
    said.push(
      `Looked at alone ${listText(alone.map(({ c }) => name(c)))} ${alone.length === 1 ? 'has' : 'have'} a gap${real.length > 0 ? ' too' : ''}; ` +
        `of ${all}, chance may have made it.`,
    );
  }
  if (few > 0 && few < asked.length) said.push(`For ${few === 1 ? 'one' : few} the cases are too few to tell.`);
  const verdict =
    real.length > 0
      ? `${what} differ by ${by} for ${real.length} of ${all}`
      : few === asked.length
        ? `Too few cases to tell whether ${evenness.what} differ by ${by}`
        : within.length === asked.length
          ? `${what} differ by no more than ${upTo} by ${by}, for all ${all}`
          : `No gap by ${by} is told from chance, for any of ${all}`;
  return { verdict, rest: said.join(' '), subjects: real.map(({ c }) => c) };
}

/** Per part of a gap the measure of every group; NaN where undefined. */
export function ratesOf(
  { groups }: Study['candidates'][number]['columns'][number],
  gap: string,
  kind: LogKind,
): number[][] {
  return kindWords[kind].gapRates(gap).map((id) => groups.map(({ measures }) => measures[id]?.measure.value ?? NaN));
}

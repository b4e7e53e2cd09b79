// Measures of a log as rows of a table, and as what becomes a metric.
import type { KeptLog, LogKind } from '../../../shared/domain/predictionLog.ts';
import { SEED } from '../../../shared/measures/bootstrap/seed.ts';
import { letters } from '../../../shared/measures/compare/letters.ts';
import type { Direction } from '../../../shared/domain/metric.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import { verdictInterval, type GapFinding } from '../../../shared/measures/gaps/finding.ts';
import { gapNumbers, signsSaid, verdictMark, verdictSign } from './gapVerdicts.ts';
import { listText } from '../wording/wording.ts';
import { kindWords } from './kinds/index.ts';
import { limitsSentence } from './limits.ts';
import type { MeasureWords } from './measureWords.ts';
import { decimalsOfFindings, headerOf, unitNamed, unitOf } from './measureWords.ts';
import type { Takeable } from './takeable.ts';

export interface MeasureRow extends MeasureWords {
  key: string;
  /** The name where the attribute is known from around it. */
  short: string;
  /** Digits after the point; three where it does not say. */
  decimals?: number;
  /** Of its values; '' where it does not say. */
  unit?: string;
  /** One per candidate. */
  findings: Finding[];
  /** One per candidate: what the cases bear out, in a few words; '' where nothing is judged. Absent where there is nothing to judge. */
  marks?: string[];
  /** One per candidate: a sign that stands for its mark, where many marks are read beside each other. */
  signs?: string[];
}

/** Of the candidates as wholes. @param cutoff  how many items of a list are looked at. */
export function measureRows(log: KeptLog, kind: LogKind, study: Study, cutoff = 10): MeasureRow[] {
  const { measures: listed, leading, ifGiven = [] } = kindWords[kind];
  const given = (id: string) =>
    !ifGiven.includes(id) || study.candidates.some(({ measures }) => measures[id]?.measure.value != null);
  const alike = lettersOf(study, leading.id, leading.words.direction);
  return listed(cutoff).flatMap(([id, words]) => {
    if (!given(id)) return [];
    const findings = study.candidates.map(({ measures }) => measures[id]!);
    const shown = row(log, id, words, words.name, findings);
    const beside = kindWords[kind].marks?.(id, study, log) ?? null;
    const letters = id === leading.id ? alike : null;
    if (beside === null && letters === null) return [shown];
    const marks = findings.map((_, c) => [letters?.[c], beside?.[c]].filter((mark) => mark).join(', '));
    return [{ ...shown, marks }];
  });
}

/** Beyond so many candidates letters are too many to be read. */
const MOST_LETTERED = 60;

/**
 * Per candidate its letters by the leading measure: two share one exactly if they cannot be told apart, all pairs looked at together.
 * null where not all pairs were compared, or there is only one. O(pairs × letters × candidates).
 */
export function lettersOf(study: Study, leading: string, direction: Direction): string[] | null {
  const count = study.candidates.length;
  if (count < 2 || count > MOST_LETTERED || study.pairs.length < (count * (count - 1)) / 2) return null;
  const sign = direction === 'min' ? -1 : 1;
  const value = (c: number) => study.candidates[c]!.measures[leading]!.measure.value ?? -sign * Infinity;
  const order = study.candidates.map((_, c) => c).sort((a, b) => sign * (value(b) - value(a)) || a - b);
  const place = new Map(order.map((c, k) => [c, k]));
  const apart = study.pairs.flatMap(({ a, b, verdict }) =>
    verdict === 'higher' || verdict === 'lower' ? [[place.get(a)!, place.get(b)!] as const] : [],
  );
  const found = letters(count, apart);
  return study.candidates.map((_, c) => found[place.get(c)!]!);
}

/** Between the groups of a column. */
export function gapRows(log: KeptLog, kind: LogKind, study: Study, column: number): MeasureRow[] {
  const by = study.columns[column]!.name;
  // What no candidate gives, such as probabilities, is not measured of groups.
  const measured = kindWords[kind].gaps.filter(([id]) =>
    study.candidates.every(({ columns }) => columns[column]!.gaps[id]),
  );
  return measured.map(([id, words]) => {
    const findings = study.candidates.map(({ columns }): GapFinding => columns[column]!.gaps[id]!);
    const largest = Math.max(0, ...findings.map(({ measure }) => measure.value ?? 0));
    const marks = findings.map((finding) => verdictMark(finding, gapNumbers(log, kind, id, largest)));
    const named = { ...words, name: `${words.name} by ${by}` };
    const signs = findings.map(verdictSign);
    return { ...row(log, `${column}:${id}`, named, words.name, findings), marks, signs };
  });
}

/** What the signs in the table of those gaps mean; '' where nothing is judged. */
export function gapSigns(log: KeptLog, kind: LogKind, study: Study, column: number): string {
  const findings = study.candidates.flatMap(({ columns }) => Object.values(columns[column]!.gaps));
  return signsSaid(findings, gapNumbers(log, kind, kindWords[kind].evenness.gap, 0));
}

function row(log: KeptLog, key: string, words: MeasureWords, short: string, findings: Finding[]): MeasureRow {
  const unit = unitOf(log, words);
  return {
    ...words,
    key,
    findings,
    unit,
    decimals: decimalsOfFindings(findings),
    short: unit === '' ? short : `${short}, ${unit}`,
  };
}

/** How a log was measured, for the provenance of every measure. */
export function howMeasured(log: KeptLog, kind: LogKind, study: Pick<Study, 'rows' | 'weighted'>): string {
  const { asked, counted } = kindWords[kind];
  const weighed = study.weighted ? `, weighed by ${headerOf(log, 'weight')}` : '';
  const each = unitNamed(log);
  const errors = each === '' ? `${log.replicates} bootstrap samples, seed ${SEED}` : `leaving out ${each} in turn`;
  const from = log.cube === undefined ? '' : ', from a cube of counts';
  return `${asked(log, `${study.rows} ${counted}s`)}${weighed}${from}; standard errors from ${errors}.`;
}

/** The same of gaps, which are judged with numbers that people chose. */
export function howJudged(log: KeptLog, kind: LogKind, study: Pick<Study, 'rows' | 'weighted'>): string {
  const { drawn, gapsAreShares } = kindWords[kind];
  return `${howMeasured(log, kind, study)} ${limitsSentence(log, drawn, gapsAreShares)}`;
}

/** So many reasons are read below a table; each cell says its own as well. */
const MOST_REASONS = 3;

/**
 * Why a table has no number in some cells, a sentence for each reason, the ones with most cells first: '“—” for ROC AUC and Log loss
 * of rules: The log has decisions only, no scores.' O(measures × candidates).
 */
export function noValues(measures: readonly MeasureRow[], candidates: readonly string[]): string[] {
  const blanks = measures.flatMap(({ short, findings }) =>
    findings.flatMap(({ measure }, c) =>
      measure.value === null ? [{ reason: measure.reason, candidate: candidates[c]!, measure: short }] : [],
    ),
  );
  return [...Map.groupBy(blanks, ({ reason }) => reason)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_REASONS)
    .map(([reason, cells]) => {
      const who = listText([...new Set(cells.map(({ candidate }) => candidate))], 3);
      const what = listText([...new Set(cells.map(({ measure }) => measure))], 3);
      return `“—” for ${what} of ${who}: ${reason}`;
    });
}

/** What is written when a row is taken; candidates for which the measure is undefined get no value. */
export function takeableOf(
  { name, direction, says, findings, unit = '', distance }: MeasureRow,
  candidates: readonly string[],
  how: string,
): Takeable {
  const measurements = candidates.flatMap((candidate, c) => {
    const finding = findings[c]!;
    const { measure, interval } = finding;
    const within = isGap(finding) ? verdictInterval(finding) : null;
    if (measure.value === null) return [];
    return [
      {
        candidate,
        measured: distance === undefined ? measure.value : Math.abs(measure.value),
        standardError: interval?.reason === null ? interval.standardError : null,
        ...(within && { interval: within }),
      },
    ];
  });
  return { name: distance ?? name, unit, direction, how: `${says} ${how}`, measurements };
}

const isGap = (finding: Finding): finding is GapFinding => 'verdict' in finding;

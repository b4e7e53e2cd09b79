// What is said of candidates over time, of rows without a label, and of ranges beside what was promised.
import { describe, expect, it } from 'vitest';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { CandidateDrift, Drift } from '../../../shared/measures/drift/drift.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import { driftMark, driftNote, driftSentence, noDriftSentence, sliceText, timeText, trendText } from './driftWords.ts';
import { kindWords } from './kinds/index.ts';
import { unlabelledSentence } from './unlabelledWords.ts';

const log = {
  headers: ['delay (min)', 'day'],
  roles: { label: 0, time: 1, groups: [], features: [] },
} as unknown as KeptLog;

const trend = { slope: 2, lo: 1, hi: 3, standardError: 0.5, freedom: 90, p: 0.001 };
const candidate = (verdict: CandidateDrift['verdict']): CandidateDrift => ({
  means: Float64Array.of(1, 2, 2, 3),
  lows: Float64Array.of(0, 1, 1, 2),
  highs: Float64Array.of(2, 3, 3, 4),
  trend,
  trendChance: 0.004,
  spreadChance: 0.02,
  verdict,
});
const day = 86_400;
const drift = (...verdicts: CandidateDrift['verdict'][]): Drift => ({
  slices: [0, 1, 2, 3].map((s) => ({ from: (19_723 + 30 * s) * day, to: (19_752 + 30 * s) * day, cases: 40 })),
  candidates: verdicts.map(candidate),
  tests: 2 * verdicts.length,
  without: 3,
});

describe('over time', () => {
  it('who changes, whether for the worse, and of whom nothing can be told', () => {
    expect(driftSentence(log, 'regression', drift('rises', 'none', 'varies'), ['a', 'b', 'c'])).toBe(
      'a gets worse over time: its MAE goes from 1.000\u00a0min in the first of 4 slices to 3.000\u00a0min in the last. ' +
        'c differs between slices by more than chance, in no one direction. Of b no change can be told from chance.',
    );
    expect(driftSentence(log, 'binary', drift('rises'), ['a'])).toBe(
      'a gets better over time: its accuracy goes from 100.0\u00a0% in the first of 4 slices to 300.0\u00a0% in the last.',
    );
    expect(driftSentence(log, 'regression', drift('none', 'none'), ['a', 'b'])).toBe(
      'No candidate changes over time by more than chance would make it.',
    );
  });
  it('how sure that is, and when', () => {
    expect(['rises', 'varies', 'none', 'unknown'].map((one) => driftMark(candidate(one as 'rises')))).toEqual([
      'rises, p = 0.004',
      'differs, in no one direction, p = 0.020',
      'no change that could be told from chance',
      'cannot be told',
    ]);
    expect(noDriftSentence('binary', 87)).toBe(
      'It takes 4 stretches of time with 30 cases each to tell. This log has 87 cases that say when.',
    );
    expect(noDriftSentence('ranking', 120)).toContain('Too many lists of this log are of one moment.');
    const [first] = drift('none').slices;
    expect(sliceText(first!, 120 * day)).toBe('1 Jan 2024 to 30 Jan 2024');
    expect(timeText(1_704_067_200_000)).toBe('1 Jan 2024');
    expect(timeText(7)).toBe('7');
    expect(trendText(candidate('rises'), true, 3)).toBe('+200.0\u00a0pt (+100.0\u00a0pt to +300.0\u00a0pt)');
    expect(driftNote(log, 'regression', drift('none'))).toMatch(
      /in the order of day; .* 2 questions \(Holm\).* 3 cases without a time are left out\.$/,
    );
  });
});

describe('rows without a label', () => {
  const contrast = { candidate: null, word: null, adjusted: 0.001, differs: true };
  it('differ by score, group and time, or cannot be told apart', () => {
    expect(
      unlabelledSentence({
        rows: 120,
        labelled: 880,
        contrasts: [
          { ...contrast, name: 'score_a', candidate: 'a', is: 'number', without: 0.61, others: 0.43 },
          { ...contrast, name: 'sex', is: 'words', word: 'f', without: 0.61, others: 0.48 },
          { ...contrast, name: 'day', is: 'time', without: 19_800 * day, others: 19_750 * day },
        ],
      }),
    ).toBe(
      'The 120 rows without a label differ from the rest: score_a is higher on average (0.610 against 0.430), f is more frequent in ' +
        'sex (61.0\u00a0% against 48.0\u00a0%) and they are later (18 Mar 2024 against 28 Jan 2024). What is measured holds for the ' +
        '880 rows with a label only.',
    );
    const same = {
      ...contrast,
      differs: false,
      name: 'sex',
      is: 'words' as const,
      word: 'f',
      without: 0.5,
      others: 0.4,
    };
    expect(unlabelledSentence({ rows: 1, labelled: 9, contrasts: [same] })).toBe(
      'The row without a label does not differ from the rest by more than chance in groups. What is measured holds for the 9 rows ' +
        'with a label only.',
    );
    expect(unlabelledSentence({ rows: 2, labelled: 9, contrasts: [] })).toContain(
      'could not be compared with the rest',
    );
  });
});

describe('ranges', () => {
  const coverage = (value: number, standardError: number): Finding => ({
    measure: { value, reason: null },
    interval: { reason: null, lo: 0, hi: 1, standardError, method: 'BCa', defined: 1 },
  });
  it('hold more than was promised, fewer, or what noise could make of it', () => {
    const study = {
      rows: 300,
      candidates: [coverage(0.7, 0.0265), coverage(0.89, 0.018), coverage(1, 0.003)].map((own) => ({
        measures: { coverage: own },
      })),
    } as unknown as Study;
    const marks = kindWords.interval.marks!;
    expect(marks('coverage', study, { ...log, level: 0.9 })).toEqual([
      'fewer than promised',
      'within noise of 90\u00a0%',
      'more than promised',
    ]);
    expect(marks('width', study, log)).toBeNull();
  });
});

// Verdicts on gaps in words: every outcome says what the cases bear out, and no more.
import { describe, expect, it } from 'vitest';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { finish } from '../../../shared/engine/certainty/run.ts';
import type { BinaryLog } from '../../../shared/measures/classification/binary.ts';
import { judgeParity } from '../../../shared/measures/fairness/parityVerdicts.ts';
import { binaryStudy } from '../../../shared/measures/study/kinds/binary.ts';
import type { Study } from '../../../shared/measures/study/study.ts';
import { fourFifthsHeadline, fourFifthsSaid } from './fourFifthsWords.ts';
import {
  fairnessHeadline,
  gapNumbers,
  gapSaid,
  outcomeMark,
  signsSaid,
  smallGroupSentences,
  verdictMark,
  verdictSign,
} from './gapVerdicts.ts';

/** Groups with their cases and how many are selected; every other case is positive, and so is every other selected one. */
function logOf(groups: readonly (readonly [name: string, cases: number, selected: number])[]) {
  const rows = groups.flatMap(([, cases, selected], g) =>
    Array.from({ length: cases }, (_, k) => ({ g, predicted: k < selected ? 1 : 0, label: k % 2 })),
  );
  const log: BinaryLog = {
    labels: Uint8Array.from(rows, ({ label }) => label),
    predicted: Uint8Array.from(rows, ({ predicted }) => predicted),
    scores: null,
    weights: null,
  };
  const column = { name: 'team', groups: groups.map(([name]) => name), codes: Int32Array.from(rows, ({ g }) => g) };
  return { log, column };
}
const choices = { smallest: 30, tolerance: 0.05, reference: -1, units: null };
const kept = { smallest: 30, headers: ['y'], roles: { label: 0 } } as unknown as KeptLog;
const numbers = gapNumbers(kept, 'binary', 'demographicParityDifference', 1);
function said(groups: Parameters<typeof logOf>[0], id: 'demographicParityDifference' | 'equalizedOddsDifference') {
  const { log, column } = logOf(groups);
  const { verdict } = judgeParity(log, column, choices)[id];
  const rates = [groups.map(([, cases, selected]) => selected / cases), groups.map(() => 0.5)];
  const parts = id === 'equalizedOddsDifference' ? ['True positive rate', 'False positive rate'] : ['Selection rate'];
  const { lead, rest } = gapSaid(verdict!, { groups: column.groups, parts, rates, numbers });
  return { said: `${lead} ${rest}`.replaceAll('\u00a0', ' '), mark: outcomeMark(verdict!), verdict: verdict! };
}
const parity = (groups: Parameters<typeof logOf>[0]) => said(groups, 'demographicParityDifference');

describe('a gap is said', () => {
  it('with both rates, the interval, and what chance adds', () => {
    expect(
      parity([
        ['a', 1000, 300],
        ['b', 1000, 180],
      ]),
    ).toMatchObject({
      mark: 'a gap',
      said: expect.stringMatching(
        /^A gap\. Selection rate: 30 % of a, 18 % of b\. The true largest gap is between 8\.\d and 16 points \(95 %\)\. Without what chance adds about 12 points\. Of 6 measures looked at together\.$/,
      ) as string,
    });
  });
  it('with the pairs that differ, among several groups', () => {
    expect(
      parity([
        ['a', 1000, 300],
        ['b', 1000, 290],
        ['c', 1000, 180],
      ]).said,
    ).toContain('By more than chance c is below a and c is below b.');
  });
  it('as small where none can be larger than people would live with', () => {
    const { mark, said: text } = parity([
      ['a', 100_000, 50_000],
      ['b', 100_000, 48_900],
    ]);
    expect(mark).toBe('a gap, none over 5 points');
    expect(text).toMatch(/^A gap, but none larger than 5 points\. Selection rate: .*between 0\.\d and 1\.\d points/);
  });
  it('as none where none can be larger, and as open where the cases are too few, with how many would do', () => {
    expect(
      parity([
        ['a', 10_000, 3000],
        ['b', 10_000, 3005],
      ]).said,
    ).toMatch(
      /^No gap larger than 5 points\. The largest in this log is 0\.1 points; the true one is at most 1\.3 \(97\.5 %\)\.$/,
    );
    const open = parity([
      ['a', 1000, 100],
      ['b', 200, 24],
    ]);
    expect(open.mark).toBe('too few cases');
    expect(open.said).toMatch(
      /^Too few cases to tell\. In this log 2 points; among such groups chance alone makes 1\.9 on average\..* To tell about 5 points, some \d+ cases a group would do: \d+ more of b\.$/,
    );
  });
  it('of equalised odds with the part that cannot be stated, and never as none', () => {
    const { log, column } = logOf([
      ['a', 4000, 2000],
      ['b', 4000, 2000],
      ['c', 40, 20],
    ]);
    // Nobody of c is positive.
    log.labels.fill(0, 8000);
    const { verdict } = judgeParity(log, column, { ...choices, tolerance: 0.3 }).equalizedOddsDifference;
    const { lead, rest } = gapSaid(verdict!, {
      ...{ groups: column.groups, parts: ['True positive rate', 'False positive rate'], numbers },
      rates: [
        [0.5, 0.5, NaN],
        [0.5, 0.5, 0.5],
      ],
    });
    expect(lead).toBe('Too few cases to tell.');
    expect(rest).toContain('True positive rate cannot be stated for c: no cases of it.');
  });
  it('of a small group beside the others, which it does not move', () => {
    const { verdict, said: text } = parity([
      ['a', 1000, 100],
      ['b', 1000, 104],
      ['tiny', 12, 0],
    ]);
    expect(text).not.toContain('tiny');
    expect(smallGroupSentences(verdict, ['a', 'b', 'tiny'], numbers)).toEqual([
      expect.stringMatching(
        /^tiny has 12 cases and decides nothing: 0\.0\u00a0% there, 10\u00a0% of all others; chance alone would do that in 6\d of 100 logs\.$/,
      ),
    ]);
  });
});

it('many gaps are read by signs, and only those that are there are explained', () => {
  const findingsOf = (groups: Parameters<typeof logOf>[0]) => {
    const { log, column } = logOf(groups);
    const { demographicParityDifference, demographicParityRatio } = judgeParity(log, column, choices);
    return [demographicParityDifference, demographicParityRatio];
  };
  const apart = findingsOf([
    ['a', 1000, 300],
    ['b', 1000, 180],
  ]);
  const few = findingsOf([
    ['a', 1000, 100],
    ['b', 200, 24],
  ]);
  expect(apart.map(verdictSign)).toEqual(['●', '●']);
  expect(few.map(verdictSign)).toEqual(['?', '?']);
  expect(signsSaid(apart, numbers)).toBe('● a gap, or four fifths not kept');
  expect(signsSaid([apart[0]!, ...few], numbers)).toBe('● a gap · ? too few cases to tell');
  expect(signsSaid([], numbers)).toBe('');
});

describe('four fifths', () => {
  const of = (groups: Parameters<typeof logOf>[0]) => {
    const { log, column } = logOf(groups);
    const finding = judgeParity(log, column, choices).demographicParityRatio;
    const { lead, rest } = fourFifthsSaid(finding.fourFifths!, column.groups);
    return { mark: verdictMark(finding, numbers), said: `${lead} ${rest}` };
  };
  it('is not kept, kept, or open', () => {
    expect(
      of([
        ['a', 1000, 300],
        ['b', 1000, 180],
      ]),
    ).toEqual({
      mark: 'not kept',
      said: 'Four fifths not kept: b is selected at 0.60 of the rate of a, and not by chance (p < 0.001).',
    });
    expect(
      of([
        ['a', 2000, 1000],
        ['b', 2000, 990],
      ]),
    ).toEqual({
      mark: 'kept',
      said: 'Four fifths kept by every pair of groups that decides; lowest ratio: b is selected at 0.99 of the rate of a (0.93 to 1.05, for this pair alone).',
    });
    const open = of([
      ['a', 100, 10],
      ['b', 100, 6],
    ]);
    expect(open.mark).toBe('too few cases');
    expect(open.said).toMatch(
      /^Too few cases to tell whether four fifths is kept\. In this log b is selected at 0\.60/,
    );
  });
});

describe('four fifths against a reference', () => {
  it('asks both ways: a reference that is far below is not kept either, and never both is said', () => {
    const { log, column } = logOf([
      ['a', 1000, 300],
      ['b', 1000, 130],
    ]);
    const { fourFifths } = judgeParity(log, column, { ...choices, reference: 1 }).demographicParityRatio;
    expect(fourFifths).toMatchObject({ outcome: 'broken', broken: [{ low: 1, high: 0 }] });
    expect(fourFifths!.keptChance).toBeGreaterThan(0.05);
  });
});

describe('over all candidates', () => {
  function studyOf(selected: readonly (readonly [number, number])[]): Study {
    const made = selected.map(([a, b]) =>
      logOf([
        ['a', 1000, a],
        ['b', 1000, b],
      ]),
    );
    const { log, column } = made[0]!;
    return finish(
      binaryStudy(
        {
          ...{ rows: 2000, at: new Int32Array(2000), labels: log.labels, weights: null, groups: [column] },
          left: { noLabel: 0, noPrediction: 0, noWeight: 0 },
          candidates: made.map((each, c) => ({ name: `m${c}`, scores: null, predicted: each.log.predicted })),
        },
        [column],
        {
          ...{ replicates: 50, seed: 1, method: 'BCa', stratified: false, favourable: 'positive' },
          ...{ smallest: 30, tolerance: 0.05, references: [-1] },
        },
      ),
    )!;
  }
  it('names who surely differs, who cannot differ by much, and for how many nothing can be told', () => {
    const study = studyOf([
      [300, 180],
      [300, 310],
      [20, 20],
    ]);
    const { verdict, rest } = fairnessHeadline(kept, 'binary', study, 0);
    expect(verdict).toBe('Selection rates differ by team for 1 of 3 candidates');
    expect(rest).toMatch(
      /^By more than chance, most surely for m0: by at least 8\.\d points\. They differ by no more than 5 points for m2\. For one the cases are too few to tell\.$/,
    );
    expect(fourFifthsHeadline(study, 0)).toBe(
      "The rule of four fifths, selection rates no lower than 0.8 of any other group's, is kept by m1; not kept by m0; open, for want of cases, for m2.",
    );
  });
  it('names who has a gap alone that is not sure among all, as the table below it does', () => {
    const many: [number, number][] = Array.from({ length: 12 }, () => [300, 300]);
    const study = studyOf([[300, 180], [300, 240], ...many]);
    const verdicts = study.candidates.map(
      ({ columns }) => columns[0]!.gaps['demographicParityDifference']!.verdict!.outcome,
    );
    expect(verdicts.slice(0, 2)).toEqual(['gap', 'gap']);
    const { verdict, rest } = fairnessHeadline(kept, 'binary', study, 0);
    expect(verdict).toBe('Selection rates differ by team for 1 of 14 candidates');
    expect(rest).toContain('Looked at alone m1 has a gap too; of 14 candidates, chance may have made it.');
    expect(rest).not.toContain('too few');
  });
  it('says nothing of parity: nobody is alarmed', () => {
    expect(
      fairnessHeadline(
        kept,
        'binary',
        studyOf([
          [500, 510],
          [505, 495],
        ]),
        0,
      ),
    ).toEqual({ verdict: 'Too few cases to tell whether selection rates differ by team', rest: '', subjects: [] });
  });
});

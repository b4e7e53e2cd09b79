// What the page of a candidate says of its evidence: measures, groups, files, family.
import { describe, expect, it } from 'vitest';
import type { CellHistory, Source } from '../../../shared/domain/catalog.ts';
import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { binaryStudy } from '../../../shared/measures/study/kinds/binary.ts';
import { evidenceFiles } from './evidenceFiles.ts';
import type { SurrogateStudy } from '../../analysis/kinds/surrogate.ts';
import { attachedSentence, attributesOf, drivenSentence, evidenceSentence, headlinesOf } from './evidenceSentences.ts';
import { familyOf } from './family.ts';

const source = (change: Partial<Source> = {}): Source => ({
  id: 1,
  kind: 'file',
  name: 'runs.csv',
  sha256: 'ab'.repeat(32),
  at: '2026-11-01T09:00:00.000Z',
  ...change,
});
const candidate = { score: null, prediction: 1, threshold: null, inverted: false };
const log: KeptLog = {
  id: 1,
  name: 'Cases',
  source: source(),
  kind: 'binary',
  cases: 12,
  positive: '1',
  favourable: 'positive',
  threshold: 0.5,
  smallest: 3,
  tolerance: 0.05,
  replicates: 100,
  headers: ['y'],
  roles: { label: 0, weight: null, query: null, groups: [], features: [] },
  candidates: [
    { ...candidate, candidateId: 1 },
    { ...candidate, candidateId: 2 },
  ],
};

describe('what a log says of a candidate', () => {
  // Twelve cases: six should be chosen, three of each group; z has one case, and it is served worst.
  const labels = Uint8Array.of(1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1);
  const alpha = Uint8Array.of(1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0);
  const perfect = labels.slice();
  const codes = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2);
  const groups = { name: 'race', groups: ['x', 'y', 'z'], codes };
  const alike = { name: 'sex', groups: ['all'], codes: new Int32Array(12) };
  const run = binaryStudy(
    {
      rows: 12,
      at: Int32Array.from({ length: 12 }, (_, row) => row),
      labels,
      candidates: [
        { name: 'Alpha', scores: null, predicted: alpha },
        { name: 'Beta', scores: null, predicted: perfect },
      ],
      groups: [groups, alike],
      weights: null,
      left: { noLabel: 0, noPrediction: 0, noWeight: 0 },
    },
    [groups, alike],
    {
      replicates: 100,
      seed: 1,
      method: 'BCa',
      stratified: false,
      favourable: 'positive',
      smallest: 3,
      tolerance: 0.05,
      references: [-1, -1],
    },
  );
  while (run.done < run.total) run.advance(100);
  const study = run.result();
  const both = new Set(['race', 'sex']);

  it('is its headline measures, each with its place among the candidates it is defined for', () => {
    const lines = headlinesOf(log, 'binary', study, 0);
    expect(lines[0]).toMatchObject({ key: 'accuracy', name: 'Accuracy', place: { place: 2, of: 2 } });
    expect(lines[0]!.finding.measure.value).toBeCloseTo(7 / 12, 12);
    const area = lines.find(({ key }) => key === 'rocAuc')!;
    expect(area.finding.measure.value).toBe(null);
    expect(area.place).toMatchObject({ place: 0, of: 0 });
  });

  it('is whom it serves worst, small groups aside, and nothing where there is one group', () => {
    const attributes = attributesOf(log, 'binary', study, 0, both);
    expect(attributes.map(({ name, worst, best }) => [name, worst.group, worst.value, best.group])).toEqual([
      ['race', 'y', 1 / 3, 'x'],
    ]);
    expect(attributes[0]!.worst.lo).toBeLessThan(1 / 3);
    expect(attributesOf(log, 'binary', study, 1, both)[0]).toMatchObject({ worst: { value: 1 }, best: { value: 1 } });
    expect(attributesOf(log, 'binary', study, 0, new Set())).toEqual([]);
  });

  it('is said in a sentence, in the words of the log', () => {
    const said = (c: number, about = log) =>
      evidenceSentence(about, 'binary', study, c, attributesOf(log, 'binary', study, c, both)).replaceAll(
        '\u00a0',
        ' ',
      );
    expect(said(0)).toBe(
      'It decides 58.3 % of the 12 cases of Cases rightly, 2nd of 2, within noise of Beta. Whether it serves the groups of race alike cannot be told from so few cases.',
    );
    // As if the cases were enough.
    const sure = attributesOf(log, 'binary', study, 0, both).map((each) => ({
      ...each,
      verdict: { ...each.verdict!, outcome: 'gap' as const },
    }));
    const told = (about: KeptLog) => evidenceSentence(about, 'binary', study, 0, sure).replaceAll('\u00a0', ' ');
    expect(told(log)).toContain('Where the outcome should be favourable, it says so for 33 % of y, and 67 % of x.');
    expect(told({ ...log, favourable: null })).toContain('Where y is 1, it says so for 33 % of y');
    // Five cases against none: McNemar's p is 0.0625. With more of them it would not be noise.
    const apart = { ...study, pairs: study.pairs.map((pair) => ({ ...pair, verdict: 'lower' as const })) };
    expect(evidenceSentence(log, 'binary', apart, 0, [])).toMatch(/2nd of 2\.$/);
    expect(said(1)).toBe(
      'It decides 100.0 % of the 12 cases of Cases rightly, the most of 2. Whether it serves the groups of race alike cannot be told from so few cases.',
    );
    expect(evidenceSentence(log, 'binary', study, 0, []).replaceAll('\u00a0', ' ')).toBe(
      'It decides 58.3 % of the 12 cases of Cases rightly, 2nd of 2, within noise of Beta.',
    );
  });
});

describe('what drives a candidate', () => {
  const explain = (features: string[], drops: number[]) =>
    ({
      features,
      candidates: [
        {
          name: 'Alpha',
          scores: null,
          decisions: {
            tree: { mean: Float64Array.of(0.2) },
            tally: { off: Float64Array.of(0.3) },
            cuts: [1, 2, 3].map(() => ({
              unseen: { accuracy: { value: 0.89, reason: null } },
              permutation: Float64Array.from(drops),
            })),
          },
        },
      ],
    }) as unknown as SurrogateStudy;
  const answers = { positive: 'yes', negative: 'no' };

  it('is the tree that repeats it, and what that tree rests on, the first first', () => {
    const said = drivenSentence(explain(['age', 'fee', 'way', 'luck', 'sun'], [0.01, 0.2, 0, 0.05, 0.03]), 0, answers);
    expect(said).toMatch(/^A tree of depth 3 says what Alpha says on 89\s% of rows it has not seen;/);
    expect(said).toMatch(/ It rests most on fee, luck and sun\.$/);
    expect(drivenSentence(explain(['age'], [0]), 0, answers)).not.toContain('rests');
  });

  it('is what another tool said too, with its file, by size whatever the sign', () => {
    const features = [
      { feature: 'age', value: 0.2, spread: null },
      { feature: 'fee', value: -3, spread: null },
      { feature: 'way', value: 1, spread: 0.1 },
    ];
    const attached = {
      id: 1,
      candidateId: 1,
      kind: 'attribution' as const,
      method: 'mean |SHAP|',
      source: source(),
    };
    expect(attachedSentence({ ...attached, cases: 1200, features })).toBe(
      'runs.csv says what drives it (mean |SHAP| over 1,200 cases): most of all fee, then way and age.',
    );
    expect(attachedSentence({ ...attached, cases: null, features: features.slice(0, 1) })).toBe(
      'runs.csv says what drives it (mean |SHAP|): most of all age.',
    );
  });
});

describe('the files behind a candidate', () => {
  const now = { measured: 1, standardError: null, interval: null, formula: null, row: 2, column: '' };
  const cell = (metricId: number, from: Source | null, former: Source[] = []): CellHistory => ({
    metricId,
    now: { ...now, source: from },
    former: former.map((each) => ({
      measured: 0,
      standardError: null,
      row: 2,
      column: '',
      source: each,
      replacedBy: source(),
    })),
  });

  it('stand once each, latest first, with what they say', () => {
    const later = source({ id: 2, at: '2026-11-03T09:00:00.000Z' });
    const other = source({ id: 3, name: 'runs.csv', sha256: 'cd'.repeat(32), at: '2026-11-02T09:00:00.000Z' });
    const hand = source({ id: 4, kind: 'hand', name: 'typed in', sha256: '', at: '2026-11-04T09:00:00.000Z' });
    const cells = [cell(1, source()), cell(2, later, [other]), cell(3, hand), cell(4, null)];
    const files = evidenceFiles(cells, [log], [{ method: 'gain', source: other }]);
    expect(files.map(({ source: { id }, says }) => [id, says])).toEqual([
      [4, '1 value'],
      [2, '2 values, the prediction log Cases'],
      [3, '1 earlier value, attached importances: gain'],
    ]);
  });
});

describe('the family of a candidate', () => {
  const catalog = {
    revision: 1,
    columns: [],
    tags: [],
    names: ['Base', 'Base at 0.3', 'Tree', 'Forest'],
    candidateIds: Int32Array.of(1, 2, 3, 4),
    attributes: [{ id: 1, name: 'Family', values: ['', 'Base', 'Trees', 'Trees'] }],
  } satisfies Catalog;
  const sharing: KeptLog = {
    ...log,
    candidates: [
      { ...candidate, candidateId: 1, score: 2 },
      { ...candidate, candidateId: 2, score: 2, prediction: null, threshold: 0.3 },
      { ...candidate, candidateId: 3, score: 4 },
    ],
  };

  it('is who decides by the same scores, and who bears the same name', () => {
    expect(familyOf(catalog, [sharing], 0)).toEqual({ name: '', siblings: [{ id: 2, threshold: 0.3 }] });
    expect(familyOf(catalog, [sharing], 1)).toEqual({ name: 'Base', siblings: [{ id: 1, threshold: null }] });
    expect(familyOf(catalog, [sharing], 2)).toEqual({ name: 'Trees', siblings: [{ id: 4, threshold: null }] });
  });

  it('is empty where nothing is shared, decisions least of all', () => {
    expect(familyOf({ ...catalog, attributes: [] }, [log], 0)).toEqual({ name: '', siblings: [] });
  });
});

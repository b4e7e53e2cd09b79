// Whoever says "within noise" says it of the same pairs: the heading of Measures, the page of a candidate, the ranking and its Why.
import { expect, test } from 'vitest';
import type { KeptLog, LogKind, LogRoles } from '../../shared/domain/predictionLog.ts';
import { randomFrom, uniform } from '../../shared/engine/certainty/random.ts';
import { isWithinNoise } from '../../shared/measures/compare/verdictText.ts';
import { csvColumns } from '../../shared/measures/testing/csvColumns.ts';
import { predictionStudy } from '../analysis/kinds/predictionStudy.ts';
import { predictionVerdicts } from '../analysis/kinds/predictionVerdicts.ts';
import { finished } from '../analysis/steps.ts';
import { kindWords } from '../parts/measures/kinds/index.ts';
import { bestFirst, measuresSentence } from '../parts/measures/measureSentences.ts';
import { evidenceSentence } from '../rooms/candidate/evidenceSentences.ts';
import { indistinguishable, noiseAt, placesIn } from '../rooms/tradeoffs/withinNoise.ts';
import { LogVerdicts } from '../state/verdicts.ts';

const quiet = { progress: () => undefined };
const names = ['Ann', 'Ben', 'Cleo', 'Dan'];
const options = {
  replicates: 20,
  seed: 1,
  method: 'BCa' as const,
  stratified: false,
  favourable: 'positive' as const,
  smallest: 5,
  tolerance: 0.05,
};
const catalog = { candidateIds: Int32Array.of(10, 11, 12, 13), names };

/** A log of 40 cases, or lists, in which later candidates are a little worse; every other log is weighed. */
function randomLog(kind: LogKind, seed: number) {
  const random = randomFrom(seed);
  const next = () => uniform(random);
  // In every third log the first is far ahead.
  const ahead = seed % 3 === 0 ? 0.02 : 0.25;
  const rows = Array.from({ length: kind === 'ranking' ? 200 : 40 }, (_, i) => {
    const numbers = kind === 'regression' || kind === 'interval';
    const label = numbers ? 50 * next() : Math.floor((kind === 'multiclass' || kind === 'ordinal' ? 3 : 2) * next());
    const said = names.map((_name, c) => {
      const wrong = next() < (c === 0 ? ahead : 0.3 + 0.05 * c);
      if (numbers) return label + (2 + c) * (next() - 0.5);
      if (kind === 'ranking') return label + (1 + 0.4 * c) * next();
      return kind === 'multiclass' || kind === 'ordinal' ? (label + (wrong ? 1 : 0)) % 3 : wrong ? 1 - label : label;
    });
    return [label, ...said, 1 + Math.floor(3 * next()), Math.floor(i / 5)].join();
  });
  const columns = csvColumns([['y', ...names, 'w', 'q'].join(), ...rows].join('\n'));
  const weight = kind !== 'ranking' && seed % 2 === 1 ? 5 : null;
  const roles: LogRoles = {
    label: 0,
    weight,
    row: null,
    model: null,
    query: kind === 'ranking' ? 6 : null,
    groups: [],
    features: [],
    candidates: names.map((name, c) => ({
      name,
      score: kind === 'ranking' ? 1 + c : null,
      prediction: kind === 'ranking' ? null : 1 + c,
      ...(kind === 'interval' ? { intervalLow: 1 + c, intervalHigh: 1 + c } : {}),
    })),
  };
  return { kind, columns, roles, choices: { positive: '1', threshold: 0.5, inverted: new Set<string>() } };
}

test.each<LogKind>(['binary', 'multiclass', 'ordinal', 'regression', 'interval', 'ranking'])('on a %s log', (kind) => {
  const log = {
    name: 'Cases',
    kind,
    headers: ['y'],
    roles: { label: 0 },
    favourable: null,
    candidates: names.map((_, c) => ({ candidateId: 10 + c })),
  } as unknown as KeptLog;
  const heard = new Set<boolean>();
  for (let seed = 0; seed < 60; seed++) {
    const input = randomLog(kind, seed);
    const answer = finished(predictionStudy({ ...input, options }, quiet));
    if (answer.problem !== null) throw new Error(answer.problem);
    const { study } = answer;
    const ranked = finished(predictionVerdicts(input, quiet))!;
    expect(ranked).toEqual(study.pairs);
    const verdicts = new LogVerdicts(log, ranked);

    const { leading } = kindWords[kind];
    const findings = study.candidates.map(({ measures }) => measures[leading.id]!);
    const order = bestFirst(findings, leading.words.direction === 'max' ? 1 : -1).map(({ c }) => c);
    const [first, second] = [order[0]!, order[1]!];
    const shown = study.pairs.find(({ a, b }) => a + b === first + second && (a === first || b === first))!;
    const near = isWithinNoise(shown);
    heard.add(near);
    expect(shown.lo <= 0 && shown.hi >= 0).toBe(near);
    expect(measuresSentence(log, kind, study).includes('within noise of it')).toBe(near);
    expect(measuresSentence(log, kind, study).includes('more than noise ahead')).toBe(!near);
    expect(evidenceSentence(log, kind, study, second, []).includes(`within noise of ${names[first]}`)).toBe(near);
    const placed = Int32Array.from(order);
    const ranks = Int32Array.from(placesIn(placed), (place) => place + 1);
    const row = noiseAt({ order: placed, placeOf: placesIn(placed), ranks, catalog, verdicts }, second);
    expect(row.includes(names[first]!)).toBe(near);
    expect(indistinguishable(catalog, verdicts, second)?.names.includes(names[first]!) ?? false).toBe(near);
  }
  expect(heard.size).toBe(2);
});

// Rows without a label against the rest: what is found, what is not, and simulated logs in which labels are missing by chance.
import { describe, expect, it } from 'vitest';
import { normal } from '../../engine/certainty/distributions.ts';
import { randomFrom, uniform } from '../../engine/certainty/random.ts';
import { fisherOf } from '../gaps/fisher.ts';
import type { ComparedBy } from './unlabelled.ts';
import { compareUnlabelled } from './unlabelled.ts';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const number = (name: string, values: number[]): ComparedBy => ({ name, candidate: name, is: 'number', values });
const words = (name: string, codes: number[], names: string[]): ComparedBy => ({
  name,
  candidate: null,
  is: 'words',
  codes,
  names,
});

describe('rows without a label', () => {
  const labelled = range(200).map((i) => i >= 80);
  it('with higher scores and of another group are said to be so', () => {
    const random = randomFrom(1, 43);
    const score = labelled.map((is) => (is ? 0.4 : 0.6) + 0.1 * normal(random));
    const sex = labelled.map((is, i) => (is ? i % 2 : i % 5 === 0 ? 1 : 0));
    const found = compareUnlabelled(labelled, [number('a', score), words('sex', sex, ['f', 'm'])], null)!;
    expect(found).toMatchObject({ rows: 80, labelled: 120 });
    const [scores, groups] = found.contrasts;
    expect(scores).toMatchObject({ differs: true, word: null });
    expect(scores!.without - scores!.others).toBeCloseTo(0.2, 1);
    expect(groups).toMatchObject({ differs: true, word: 'f', without: 0.8, others: 0.5 });
  });
  it('are compared by counts exactly as two groups are, adjusted for all comparisons', () => {
    const sex = labelled.map((is, i) => (is ? i % 2 : i % 3 === 0 ? 1 : 0));
    const missing = range(200).filter((i) => sex[i] === 0 && !labelled[i]).length;
    const f = sex.filter((code) => code === 0).length;
    const chance = fisherOf({ cases: f, count: missing }, { cases: 200 - f, count: 80 - missing });
    const same = words(
      'day',
      range(200).map((i) => i % 2),
      ['even', 'odd'],
    );
    const found = compareUnlabelled(labelled, [words('sex', sex, ['f', 'm']), same], null)!;
    expect(found.contrasts[0]!.adjusted).toBeCloseTo(Math.min(1, 2 * chance), 12);
  });
  it('are nothing to compare where all have one, or none', () => {
    expect(compareUnlabelled([1, 1], [], null)).toBeNull();
    expect(compareUnlabelled([0, 0], [], null)).toBeNull();
    // One row alone has no spread.
    expect(compareUnlabelled([1, 1, 1, 0], [number('a', [1, 2, 3, 9])], null)!.contrasts).toEqual([]);
  });
});

it.each([false, true])('labels missing by chance are hardly ever said to go with anything; in units: %s', (inUnits) => {
  const random = randomFrom(2, 44);
  let alarms = 0;
  for (let log = 0; log < 400; log++) {
    const users = range(30).map(() => normal(random));
    const units = inUnits ? range(240).map((i) => i % 30) : null;
    // Whole users are without labels where rows come in users.
    const drawn = range(30).map(() => uniform(random) < 0.25);
    const labelled = range(240).map((i) => (units === null ? uniform(random) >= 0.25 : !drawn[units[i]!]));
    const by = [
      number(
        'a',
        range(240).map((i) => (units === null ? 0 : users[units[i]!]!) + normal(random)),
      ),
      words(
        'g',
        range(240).map((i) => (units === null ? Math.floor(3 * uniform(random)) : units[i]! % 3)),
        ['x', 'y', 'z'],
      ),
    ];
    if (compareUnlabelled(labelled, by, units)?.contrasts.some(({ differs }) => differs)) alarms++;
  }
  expect(alarms / 400).toBeLessThanOrEqual(0.083);
});

// What an import would change in a review that has candidates.
import { describe, expect, it } from 'vitest';
import type { Known } from './changes.ts';
import { planImport } from './plan.ts';
import { tagsIn } from '../naming/tags.ts';
import { proposed, readText } from '../testing/readText.ts';

const known: Known = {
  names: ['a', 'b', 'c', 'gone'],
  candidateIds: Int32Array.of(1, 2, 5, 9),
  metrics: [
    { id: 1, name: 'accuracy', unit: '%', direction: 'max', formula: null },
    { id: 2, name: 'loss', unit: '', direction: 'min', formula: null },
  ],
  columns: [
    { metricId: 1, measured: Float64Array.of(80.1, 70, NaN, 60), standardErrors: Float64Array.of(0.1, NaN, NaN, NaN) },
    { metricId: 2, measured: Float64Array.of(1, 2, 3, 4), standardErrors: null },
  ],
  attributes: [{ id: 1, name: 'licence', values: ['mit', '', '', ''] }],
  tags: [{ tag: 'fast', candidateIds: [1] }],
  sourcesOf: (metricId, places) => places.map((place) => `${metricId}-${place}.csv`),
};
const changes = (text: string) => {
  const { table, preview } = readText(text);
  return planImport(table, proposed(preview), known).check.changes;
};

describe('the changes of an import', () => {
  it('count candidates and values, and name the largest change of each metric', () => {
    expect(changes('model,accuracy (%),loss\na,80.4,1\nb,70,2\nc,50,3\nd,1,1\n')).toEqual({
      fresh: 1,
      updated: 2,
      unchanged: 1,
      left: 1,
      replaced: 1,
      metricCount: 1,
      metrics: [
        {
          name: 'accuracy',
          unit: '%',
          changed: 1,
          added: 1,
          replaced: 1,
          from: ['1-0.csv'],
          examples: [{ candidate: 'a', from: 80.1, to: 80.4 }],
        },
      ],
    });
  });
  it('count a standard error that becomes another, and not one that the table does not mention', () => {
    expect(changes('model,loss,accuracy\na,1,80.1\n')).toMatchObject({ updated: 0, unchanged: 1, left: 3 });
    expect(changes('model,loss,accuracy\na,1,80.1 ± 0.2\n')).toMatchObject({
      updated: 1,
      metrics: [{ name: 'accuracy', changed: 1, added: 0, replaced: 0, from: [], examples: [] }],
    });
  });
  it('show the three largest differences, largest first', () => {
    const { metrics, replaced } = changes('model,loss\na,1.5\nb,9\nc,2.9\ngone,1\n');
    expect(replaced).toBe(4);
    expect(metrics[0]?.examples.map(({ candidate }) => candidate)).toEqual(['b', 'gone', 'a']);
  });
  it('need an answer where a value becomes another, and none where only an error does or a value is new', () => {
    const check = (text: string) => {
      const { table, preview } = readText(text);
      return planImport(table, proposed(preview), known).check.acceptable;
    };
    expect(check('model,loss\na,1.5\n')).toBe(false);
    expect(check('model,accuracy (%)\na,80.1 ± 0.2\nc,50\nd,1\n')).toBe(true);
  });
  it('leave what the table does not state alone', () => {
    expect(changes('model,loss,accuracy\na,,\nb,2,\n')).toMatchObject({ updated: 0, unchanged: 2, metrics: [] });
  });
  it('count properties and tags', () => {
    expect(changes('model,loss,licence\na,1,mit\nb,2,apache\n')).toMatchObject({ updated: 1, unchanged: 1 });
    expect(changes('model,loss,tags\na,1,fast\nb,2,"fast, new"\n')).toMatchObject({ updated: 1, unchanged: 1 });
  });
  it('say nothing of a table that names nobody here', () => {
    expect(changes('model,loss\nx,1\ny,2\n')).toEqual({
      fresh: 2,
      updated: 0,
      unchanged: 0,
      left: 4,
      replaced: 0,
      metrics: [],
      metricCount: 0,
    });
  });
});

describe('tags', () => {
  it.each([
    ['a, b;c', ['a', 'b', 'c']],
    ['[\'x\', "y"]', ['x', 'y']],
    [' a ,, a ', ['a']],
    ['two words', ['two words']],
    ['', []],
    ['t'.repeat(201), []],
  ])('%j are %j', (cell, tags) => {
    expect(tagsIn([cell])).toEqual(tags);
  });
  it('of several columns come together', () => {
    expect(tagsIn(['a,b', 'b,c'])).toEqual(['a', 'b', 'c']);
  });
});

// Means and sums beside their parts are found where a name says so and every row adds up, and nowhere else.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { read } from '../testing/readBytes.ts';

const averagedOf = async (text: string) =>
  Object.fromEntries((await read(text)).preview.columns.map(({ header, averagedIn }) => [header, averagedIn ?? null]));

describe('averages beside their parts', () => {
  it('are said once, and the parts are no objectives of their own', async () => {
    const result = await read('model,A WER,B WER,C WER,Average WER\nm1,10,20,30,20\nm2,22,21,20,21\n');
    expect(result.preview.columns.map(({ averagedIn }) => averagedIn ?? null)).toEqual([
      null,
      'Average WER',
      'Average WER',
      'Average WER',
      null,
    ]);
    expect(result.preview.problems.map(({ message }) => message)).toEqual([
      '"Average WER" is the mean of A WER, B WER and C WER. Only it is proposed as an objective, so that nothing counts twice.',
    ]);
  });
  it('are found beside other measures, rounded as they are printed', async () => {
    expect(
      await averagedOf('model,latency_ms,en,fr,de,avg\na,5,0.71,0.62,0.64,0.657\nb,7,0.5,0.52,0.55,0.523\n'),
    ).toEqual({
      model: null,
      latency_ms: null,
      en: 'avg',
      fr: 'avg',
      de: 'avg',
      avg: null,
    });
  });
  it('a name alone, or numbers alone, are not enough', async () => {
    expect(Object.values(await averagedOf('model,en,fr,avg\na,0.5,0.7,0.9\nb,0.4,0.6,0.8\n'))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(Object.values(await averagedOf('model,en,fr,de\na,0.5,0.7,0.6\nb,0.4,0.6,0.5\n'))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
  it('sums of any parts are found', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 })), {
          minLength: 2,
          maxLength: 9,
        }),
        async (rows) => {
          fc.pre(rows.some(([a, b]) => a !== b));
          const text = [
            'model,compute cost,storage cost,total cost',
            ...rows.map(([a, b], i) => `m${i},${a},${b},${a + b}`),
          ].join('\n');
          const found = await averagedOf(`${text}\n`);
          expect([found['compute cost'], found['storage cost']]).toEqual(['total cost', 'total cost']);
        },
      ),
      { numRuns: 25 },
    );
  });
});

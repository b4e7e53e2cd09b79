// What the linear candidates say of themselves: that the terms are the score, and what is made of them.
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CONTRIBUTIONS_FILE, contributionsCsv, meanContributions } from './contributions.ts';
import { Past } from './features.ts';
import { fitLogistic } from './models/featureModels.ts';
import type { Model } from './models/model.ts';
import { feeAuction } from './models/reranks.ts';
import { simulate } from './simulate.ts';
import { CSV_FILE, readCsv } from './table.ts';
import { LOGGED_FEATURES } from './visits.ts';
import { noWork } from './work.ts';

const world = simulate();
const named = (scorer: Pick<Model, 'terms' | 'writeTerms'>, name: string) => ({ ...scorer, name }) as Model;

describe('the terms', () => {
  it('add up to the score, but for a constant', () => {
    const past = new Past(world, world.training);
    const logistic = fitLogistic({ world, early: new Past(world, world.history), past });
    const request = world.test[0]!;
    for (const scorer of [logistic, feeAuction(logistic, world.city)]) {
      const scores = scorer.score(request, noWork());
      const into = new Float64Array(scorer.terms.length);
      const apart = Array.from(request.candidates, (id, i) => {
        scorer.writeTerms(request.diner, id, request.context, into);
        return scores[i]! - into.reduce((sum, term) => sum + term, 0);
      });
      for (const each of apart) expect(each).toBeCloseTo(apart[0]!, 9);
    }
  });

  it('count by how far they lie from their mean, each row as often as it weighs', () => {
    const request = world.test[0]!;
    const terms = ['one', 'distance', 'two', 'distance at lunch'];
    const writeTerms: Model['writeTerms'] = (_diner, id, _context, into) => into.set([id, 5 * id, 7, -3 * id]);
    const fake = named({ terms, writeTerms }, 'Fake, linear');
    const rows = [
      { request, restaurant: 0, weight: 3 },
      { request, restaurant: 4, weight: 1 },
    ];
    // The mean of the first is 1: three rows are 1 from it and one is 3. What is about the same thing is added up before that.
    expect([...meanContributions(fake, rows)!]).toEqual([
      ['one', 1.5],
      ['distance km', 3],
      ['two', 0],
    ]);
    expect(meanContributions({}, rows)).toBe(null);
    expect(contributionsCsv([named({}, 'Trees'), fake], rows)).toBe(
      'model,feature,mean |SHAP|\n"Fake, linear",one,1.5000\n"Fake, linear",distance km,3.0000\n"Fake, linear",two,0.0000\n',
    );
  });
});

describe('the file', () => {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(CONTRIBUTIONS_FILE, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const of = (name: string) => data.filter(({ model }) => model === name);

  it('is of candidates of the table, and says that the fee auction goes by the fee', () => {
    const names = readCsv(readFileSync(CSV_FILE, 'utf8')).map(({ name }) => name);
    expect([...new Set(data.map(({ model }) => model))]).toEqual(['Logistic regression', 'Fee auction']);
    for (const { model } of data) expect(names).toContain(model);
    const largest = (name: string) =>
      of(name).reduce((most, row) => (Number(row['mean |SHAP|']) > Number(most['mean |SHAP|']) ? row : most));
    expect(largest('Fee auction')['feature']).toBe('fee €');
    expect(of('Logistic regression').map(({ feature }) => feature)).not.toContain('fee €');
  });

  it('calls what the log has too by the same name', () => {
    const things = new Set(of('Fee auction').map(({ feature }) => feature));
    expect(LOGGED_FEATURES.filter((name) => !things.has(name))).toEqual(['restaurants in reach']);
  });
});

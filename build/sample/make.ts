// Makes the sample's files anew: simulates the city, fits every candidate, measures it, and writes candidates.csv, the
// prediction log visits.csv, and contributions.csv. Run it with `node build/sample/make.ts`; it takes about a quarter of a
// minute and always writes the same bytes.
import { writeFileSync } from 'node:fs';
import { CONTRIBUTIONS_FILE, contributionsCsv } from './contributions.ts';
import { Past } from './features.ts';
import { clickChances, measure } from './measure.ts';
import { fitCandidates } from './models/candidates.ts';
import type { Model } from './models/model.ts';
import { simulate, type Request } from './simulate.ts';
import { CSV_FILE, toCsv } from './table.ts';
import { VISITS_FILE, visitsCsv, weighedRows } from './visits.ts';

/** The model with its answers kept: the log asks again what was measured. The work of an answer is counted once. */
function remembering(model: Model): Model {
  const known = new Map<Request, Float64Array>();
  const score: Model['score'] = (request, work) => {
    const scores = known.get(request) ?? model.score(request, work);
    known.set(request, scores);
    return scores;
  };
  return { ...model, score };
}

/** The whole pipeline, from the seed to the text of both files. */
export function makeFiles(): { candidates: string; visits: string; contributions: string } {
  const world = simulate();
  const clicks = world.test.map((request) => clickChances(world, request));
  const models = fitCandidates(world).map(remembering);
  return {
    candidates: toCsv(models.map((model) => ({ model, measures: measure(model, world, clicks) }))),
    visits: visitsCsv(world, new Past(world, world.training), models),
    contributions: contributionsCsv(models, weighedRows(world)),
  };
}

if (import.meta.main) {
  const { candidates, visits, contributions } = makeFiles();
  writeFileSync(CSV_FILE, candidates);
  writeFileSync(VISITS_FILE, visits);
  writeFileSync(CONTRIBUTIONS_FILE, contributions);
  console.log('Wrote candidates.csv, visits.csv and contributions.csv in build/sample.');
}

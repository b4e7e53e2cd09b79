// Makes the sample's table of candidates anew: simulates the city, fits every candidate, measures it, writes candidates.csv.
// Run it with `node build/sample/make.ts`; it takes about a quarter of a minute and always writes the same bytes.
import { writeFileSync } from 'node:fs';
import { clickChances, measure } from './measure.ts';
import { fitCandidates } from './models/candidates.ts';
import { simulate } from './simulate.ts';
import { CSV_FILE, toCsv } from './table.ts';

/** The whole pipeline, from the seed to the text of the CSV file. */
export function makeTable(): string {
  const world = simulate();
  const clicks = world.test.map((request) => clickChances(world, request));
  return toCsv(fitCandidates(world).map((model) => ({ model, measures: measure(model, world, clicks) })));
}

if (import.meta.main) {
  writeFileSync(CSV_FILE, makeTable());
  console.log('Wrote build/sample/candidates.csv.');
}

// What drives the candidates that can say so exactly, contributions.csv: the kind of file that a team brings along from another
// tool, beside the small trees that Parley grows itself.
//
// Where a score is a sum of terms, how far each term lies from its mean is its SHAP value, if inputs are taken to be independent
// (Lundberg & Lee 2017, NeurIPS 30, section 4.1). Terms of the same thing are added first, under the name that it has in
// visits.csv. One line is the mean of the absolute value, on the log-odds scale, over the same restaurants as there, each as
// often as its weight says.
import type { FEATURES } from './features.ts';
import type { Model } from './models/model.ts';
import type { Request } from './simulate.ts';
import { quoted } from './table.ts';

/** Where the contributions are kept. */
export const CONTRIBUTIONS_FILE = new URL('contributions.csv', import.meta.url);

/** A restaurant of the log, and how much it counts. */
export interface Weighed {
  request: Request;
  restaurant: number;
  weight: number;
}

/** What a term is about, where that is not what it is called. */
const ABOUT: Readonly<Record<string, string>> = {
  'log visits of the restaurant': 'visits of the restaurant',
  'log visits of the restaurant at this hour': 'visits of the restaurant',
  'price above budget': 'price minus budget',
  'price below budget': 'price minus budget',
  distance: 'distance km',
  'distance at lunch': 'distance km',
  'diner’s share of this cuisine': 'share of this cuisine %',
  'diner’s share of chains, if a chain': 'chain',
  'log earlier visits of this diner here': 'visits of this diner here',
  'log fee': 'fee €',
} satisfies Partial<Record<(typeof FEATURES)[number] | 'log fee', string>>;

/** Per thing that terms are about the mean absolute distance of their sum from its mean; null: no sum. O(rows × terms). */
export function meanContributions(
  { terms, writeTerms }: Pick<Model, 'terms' | 'writeTerms'>,
  rows: readonly Weighed[],
): Map<string, number> | null {
  if (!terms || !writeTerms) return null;
  const things = [...new Set(terms.map((term) => ABOUT[term] ?? term))];
  const thingOf = terms.map((term) => things.indexOf(ABOUT[term] ?? term));
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const into = new Float64Array(terms.length);
  const sums = rows.map(({ request, restaurant }) => {
    writeTerms(request.diner, restaurant, request.context, into);
    const own = new Float64Array(things.length);
    into.forEach((term, i) => (own[thingOf[i]!]! += term));
    return own;
  });
  const averaged = (of: (row: number) => number) =>
    rows.reduce((sum, { weight }, row) => sum + weight * of(row), 0) / total;
  return new Map(
    things.map((thing, i) => {
      const mean = averaged((row) => sums[row]![i]!);
      return [thing, averaged((row) => Math.abs(sums[row]![i]! - mean))];
    }),
  );
}

/** One line per thing that the terms of a candidate are about, for every candidate that is a sum of terms. Four decimals. */
export function contributionsCsv(models: readonly Model[], rows: readonly Weighed[]): string {
  const lines = models.flatMap((model) =>
    Array.from(meanContributions(model, rows) ?? [], ([thing, away]) => [model.name, thing, away.toFixed(4)]),
  );
  return [['model', 'feature', 'mean |SHAP|'], ...lines].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

// What drives the candidates that can say so exactly, contributions.csv: the kind of file that a team brings along from another
// tool, beside the small trees that Parley grows itself.
//
// Where a score is a sum of terms, how far each term lies from its mean is its SHAP value, if inputs are taken to be independent
// (Lundberg & Lee 2017, NeurIPS 30, section 4.1). One line is the mean of its absolute value, on the log-odds scale, over the
// same restaurants as in visits.csv, each as often as its weight says.
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

/** Mean absolute distance of every term from its mean. O(rows × terms). */
export function meanContributions({ terms, writeTerms }: Model, rows: readonly Weighed[]): Float64Array | null {
  if (!terms || !writeTerms) return null;
  const width = terms.length;
  const values = new Float64Array(rows.length * width);
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const mean = new Float64Array(width);
  rows.forEach(({ request, restaurant, weight }, row) => {
    const own = values.subarray(row * width, (row + 1) * width);
    writeTerms(request.diner, restaurant, request.context, own);
    own.forEach((value, i) => (mean[i]! += (weight * value) / total));
  });
  const away = new Float64Array(width);
  rows.forEach(({ weight }, row) => {
    for (let i = 0; i < width; i++) away[i]! += (weight * Math.abs(values[row * width + i]! - mean[i]!)) / total;
  });
  return away;
}

/** One line per term of every candidate that is a sum of terms. Four decimals. */
export function contributionsCsv(models: readonly Model[], rows: readonly Weighed[]): string {
  const lines = models.flatMap((model) => {
    const away = meanContributions(model, rows);
    return away === null ? [] : model.terms!.map((term, i) => [model.name, term, away[i]!.toFixed(4)]);
  });
  return [['model', 'feature', 'mean |SHAP|'], ...lines].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

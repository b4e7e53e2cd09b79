// What the Evidence room says about itself at its top.
import { countText, formatCount } from '../../../shared/domain/format.ts';
import type { ReviewState } from '../../state/review.svelte.ts';
import { countMissing } from './columns.ts';
import { frontStatusOf } from './frontStatus.ts';

/** "12 candidates, 6 metrics, 3 values missing". */
export function sayEvidence(review: Pick<ReviewState, 'catalog' | 'saved'>): string {
  const { catalog, saved } = review;
  const candidates = catalog.names.length;
  if (candidates === 0) return 'No evidence yet';
  const missing = countMissing(saved.metrics, catalog);
  const parts = [
    countText(candidates, 'candidate', 'candidates'),
    countText(saved.metrics.length, 'metric', 'metrics'),
  ];
  if (saved.metrics.length > 0)
    parts.push(missing === 0 ? 'nothing missing' : countText(missing, 'value missing', 'values missing'));
  return parts.join(', ');
}

/** What the numbers already say, or what has to happen before they say anything. */
export function sayDetail(review: Pick<ReviewState, 'catalog' | 'saved' | 'foundation'>): string {
  const { catalog, saved, foundation } = review;
  if (catalog.names.length === 0) return 'What the models were measured to do, and where each number came from.';
  if (saved.metrics.length === 0) return 'Add a metric, or import a table, to say how the candidates differ.';
  if (saved.objectives.length === 0) return 'Nothing is ranked yet: choose the metrics that matter as objectives.';
  const counts = { front: 0, dominated: 0, fails: 0, incomplete: 0, reference: 0 };
  for (let i = 0; i < catalog.names.length; i += 1) counts[frontStatusOf(foundation, i)] += 1;
  const parts = [
    `${formatCount(counts.front)} on the front of ${countText(saved.objectives.length, 'objective', 'objectives')}`,
  ];
  if (counts.fails > 0) parts.push(`${countText(counts.fails, 'fails', 'fail')} a requirement`);
  if (counts.incomplete > 0) {
    parts.push(`${countText(counts.incomplete, 'is', 'are')} not ranked because a value is missing`);
  }
  if (counts.reference > 0) parts.push('1 stays for comparison only');
  return `${parts.join('; ')}.`;
}

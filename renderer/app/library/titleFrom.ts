// What a review is called that was started with a file.
import { capitalised } from '../../../shared/domain/format.ts';

/** "search_ranking.csv" → "Search ranking"; at most as long as a title may be. */
export function titleFrom(fileName: string): string {
  const words = fileName
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replaceAll('_', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  return words === '' ? 'New review' : capitalised(words);
}

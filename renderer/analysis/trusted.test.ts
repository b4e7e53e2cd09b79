// The policy for workers is a check against those that were built with the page.
import { expect, it } from 'vitest';
import analysisUrl from './analysis.worker.ts?worker&url';
import foundationUrl from './foundation.worker.ts?worker&url';
import { onlyBuilt } from './trusted.ts';

it('lets through the workers of the page and no other address', () => {
  for (const url of [analysisUrl, foundationUrl]) expect(onlyBuilt(url)).toBe(url);
  for (const url of ['', '/other.js', `${analysisUrl}#`, 'https://example.org/analysis.worker.js', 'data:,']) {
    expect(() => onlyBuilt(url)).toThrow(TypeError);
  }
});

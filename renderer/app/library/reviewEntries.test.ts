// The palette in the list of reviews: every review by its title, and its versions.
import { expect, it } from 'vitest';
import type { LibraryEntry } from '../../../shared/contract/library.ts';
import { Actions } from '../../ui/actions.ts';
import { actionEntries, search } from '../palette.ts';
import { reviewEntries } from './reviewEntries.ts';

const review = (entry: string, title: string, more: Partial<LibraryEntry> = {}): LibraryEntry => ({
  entry,
  title,
  fileName: `${entry}.parley`,
  folder: '/reviews',
  openedAt: null,
  present: true,
  open: false,
  glimpse: null,
  problem: null,
  ...more,
});

it('has the review that was opened last first, tells two of one title apart, and opens what is chosen', () => {
  const did: string[] = [];
  const reviews = [
    review('a', 'Search ranking', { openedAt: '2026-11-01T10:00:00.000Z' }),
    review('b', 'Credit', { openedAt: '2026-11-30T10:00:00.000Z' }),
    review('c', 'Search ranking'),
    review('d', 'Gone', { present: false }),
  ];
  const entries = reviewEntries(reviews, {
    open: ({ entry }) => did.push(`open ${entry}`),
    showVersions: ({ entry }) => did.push(`versions of ${entry}`),
  });
  expect(entries.filter(({ kind }) => kind === 'review').map(({ label }) => label)).toEqual([
    'Credit',
    'Search ranking (a.parley)',
    'Search ranking (c.parley)',
  ]);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  search(entries, 'credit', [])[0]!.run();
  // A file that is gone may still have versions.
  search(entries, 'versions gone', [])[0]!.run();
  expect(did).toEqual(['open b', 'versions of d']);
});

it('has what can be done beside the reviews, but for the palette itself and what cannot be done now', () => {
  const actions = new Actions(false);
  const action = (label: string, disabled = false) => ({ label, disabled, run: () => undefined });
  actions.add(() => [
    { ...action('New review…'), command: 'newReview' },
    { ...action('Find…'), command: 'palette' },
    action('Open the sample review'),
    action('Not now', true),
  ]);
  expect(actionEntries(actions, ['palette']).map(({ label }) => label)).toEqual([
    'New review…',
    'Open the sample review',
  ]);
});

// What the palette finds in the list of reviews: each review, and its versions.
import type { LibraryEntry } from '../../../shared/contract/library.ts';
import type { Entry } from '../palette.ts';

interface Does {
  open: (entry: LibraryEntry) => void;
  showVersions: (entry: LibraryEntry) => void;
}

/** The reviews first, the one that was opened last at the top; then their versions. A file that is gone is not opened. */
export function reviewEntries(reviews: readonly LibraryEntry[], { open, showVersions }: Does): Entry[] {
  const byDate = [...reviews].sort((a, b) => (b.openedAt ?? '').localeCompare(a.openedAt ?? ''));
  // Two of one title are told apart by their files.
  const titled = new Map<string, number>();
  for (const { title } of reviews) titled.set(title, (titled.get(title) ?? 0) + 1);
  const nameOf = ({ title, fileName }: LibraryEntry) =>
    (titled.get(title) ?? 0) > 1 ? `${title} (${fileName})` : title;
  const entryOf = (review: LibraryEntry, kind: Entry['kind'], label: string, run: () => void): Entry => ({
    kind,
    id: `${kind}:${label}:${review.entry}`,
    label,
    keys: '',
    says: '',
    run,
  });
  return [
    ...byDate
      .filter(({ present }) => present)
      .map((review) => entryOf(review, 'review', nameOf(review), () => open(review))),
    ...byDate.map((review) => entryOf(review, 'action', `Versions of ${nameOf(review)}`, () => showVersions(review))),
  ];
}

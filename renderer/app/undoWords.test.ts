// Undo says what it undoes, and a notice that says how to undo a change goes with the next one.
import { afterEach, expect, test, vi } from 'vitest';
import { Notices } from '../state/notices.svelte.ts';
import { openApp, openReview } from '../testing/core.ts';
import { undoName, undoOffer, undoneElsewhere } from './undoWords.ts';

vi.mock('../client/transport.ts', () => import('../testing/core.ts'));
afterEach(() => vi.useRealTimers());

test('the Decision room has no part in undo, and says so', () => {
  expect(undoName('evidence', 'import')).toBe('Undo import');
  expect(undoName('decision', 'import')).toBe('Undo import, in another room; what is written in this one stays');
  expect([undoneElsewhere('ballots'), undoneElsewhere('decision')]).toEqual([false, true]);
  expect(undoOffer('import')).toEqual({
    text: 'What is written in this room is not undone. The last change in another room is “import”.',
    action: 'Undo import',
  });
});

test('how a change is undone is said until there is another last change, or it is undone', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const app = openApp();
  try {
    const notices = new Notices();
    const review = await openReview(notices);
    const said = () => notices.list.map(({ text }) => text);
    await review.change('candidates.add', { name: 'A' });
    notices.changed('1 candidate added.');
    notices.info('The copy was saved.');
    await review.refresh();
    expect(said()).toEqual(['1 candidate added. Undo with Ctrl+Z.', 'The copy was saved.']);
    await review.change('candidates.add', { name: 'B' });
    expect(said()).toEqual(['The copy was saved.']);
    notices.changed('1 candidate added.');
    await review.undo();
    expect(said()).toEqual(['The copy was saved.']);
  } finally {
    await app.close();
  }
});

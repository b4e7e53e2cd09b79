// What the room sees when no round is going on.
import { expect, it } from 'vitest';
import { betweenRounds, decisionOnScreen } from './screenWords.ts';

const decision = { recordedAt: '2026-11-30T18:00:00.000Z' };

it('shows a decision once it is recorded, until another round begins or is revealed after it', () => {
  const revealed = (endedAt: string) => ({ state: 'revealed' as const, endedAt });
  expect(decisionOnScreen(decision, revealed('2026-11-30T17:00:00.000Z'))).toBe(decision);
  expect(decisionOnScreen(decision, null)).toBe(decision);
  expect(decisionOnScreen(decision, { state: 'open', endedAt: null })).toBeNull();
  expect(decisionOnScreen(decision, { state: 'revealing', endedAt: null })).toBeNull();
  expect(decisionOnScreen(decision, revealed('2026-11-30T19:00:00.000Z'))).toBeNull();
  expect(decisionOnScreen(null, revealed('2026-11-30T17:00:00.000Z'))).toBeNull();
});

it('says that no round was open only where there was none', () => {
  expect(betweenRounds(null).headline).toBe('The first round is not open yet');
  expect(betweenRounds({ state: 'abandoned', number: 1 }).headline).toBe('Round 1 was stopped');
  expect(betweenRounds({ state: 'revealed', number: 2 }).headline).toBe('Round 2 is revealed');
});

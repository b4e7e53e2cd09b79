// Holds in words.
import { expect, it } from 'vitest';
import { holdEndText, holdScopeText } from './holdEnd.ts';

it('says what is held', () => {
  expect(holdScopeText({ kind: 'all' }, String)).toBe('everything');
  expect(holdScopeText({ kind: 'tag', tag: 'GPU' }, String)).toBe('what is tagged “GPU”');
  expect(holdScopeText({ kind: 'candidate', candidateId: 3 }, (id) => `Model ${id}`)).toBe('Model 3');
});

it('says how a hold ends', () => {
  expect(holdEndText({ until: '2027-06-14', condition: '' })).toBe(' until 14 June 2027');
  expect(holdEndText({ until: null, condition: 'the stack is upgraded' })).toBe(' until the stack is upgraded');
  expect(holdEndText({ until: '2027-06-14', condition: 'the stack is upgraded' })).toBe(
    ' until 14 June 2027, or until the stack is upgraded',
  );
});

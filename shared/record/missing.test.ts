// What is said where the page of a draft is not there yet.
import { expect, it } from 'vitest';
import { noPageText } from './missing.ts';

it('asks for what is missing for the page, and for nothing that is there', () => {
  const then = 'the page people will sign appears here and follows every change.';
  expect(noPageText({ asked: false, drafted: false, refusal: null })).toBe(
    `Write the question and who answers for it, and choose: ${then}`,
  );
  expect(noPageText({ asked: true, drafted: false, refusal: null })).toBe(`Choose: ${then}`);
  expect(noPageText({ asked: false, drafted: true, refusal: null })).toBe(
    `Write the question and who answers for it: ${then}`,
  );
  expect(noPageText({ asked: true, drafted: true, refusal: null })).toBe(
    'The page people will sign is being put together.',
  );
  expect(noPageText({ asked: true, drafted: true, refusal: 'The disk is full.' })).toBe('The disk is full.');
});

// What comes late has a name, and is asked for again in the way it came.
import { expect, it } from 'vitest';
import { logName, pastedName, wayOf } from './lateNames.ts';

it('counts the rows of a pasted table without its header and without empty lines', () => {
  expect(pastedName('model\taccuracy\r\nA\t1\r\nB\t0.5\r\n\r\n')).toBe('pasted table, 2 rows');
  expect(pastedName('model\taccuracy\nA\t1')).toBe('pasted table, 1 row');
  expect(pastedName('')).toBe('pasted table, 0 rows');
});

it('asks again for what it was', () => {
  expect(wayOf(pastedName(`model,x\n${'A,1\n'.repeat(12_345)}`))).toBe('paste');
  expect(wayOf(logName('june.csv'))).toBe('predictions');
  for (const name of ['june.csv', 'log.csv', 'pasted table.csv']) expect(wayOf(name)).toBe('file');
});

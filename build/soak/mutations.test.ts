// The lines that the soak breaks are still where its list says, and the tests that should notice are there.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../paths.ts';
import { mutations, textsOf } from './mutations.ts';

it.each(mutations)('finds $file: $line', (mutation) => {
  const { whole, mutant } = textsOf(mutation);
  expect(mutant).not.toBe(whole);
  expect(mutation.tests.filter((test) => !existsSync(join(root, `${test}.ts`)))).toEqual([]);
});

// A unit that is no common knowledge says what it means; the others say nothing.
import { expect, it } from 'vitest';
import { unitMeaning } from './unitWords.ts';

it.each([
  ['× fair share', /in proportion/],
  [' × Fair share ', /in proportion/],
  ['ms', /^$/],
  ['', /^$/],
])('of %j it says %s', (unit, said) => expect(unitMeaning(unit)).toMatch(said));

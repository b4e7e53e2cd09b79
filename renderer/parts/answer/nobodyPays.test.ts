// Where nobody gives up anything, the sentence says why: agreement, one role only, or roles that have not weighed.
import { expect, it } from 'vitest';
import { nobodyPays } from './nobodyPays.ts';

const asked = (...weighed: boolean[]) =>
  weighed.map((each, k) => ({ name: ['Sales', 'Product', 'Legal'][k]!, weighed: each }));

it('calls agreement what several roles said', () => {
  expect(nobodyPays(asked(true, true), false)).toBe(' is every role’s favourite: nobody gives up anything');
  expect(nobodyPays(asked(true, true), true)).toBe(' are every role’s favourites: nobody gives up anything');
});
it('says that one role is no compromise', () => {
  expect(nobodyPays(asked(true), false)).toBe(' is Sales’ favourite, and no other role is there');
});
it('names the roles that have not weighed', () => {
  expect(nobodyPays(asked(true, false), false)).toBe(' is every role’s favourite, and Product has not weighed yet');
  expect(nobodyPays(asked(true, false, false), false)).toBe(
    ' is every role’s favourite, and Product and Legal have not weighed yet',
  );
  expect(nobodyPays(asked(false, false), false)).toBe(' is first, as long as nobody has weighed');
  expect(nobodyPays(asked(false), false)).toBe(' is first, as long as nobody has weighed');
});

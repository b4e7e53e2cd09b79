// Roles are asked to open their ballots as long as there is a box to open, and no longer.
import { expect, it } from 'vitest';
import type { SeatBallot } from '../../../../shared/contract/rounds.ts';
import { openingText } from './openingText.ts';

const seat = (state: SeatBallot['state'], unsealed = false) => ({ state, unsealed }) as SeatBallot;

it.each([
  [[seat('sealed'), seat('sealed', true)], false, /^Each role opens its own ballot/],
  [[seat('sealed', true), seat('abstained')], true, /^Every sealed ballot has been opened. All are shown/],
  [[seat('sealed', true), seat('absent')], false, /settled before the reveal/],
  [[seat('absent'), seat('abstained')], false, /^No ballot was sealed/],
  [[seat('void'), seat('void')], false, /^No ballot was sealed/],
])('of %j, ready %s, it says %s', (ballots, ready, said) => {
  expect(openingText({ ballots, ready })).toMatch(said);
});

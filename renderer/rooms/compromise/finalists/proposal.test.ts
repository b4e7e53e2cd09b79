// Who is proposed: leader, rules' winners, favourites on the front; never more than fit, and never only one where there are more.
import { describe, expect, it } from 'vitest';
import { proposedFinalists, type ProposalInput } from './proposal.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const standings = (change: Partial<ProposalInput>): ProposalInput => ({
  leader: 0,
  winners: [],
  favourites: [],
  ranks: Int32Array.of(1, 2, 3, 4, 5, 6, 7, 0),
  fronts: Int32Array.of(1, 1, 1, 1, 1, 2, 1, 0),
  reference: -1,
  names,
  ...change,
});

describe('proposedFinalists', () => {
  it('sets the model in use behind the others where it stays for comparison', () => {
    const winners = [[0], [1], [2], [3], [4], [5]];
    expect(proposedFinalists(standings({ winners, reference: 7 }))).toEqual([0, 1, 2, 3, 4, 7]);
    expect(proposedFinalists(standings({ leader: -1, ranks: new Int32Array(8), reference: 7 }))).toEqual([]);
  });

  it('takes whom the rules name and whom the roles would choose, in the group’s order', () => {
    expect(proposedFinalists(standings({ winners: [[0], [4], [0, 1]], favourites: [[6], [2], [4]] }))).toEqual([
      0, 2, 4, 6,
    ]);
  });
  it('leaves out favourites that are dominated', () => {
    expect(proposedFinalists(standings({ winners: [[1], [2]], favourites: [[5]] }))).toEqual([0, 1, 2]);
  });
  it('lets one stand for a tie, and takes the leader for it where it is among them', () => {
    expect(
      proposedFinalists(
        standings({
          winners: [
            [3, 4],
            [0, 6],
          ],
        }),
      ),
    ).toEqual([0, 1, 3]);
  });
  it('fills up with the next of the group where all agree', () => {
    expect(proposedFinalists(standings({ winners: [[0], [0]], favourites: [[0]] }))).toEqual([0, 1, 2]);
  });
  it('stops at six, and takes what there is of a few', () => {
    const all = [[1], [2], [3], [4], [6], [5]];
    expect(proposedFinalists(standings({ winners: all }))).toHaveLength(6);
    expect(proposedFinalists(standings({ ranks: Int32Array.of(1, 0, 0, 0, 0, 0, 0, 0) }))).toEqual([0]);
    expect(proposedFinalists(standings({ leader: -1, ranks: new Int32Array(8) }))).toEqual([]);
  });
});

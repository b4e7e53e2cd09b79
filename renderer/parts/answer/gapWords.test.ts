// The gaps in words: how many, who comes first then, what settles nothing, and where their dots stand.
import { describe, expect, it } from 'vitest';
import type { DecisionGap } from '../../../shared/engine/agreement/decisionGaps.ts';
import { gapStrip } from './gapStrip.ts';
import { gapsTitle, gapsToDiscuss, nothingSettledText, settledText, weightText } from './gapWords.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const names = {
  candidate: (i: number) => ['Two-tower', 'Fee nudge', 'Two-stage'][i]!,
  objective: (id: number) => ['', 'Accuracy', 'Deploy cost', 'Latency'][id]!,
};
const gap = (objectiveId: number, least: number, most: number, winners: number[], changes: boolean): DecisionGap => ({
  objectiveId,
  weight: (least + most) / 2,
  least: { roleId: 1, weight: least },
  most: { roleId: 2, weight: most },
  winners,
  winner: winners[0]!,
  changes,
  regretNow: 0.17,
  regretThen: 0.09,
  falls: 0.08,
});

describe('gapsTitle', () => {
  it('counts those that change the answer', () => {
    const turning = gap(1, 0.1, 0.9, [1], true);
    const idle = gap(2, 0, 0.5, [0], false);
    expect([[idle], [turning, idle], [turning, turning], [turning, turning, turning]].map(gapsTitle)).toEqual([
      'No single gap would change the answer',
      'One gap would change the answer',
      'Two gaps would change the answer',
      '3 gaps would change the answer',
    ]);
  });
});

describe('gapsToDiscuss', () => {
  const turning = (id: number) => gap(id, 0.1, 0.2, [1], true);

  it('takes the first two that change the answer, and where none does the two that are widest', () => {
    const [narrow, wide, wider, level] = [
      gap(1, 0.2, 0.3, [0], false),
      gap(2, 0.1, 0.6, [0], false),
      gap(3, 0, 0.8, [0], false),
      gap(3, 0.3, 0.3, [0], false),
    ] as const;
    expect(gapsToDiscuss([turning(1), turning(2), turning(3), wider])).toEqual([turning(1), turning(2)]);
    expect(gapsToDiscuss([narrow, wide, wider])).toEqual([wider, wide]);
    expect(gapsToDiscuss([level, narrow])).toEqual([narrow]);
    expect(gapsToDiscuss([level])).toEqual([]);
    expect(settledText(wide, names)).toEqual({ winner: 'Two-tower', cost: ' either way.' });
  });
});

describe('nothingSettledText', () => {
  it('says that nothing is to settle where all weigh alike', () => {
    const even = [gap(1, 0.5, 0.5, [0], false), gap(2, 0.5, 0.5, [0], false)];
    expect(nothingSettledText(even, 0, names)).toBe(
      'All roles give every objective the same weight, so there is nothing to settle.',
    );
  });
});

describe('settledText', () => {
  it('names who is first then, and says a tie', () => {
    expect(settledText(gap(1, 0.1, 0.9, [1], true), names)).toEqual({
      winner: 'Fee nudge',
      cost: ', and nobody gives up more than 0.09.',
    });
    expect(settledText(gap(1, 0.1, 0.9, [1, 2], true), names)).toEqual({
      winner: 'Fee nudge and Two-stage',
      cost: ' (level); with Fee nudge nobody gives up more than 0.09.',
    });
  });
});

describe('nothingSettledText', () => {
  it('says what settles nothing, the widest gap first, and only of the widest of all that it is', () => {
    const cost = gap(2, 0, 0.5, [0], false);
    const latency = gap(3, 0.05, 0.15, [0], false);
    expect(plain(nothingSettledText([cost], 0, names))).toBe(
      'Settling Deploy cost, where the weights differ most (0 % to 50 %), changes nothing: Two-tower either way.',
    );
    expect(plain(nothingSettledText([gap(1, 0.1, 0.9, [1], true), latency, cost], 0, names))).toBe(
      'Settling Deploy cost, weighed from 0 % to 50 %, changes nothing: Two-tower either way. The same holds for Latency.',
    );
    expect(nothingSettledText([gap(1, 0.1, 0.9, [1], true)], 0, names)).toBe('');
  });
});

describe('weightText', () => {
  it('keeps a digit where a small weight would lose it', () => {
    expect([0, 0.0625, 0.3625, 0.09, 1].map((share) => plain(weightText(share)))).toEqual([
      '0 %',
      '6.3 %',
      '36 %',
      '9 %',
      '100 %',
    ]);
  });
});

describe('gapStrip', () => {
  it('keeps dots apart and in order, and the mean where it is', () => {
    const { dots, mean } = gapStrip([0, 0.25, 0, 0], 0.0625);
    expect(dots[0]).toBe(0);
    expect(dots[2]! - dots[0]!).toBeGreaterThan(3);
    expect(dots[3]! - dots[2]!).toBeGreaterThan(3);
    expect(dots[1]).toBeCloseTo(94, 9);
    expect(mean).toBeCloseTo(23.5, 9);
  });
});

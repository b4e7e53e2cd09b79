// Why a role is asked about its weights: what would follow, and what that would mean to it.
import { describe, expect, it } from 'vitest';
import { askReason, perCent } from './askWords.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('askReason', () => {
  const asked = {
    candidate: 'Fee nudge',
    answer: 'Two-tower',
    regrets: { candidate: 0.2, answer: 0.09 },
  };
  it('says what would follow, with what each choice costs by the ballot', () => {
    expect(plain(askReason(asked))).toBe(
      'With that, Fee nudge would come first instead of Two-tower. By your ballot as it stands, Fee nudge costs you 0.20 in value against your favourite, and Two-tower 0.09.',
    );
  });
  it('says who else would have to move, and nothing of a value that is not known', () => {
    const text = askReason({ ...asked, regrets: { candidate: NaN, answer: 0.09 }, others: ['Sales', 'Product'] });
    expect(text).toContain('With that, together with what is asked of Sales and Product, Fee nudge');
    expect(text).not.toContain('in value');
  });
});

describe('perCent', () => {
  it('prints what would be typed', () => {
    expect([25, 22.9, 0.0123, 100 * 0.07].map((x) => plain(perCent(x)))).toEqual(['25 %', '22.9 %', '0.0123 %', '7 %']);
  });
});

// What a role is asked: the weights as they would be typed, and what they would mean to it.
import { describe, expect, it } from 'vitest';
import { askText, perCent } from './askWords.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('askText', () => {
  const asked = {
    role: 'Infrastructure',
    moves: [
      { name: 'Inputs read', from: 25, to: 22.9 },
      { name: 'Ad revenue', from: 0, to: 2.1 },
    ],
    candidate: 'Fee nudge',
    answer: 'Two-tower',
    regrets: { candidate: 0.2, answer: 0.09 },
  };
  it('is a question about the weights that would turn the answer, with what each choice costs by the ballot', () => {
    expect(plain(askText(asked))).toBe(
      'To Infrastructure: could you give Inputs read 22.9 % instead of 25 % and Ad revenue 2.1 % instead of 0 %? With that, Fee nudge would come first instead of Two-tower. By your ballot as it stands, Fee nudge costs you 0.20 in value against your favourite, and Two-tower 0.09. This is a question: no ballot has been changed, and yours is yours to change.',
    );
  });
  it('says who else would have to move, and nothing of a value that is not known', () => {
    const text = askText({ ...asked, regrets: { candidate: NaN, answer: 0.09 }, others: ['Sales', 'Product'] });
    expect(text).toContain('With that, together with what is asked of Sales and Product, Fee nudge');
    expect(text).not.toContain('in value');
  });
});

describe('perCent', () => {
  it('prints what would be typed', () => {
    expect([25, 22.9, 0.0123, 100 * 0.07].map((x) => plain(perCent(x)))).toEqual(['25 %', '22.9 %', '0.0123 %', '7 %']);
  });
});

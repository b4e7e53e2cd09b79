// Long names within sentences: found wherever they stand, and told apart by what is shown of them.
import { describe, expect, it } from 'vitest';
import { namesIn, stretchesOf } from './longNames.ts';

const begin = 'eva02_large_patch14_448.mim_m38m_ft_in22k';
const names = [`${begin}_ema_seed1`, `${begin}_ema_seed10`, `${begin}_cosine_seed2`, 'Two-tower'];

describe('a sentence with long names', () => {
  it('is shown with the letters that tell them apart, and holds every whole name', () => {
    const sentence = `${names[1]!} costs less than ${names[2]!}; Two-tower costs most.`;
    const stretches = stretchesOf(sentence, names);
    expect(stretches.map(({ text }) => text).join('')).toBe(sentence);
    const shown = stretches.flatMap(({ short }) => short ?? []);
    expect(shown).toHaveLength(2);
    expect(shown[0]).toContain('seed10');
    expect(shown[1]).toContain('cosine');
    for (const short of shown) expect(short.length).toBeLessThanOrEqual(30);
  });

  it('means the longer of two names of which one begins with the other', () => {
    expect(stretchesOf(`${names[1]!}.`, names)[0]!.text).toBe(names[1]);
    expect(stretchesOf(`${names[0]!}.`, names)[0]!.text).toBe(names[0]);
  });

  it('is left alone where all names are short', () => {
    expect(stretchesOf('Two-tower wins.', ['Two-tower'])).toEqual([{ text: 'Two-tower wins.', short: null }]);
    expect(stretchesOf('', ['Two-tower'])).toEqual([{ text: '', short: null }]);
  });
});

it('names beside marks stay different in few letters', () => {
  const short = namesIn(24, names);
  expect(new Set(short).size).toBe(names.length);
  expect(namesIn(80, names)).toBe(names);
  const many = Array.from({ length: 2001 }, (_, n) => `${begin}_seed${n}_batch`);
  expect(namesIn(30, many)[7]).toBe('eva02_large_patch14…eed7_batch');
});

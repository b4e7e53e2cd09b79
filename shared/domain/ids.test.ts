// What may be typed as a name: trimmed, storable, and unable to turn the sentence around it.
import { expect, it } from 'vitest';
import { label, plainText } from './ids.ts';

it('trims names and refuses empty ones', () => {
  expect(label.parse('  Two-tower ')).toBe('Two-tower');
  expect(label.safeParse('   ').success).toBe(false);
  expect(label.parse('מודל שבע 🙂')).toBe('מודל שבע 🙂');
});

it('refuses characters that cannot be stored or that reverse the text after them', () => {
  for (const bad of ['a\u0000b', 'a\ud800b', '\u202eevil', 'a\u2066b']) {
    expect(label.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
    expect(plainText(100).safeParse(bad).success, JSON.stringify(bad)).toBe(false);
  }
  expect(plainText(100).parse('two\nlines\tand a tab')).toBe('two\nlines\tand a tab');
});

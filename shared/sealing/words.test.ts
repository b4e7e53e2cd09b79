// The six words: golden vectors made with another implementation, and what becomes of slips.
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completeWord, readWords, wordList, wordsFrom } from './words.ts';

const golden = JSON.parse(readFileSync(new URL('fixtures/words.json', import.meta.url), 'utf8')) as {
  made: { entropy60: string; words: string }[];
  read: {
    typed: string;
    ok: boolean;
    words?: string;
    why?: string;
    count?: number;
    unknown?: { at: number; word: string }[];
  }[];
};

const bytesOf = (entropy: bigint) => Uint8Array.from(Buffer.from(entropy.toString(16).padStart(16, '0'), 'hex'));
const entropy = fc.bigInt({ min: 0n, max: (1n << 60n) - 1n });

describe('the list', () => {
  it('is the one the words were always made from', () => {
    const digest = createHash('sha256')
      .update(wordList.map((word) => `${word}\n`).join(''))
      .digest('hex');
    expect(digest).toBe('2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda');
  });
  it('has words that four letters tell apart', () => {
    expect(new Set(wordList.map((word) => word.slice(0, 4))).size).toBe(2048);
    expect(wordList.every((word) => /^[a-z]{3,8}$/.test(word))).toBe(true);
    expect(completeWord('zebr')).toBe('zebra');
    expect([completeWord('zeb'), completeWord('act'), completeWord('zzzz')]).toEqual([null, 'act', null]);
  });
});

describe('six words', () => {
  it.each(golden.made)('are made as they were: $words', ({ entropy60, words }) => {
    expect(wordsFrom(bytesOf(BigInt(`0x${entropy60}`)))).toBe(words);
    // The four bits above the sixty do not count.
    expect(wordsFrom(bytesOf(BigInt(`0x7${entropy60}`)))).toBe(words);
  });
  it.each(golden.read)('are read as they were: $typed', ({ typed, ...expected }) => {
    const read = readWords(typed);
    expect(read.ok).toBe(expected.ok);
    if (read.ok) expect(read.words).toBe(expected.words);
    else {
      expect(read.why).toBe(expected.why);
      if (read.why === 'count') expect(read.count).toBe(expected.count);
      if (read.why === 'unknown') expect(read.unknown).toMatchObject(expected.unknown!);
    }
  });
  it('are read back in whatever way they are typed', () => {
    const separators = fc.constantFrom(' ', '  ', '\n', ', ', '\u00a0', '. ', '\r\n');
    fc.assert(
      fc.property(entropy, separators, fc.boolean(), (bits, between, short) => {
        const words = wordsFrom(bytesOf(bits));
        const typed = words
          .split(' ')
          .map((word, i) => `${i + 1}${between}${short ? word.slice(0, 4) : word.toUpperCase()}`)
          .join(between);
        expect(readWords(typed)).toEqual({ ok: true, words });
      }),
    );
  });
});

describe('a slip', () => {
  it('is said in a sentence that names what to do', () => {
    const sentence = (typed: string) => {
      const read = readWords(typed);
      return read.ok ? null : read.sentence;
    };
    expect(sentence('banana pencil owner cube social')).toBe('Six words are needed; these are five.');
    expect(sentence('banana')).toBe('Six words are needed; this is one.');
    expect(sentence('')).toBe('Six words are needed.');
    expect(sentence('banana pencil owner cube social zebrra')).toBe(
      "“zebrra” is not one of Parley's words. Did you mean “zebra”?",
    );
    expect(sentence('banana pencil owner cube social qqqqqq')).toBe("“qqqqqq” is not one of Parley's words.");
    expect(sentence('pencil banana owner cube social kitten')).toBe(
      'One of these words, or their order, is not as it was given. Did you mean “banana pencil owner cube social kitten”?',
    );
    expect(sentence('abandon pencil zoo cube social kitten')).toBe(
      'One of these words, or their order, is not as it was given.',
    );
  });
  it('of one letter offers the word that was meant, wherever it is none of the list', () => {
    let unknown = 0;
    let only = 0;
    let meant = 0;
    fc.assert(
      fc.property(entropy, fc.nat(5), fc.nat(7), fc.nat(25), fc.nat(3), (bits, at, place, letter, kind) => {
        const words = wordsFrom(bytesOf(bits)).split(' ');
        const word = words[at]!;
        const i = place % word.length;
        const c = String.fromCharCode(97 + letter);
        const slips = [
          word.slice(0, i) + c + word.slice(i + 1),
          word.slice(0, i) + word.slice(i + 1),
          word.slice(0, i) + c + word.slice(i),
          i + 1 < word.length ? word.slice(0, i) + word[i + 1]! + word[i]! + word.slice(i + 2) : word,
        ];
        const read = readWords(words.with(at, slips[kind]!).join(' '));
        if (read.ok || read.why !== 'unknown') return;
        unknown++;
        const { near } = read.unknown[0]!;
        expect(near).toContain(word);
        meant++;
        if (near.length === 1) only++;
      }),
      { numRuns: 2000 },
    );
    expect(meant).toBe(unknown);
    expect(only / unknown).toBeGreaterThan(0.9);
  });
  it('of two neighbours that changed places is nearly always noticed', () => {
    let noticed = 0;
    const runs = 2000;
    fc.assert(
      fc.property(entropy, fc.nat(4), (bits, i) => {
        const words = wordsFrom(bytesOf(bits)).split(' ');
        const swapped = words
          .with(i, words[i + 1]!)
          .with(i + 1, words[i]!)
          .join(' ');
        if (swapped === words.join(' ') || !readWords(swapped).ok) noticed++;
      }),
      { numRuns: runs },
    );
    expect(noticed / runs).toBeGreaterThan(0.96);
  });
});

// Reading formulas: what they say, what is refused and in which words, and renaming what they mention.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writtenName } from '../../../shared/domain/metric.ts';
import { nearestName } from './nearest.ts';
import { readFormula, withNewName, type Node } from './syntax.ts';

/** The tree as fully bracketed text. */
function said(node: Node): string {
  if (node.kind === 'number') return String(node.value);
  if (node.kind === 'metric') return node.name;
  if (node.kind === 'negate') return `-(${said(node.of)})`;
  if (node.kind === 'call') return `${node.called}(${node.given.map(said).join(', ')})`;
  return `(${said(node.left)} ${node.operator} ${said(node.right)})`;
}
const read = (text: string) => said(readFormula(text).root);
const refusal = (text: string): string => {
  try {
    readFormula(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'was read';
};

describe('a formula', () => {
  it.each([
    ['qps * latency_ms / 1000 * instance_price * 730', '((((qps * latency_ms) / 1000) * instance_price) * 730)'],
    ['[p95 latency] * 0.73', '(p95 latency * 0.73)'],
    ['[a]]b] + [[c]', '(a]b + [c)'],
    ['1 + 2 * 3 ^ 2', '(1 + (2 * (3 ^ 2)))'],
    ['2 ^ 3 ^ 2', '(2 ^ (3 ^ 2))'],
    ['8 - 4 - 2', '((8 - 4) - 2)'],
    ['8 / 4 / 2', '((8 / 4) / 2)'],
    ['-a ^ 2', '-((a ^ 2))'],
    ['(-a) ^ 2', '(-(a) ^ 2)'],
    ['2 ^ -a', '(2 ^ -(a))'],
    ['2 ^ -a ^ b', '(2 ^ -((a ^ b)))'],
    ['--a', '-(-(a))'],
    ['+a - −b', '(a - -(b))'],
    ['a × b ÷ 2 · c', '(((a * b) / 2) * c)'],
    ['max(a, min(b, 2), 3)', 'max(a, min(b, 2), 3)'],
    ['sqrt (a)', 'sqrt(a)'],
    ['max + [min]', '(max + min)'],
    ['this * true - null', '((this * true) - null)'],
    ['größe_2 + µ', '(größe_2 + µ)'],
    ['1.5e-3 * .5', '(0.0015 * 0.5)'],
    ['((a))', 'a'],
  ])('%s is %s', (text, tree) => expect(read(text)).toBe(tree));

  it('knows where it mentions what', () => {
    const text = 'a * [p 95] + a';
    expect(readFormula(text).mentions.map(({ name, from, to }) => [name, text.slice(from, to)])).toEqual([
      ['a', 'a'],
      ['p 95', '[p 95]'],
      ['a', 'a'],
    ]);
  });

  it.each([
    ['', 'Write a formula.'],
    ['  ', 'Write a formula.'],
    ['a +', 'ends where something is still to come'],
    ['a + * b', 'cannot be read at “*” (character 5)'],
    ['* a', 'cannot be read at “*” (character 1)'],
    ['(a + b', 'bracket ( at character 1 opens and never closes'],
    ['a + b)', 'cannot be read at “)” (character 6)'],
    ['[a + b', 'bracket [ at character 1 opens and never closes'],
    ['[ ] + 1', 'name no metric'],
    ['()', 'are empty'],
    ['p95 latency * 2', 'side by side'],
    ['0,73 * a', 'Decimals have a point'],
    ['a, b', 'side by side'],
    ['2 a', 'side by side'],
    ['foo(a)', '“foo” is not a function here'],
    ['constructor(a)', 'is not a function here'],
    ['sqrt(a, b)', 'sqrt takes one value'],
    ['max(a)', 'max takes 2 to 20 values'],
    ['max()', 'max takes 2 to 20 values'],
    ['a % b', 'cannot be read at “%”'],
    ['a ** b', 'cannot be read at “*” (character 4)'],
    ['a == b', 'cannot be read'],
    ['a ? b : c', '.'],
    ['a[b]', 'side by side'],
    ['a.b', '.'],
    ['a.constructor', '.'],
    ['"text" + 1', 'is no number'],
    ['!a', 'cannot be read'],
    ['$a', 'cannot stand by itself'],
    ['€', 'cannot stand by itself'],
    ['1e999', 'is no number'],
    ['3abc', 'cannot be read'],
    ['a; b', 'side by side'],
    ['max(a,, b)', '.'],
    ['max(a, b', '.'],
    ['(max)(a, b)', '.'],
    [`${'('.repeat(51)}a${')'.repeat(51)}`, 'More than 50 brackets'],
    ['a'.repeat(1001), 'at most 1000 characters'],
  ])('%.40s is refused: %s', (text, words) => {
    const message = refusal(text);
    expect(message).not.toBe('was read');
    expect(message).toContain(words);
    expect(message).toMatch(/[.?]$/);
  });

  it('survives anything that can be typed', () => {
    const piece = fc.constantFrom(
      'a',
      '[p 9]',
      '(',
      ')',
      '+',
      '-',
      '^',
      '/',
      ',',
      '[',
      ']',
      '1.5',
      'e',
      '.',
      ' ',
      'max(',
      '"',
      "'",
      '`',
      '?',
      ':',
      ';',
      '{',
      '𝛼',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const message = refusal(pieces.join(''));
        expect(message.length).toBeGreaterThan(5);
      }),
      { numRuns: 3000 },
    );
  });

  it('goes as deep as it may without running out of stack', () => {
    expect(read(`${'('.repeat(50)}a${')'.repeat(50)}`)).toBe('a');
    expect(readFormula('-'.repeat(999) + 'a').root.kind).toBe('negate');
    expect(readFormula(`a${'+a'.repeat(499)}`).mentions).toHaveLength(500);
    expect(readFormula(`a${'^a'.repeat(499)}`).mentions).toHaveLength(500);
  });
});

describe('renaming', () => {
  it('changes every mention and nothing else', () => {
    expect(withNewName('qps*latency + [latency]/max(latency, 2) - latency2', 'latency', 'p95 (ms)')).toBe(
      'qps*[p95 (ms)] + [p95 (ms)]/max([p95 (ms)], 2) - latency2',
    );
    expect(withNewName('[p 95] * 2', 'p 95', 'p95')).toBe('p95 * 2');
  });
  it('writes any name so that it is read back', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).map((name) => name.trim()),
        (name) => {
          fc.pre(name !== '' && readable(name));
          expect(readFormula(`${writtenName(name)} * 2`).mentions[0]?.name).toBe(name);
        },
      ),
    );
  });
});
// eslint-disable-next-line no-control-regex -- what names may not hold is left out of the names tried
const readable = (name: string) => name.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(name);

describe('the nearest name', () => {
  const known = ['latency_ms', 'accuracy', 'qps', 'Instance price'];
  it.each([
    ['latncy_ms', 'latency_ms'],
    ['Accuracy', 'accuracy'],
    ['instance_price', 'Instance price'],
    ['qp', 'qps'],
    ['throughput', null],
  ])('to %s is %s', (name, nearest) => expect(nearestName(name, known)).toBe(nearest));
});

// What formulas come to, against plain arithmetic, and what they say where there is no value.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFormula } from './evaluate.ts';
import { readFormula } from './syntax.ts';

const inputs = (columns: Record<string, number[]>) =>
  new Map(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]));
const outcome = (text: string, columns: Record<string, number[]> = {}) => {
  const n = Object.values(columns)[0]?.length ?? 1;
  return evaluateFormula(readFormula(text).root, inputs(columns), n);
};
const value = (text: string, columns: Record<string, number[]> = {}) => outcome(text, columns).measured[0];
const reason = (text: string, columns: Record<string, number[]> = {}) => outcome(text, columns).failures.get(0);

describe('values', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['-2 ^ 2', -4],
    ['(-2) ^ 2', 4],
    ['2 ^ 3 ^ 2', 512],
    ['7 - 2 - 1', 4],
    ['abs(-3) + ceil(1.2) + floor(1.8) + sqrt(16)', 10],
    ['round(2.5) + round(-2.5)', 0],
    ['ln(exp(2)) + log2(8) + log10(1000)', 8],
    ['max(1, 5, 3) - min(4, 2)', 3],
  ])('%s is %d', (text, expected) => expect(value(text)).toBe(expected));

  it('run over the candidates', () => {
    const { measured, failures } = outcome('qps * [p95 latency] / 1000', {
      qps: [10, 20, NaN],
      'p95 latency': [50, 100, 1],
    });
    expect(measured).toEqual(Float64Array.of(0.5, 2, NaN));
    expect([...failures]).toEqual([[2, '“qps” has no value here.']]);
  });

  it('are those of plain arithmetic', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((x) => Math.abs(x) > 1e-6);
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(value('a + b * c - a / b', { a: [a], b: [b], c: [c] })).toBe(a + b * c - a / b + 0);
        expect(value('-a * (b - -c)', { a: [a], b: [b], c: [c] })).toBe(-a * (b - -c) + 0);
        expect(value('abs(a) ^ 0.5 / max(b, c)', { a: [a], b: [b], c: [c] })).toBe(
          Math.abs(a) ** 0.5 / Math.max(b, c) + 0,
        );
      }),
    );
  });
});

describe('a cell without a value', () => {
  it.each([
    ['1 / a', { a: [0] }, 'divide by 0'],
    ['1 / (a - a)', { a: [3] }, 'divide by 0'],
    ['0 / a', { a: [0] }, 'divide by 0'],
    ['a ^ -1', { a: [0] }, 'divide by 0'],
    ['a ^ 0.5', { a: [-4] }, 'no power that is not whole'],
    ['sqrt(a)', { a: [-4] }, 'no square root'],
    ['ln(a)', { a: [0] }, 'logarithm'],
    ['log10(a)', { a: [-1] }, 'logarithm'],
    ['a * 0', { a: [NaN] }, '“a” has no value'],
    ['a ^ 0', { a: [NaN] }, '“a” has no value'],
    ['max(a, 3)', { a: [NaN] }, '“a” has no value'],
    ['a * 1e200', { a: [1e200] }, 'larger than'],
    ['1 / (a * 1e200)', { a: [1e200] }, 'larger than'],
    ['min(3, a * 1e200)', { a: [1e200] }, 'larger than'],
    ['a * 1e100', { a: [1e205] }, 'larger than'],
    ['exp(a)', { a: [1000] }, 'larger than'],
  ])('%s with %j says why', (text, columns: Record<string, number[]>, words) => {
    expect(value(text, columns)).toBeNaN();
    expect(reason(text, columns)).toContain(words);
  });

  it('has a reason exactly where there is no number', () => {
    const number = fc.oneof(fc.constantFrom(0, NaN, -1, 1e300, -1e300, 1e-300), fc.double({ noDefaultInfinity: true }));
    const text = fc.constantFrom(
      'a / b',
      'a ^ b',
      'sqrt(a) * ln(b)',
      'exp(a) - exp(b)',
      'max(a, b) / min(a, b)',
      '1 / (a * b)',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 5 }), text, (rows, formula) => {
        const columns = { a: rows.map(([a]) => a), b: rows.map(([, b]) => b) };
        const { measured, failures } = outcome(formula, columns);
        measured.forEach((each, i) => {
          expect(failures.has(i)).toBe(Number.isNaN(each));
          if (!Number.isNaN(each)) expect(Math.abs(each)).toBeLessThanOrEqual(1e300);
        });
      }),
      { numRuns: 2000 },
    );
  });
});

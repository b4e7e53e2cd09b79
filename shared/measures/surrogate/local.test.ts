// The local fit where the answer is known: straight lines, features that say the same, words, and rows with nothing to explain.
import { describe, expect, it } from 'vitest';
import type { Feature } from './features.ts';
import { localFits } from './local.ts';

const n = 200;
const rows = Array.from({ length: n }, (_, row) => row);
const number = (name: string, of: (row: number) => number): Feature => ({
  name,
  words: null,
  numbers: Float64Array.from(rows, of),
});
const wave = (row: number, k: number) => Math.sin(row * k);

describe('a local explanation', () => {
  const a = number('a', (row) => 10 * wave(row, 1.1));
  const b = number('b', (row) => wave(row, 2.3) + 5);
  const noise = number('noise', (row) => wave(row, 3.7));
  const line = Float64Array.from(rows, (row) => 0.2 + 0.03 * a.numbers![row]! - 0.5 * b.numbers![row]!);

  it('finds a straight line wherever it stands, per standard deviation', () => {
    for (const row of [0, 50, 199]) {
      const { fits, terms, neighbours } = localFits([a, b, noise], row, [line], null);
      const [fit] = fits;
      expect(fit!.r2.value).toBeGreaterThan(0.999);
      expect(fit!.effects[0]! / terms[0]!.unit).toBeCloseTo(0.03, 3);
      expect(fit!.effects[1]! / terms[1]!.unit).toBeCloseTo(-0.5, 2);
      expect(Math.abs(fit!.effects[2]!)).toBeLessThan(0.01);
      expect(fit!.fitted).toBeCloseTo(fit!.around + fit!.pushes.reduce((sum, push) => sum + push, 0), 12);
      expect(fit!.said).toBe(line[row]);
      expect(neighbours > 20 && neighbours < n).toBe(true);
      expect(terms.map(({ value }) => value)).toEqual([a, b, noise].map(({ numbers }) => numbers![row]));
    }
  });
  it('is the least weighted squared error with its ridge: no small step makes it better', () => {
    const bent = Float64Array.from(rows, (row) => Math.tanh(a.numbers![row]! / 5) + wave(row, 0.7));
    const { fits, width } = localFits([a, b], 7, [bent], null);
    const standard = [a, b].map(({ numbers }) => {
      const mean = numbers!.reduce((sum, value) => sum + value, 0) / n;
      const sd = Math.sqrt(numbers!.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
      return numbers!.map((value) => (value - mean) / sd);
    });
    const near = rows.map((row) =>
      Math.exp(-standard.reduce((sum, z) => sum + (z[row]! - z[7]!) ** 2, 0) / (2 * width ** 2)),
    );
    const total = near.reduce((sum, w) => sum + w, 0);
    const loss = (at: number, effects: readonly number[]) =>
      rows.reduce((sum, row) => {
        const fitted = at + effects.reduce((all, effect, k) => all + effect * standard[k]![row]!, 0);
        return sum + near[row]! * (bent[row]! - fitted) ** 2;
      }, 0) +
      1e-3 * total * effects.reduce((sum, effect) => sum + effect ** 2, 0);
    const effects = [...fits[0]!.effects];
    const at = fits[0]!.fitted - effects.reduce((sum, effect, k) => sum + effect * standard[k]![7]!, 0);
    const least = loss(at, effects);
    for (const step of [1e-4, -1e-4]) {
      expect(loss(at + step, effects)).toBeGreaterThan(least);
      effects.forEach((_, k) =>
        expect(
          loss(
            at,
            effects.map((effect, j) => (j === k ? effect + step : effect)),
          ),
        ).toBeGreaterThan(least),
      );
    }
  });
  it('shares an effect between features that say the same, and leaves constant ones out', () => {
    const same = number('same', (row) => 1000 * a.numbers![row]!);
    const { fits, terms } = localFits([a, same, number('constant', () => 3)], 3, [line], null);
    expect(terms.map(({ feature }) => feature)).toEqual([0, 1]);
    expect(fits[0]!.effects[0]).toBeCloseTo(fits[0]!.effects[1]!, 9);
  });
  it('compares a word with all others, and takes a blank for the mean', () => {
    const words: Feature = {
      name: 'kind',
      numbers: null,
      words: { codes: Int32Array.from(rows, (row) => row % 3), names: ['', 'x', 'y'] },
    };
    const target = Float64Array.from(rows, (row) => (row % 3 === 2 ? 1 : 0));
    const { fits, terms } = localFits([words], 2, [target], null);
    expect(terms[0]!.word).toBe('y');
    expect(fits[0]!.effects[0]).toBeCloseTo(1, 1);
    const gap = number('gap', (row) => (row === 4 ? NaN : row % 2));
    const blank = localFits([gap, a], 4, [line], null);
    expect(blank.terms[0]!.value).toBeNaN();
    expect(Number.isFinite(blank.fits[0]!.pushes[0])).toBe(true);
  });
  it('says when there is nothing to explain', () => {
    const { fits } = localFits([a], 0, [Float64Array.from(rows, () => 0.3)], null);
    expect(fits[0]!.r2.reason).toBe('It says the same of every row around.');
    expect([...fits[0]!.pushes]).toEqual([0]);
    const none = localFits([number('constant', () => 1)], 0, [line], null);
    expect([none.terms.length, none.fits[0]!.fitted]).toEqual([0, none.fits[0]!.around]);
  });
  it('weighs rows: a weight of 2 is a row twice', () => {
    const twice = <T extends { name: string }>(feature: T & Feature): Feature => ({
      ...feature,
      numbers: Float64Array.from([...feature.numbers!, ...feature.numbers!.slice(0, 50)]),
    });
    const weights = Float64Array.from(rows, (row) => (row < 50 ? 2 : 1));
    const one = localFits([a], 120, [line], weights);
    const two = localFits([twice(a)], 120, [Float64Array.from([...line, ...line.slice(0, 50)])], null);
    expect(one.width).toBeCloseTo(two.width, 6);
    expect(one.fits[0]!.effects[0]).toBeCloseTo(two.fits[0]!.effects[0]!, 6);
    const scaled = localFits(
      [a],
      120,
      [line],
      weights.map((w) => w / 1000),
    );
    expect(scaled.fits[0]!.effects[0]).toBeCloseTo(one.fits[0]!.effects[0]!, 9);
  });
  it('leans on a tenth of the rows around an outlier, and on what is near where that is more', () => {
    const many = Array.from({ length: 1000 }, (_, row) => row);
    const far: Feature = {
      name: 'far',
      words: null,
      numbers: Float64Array.from(many, (row) => (row === 0 ? 30 : 10 * ((row * 0.618034) % 1))),
    };
    const target = far.numbers!.map((value) => value ** 2);
    expect(localFits([far], 0, [target], null).neighbours).toBeCloseTo(100, 3);
    const usual = localFits([far], 500, [target], null);
    expect(usual.neighbours).toBeGreaterThan(100);
    expect(usual.width).toBeCloseTo(0.4, 9);
    // Rows that are all alike all count.
    const flat: Feature = { ...far, numbers: Float64Array.from(many, (row) => Number(row % 2 === 0)) };
    expect(localFits([flat], 3, [target], null).neighbours).toBeGreaterThan(500);
  });
});

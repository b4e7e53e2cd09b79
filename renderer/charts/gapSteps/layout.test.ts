// Staircases of what is left at every bound, their names, and where the answer changes.
import { describe, expect, it } from 'vitest';
import { gapLayout, type GapInput } from './layout.ts';

const input: GapInput = {
  bounds: [0.3, 0.2, 0.1],
  comparator: '<=',
  lines: [
    { key: 1, name: 'Sales', values: [0.9, 0.7, 0.4] },
    { key: 2, name: 'Product', values: [0.9, 0.9, null] },
  ],
  answers: [
    { step: 0, name: 'profitable' },
    { step: 2, name: 'fair' },
  ],
  width: 600,
  height: 260,
  measure: (text) => 6 * text.length,
};

describe('gapLayout', () => {
  it('goes down from the loosest bound to the strictest', () => {
    const { lines, scaleX, scaleY, plot } = gapLayout(input)!;
    const numbers = lines[0]!.path.match(/[\d.]+/g)!.map(Number);
    expect(numbers[0]).toBeCloseTo(plot.right, 0);
    expect(numbers.at(-1)).toBeCloseTo(scaleX.at(0.1), 0);
    expect(numbers.at(-2)).toBeCloseTo(scaleY.at(0.4), 0);
    expect(lines[0]!.path.match(/V/g)).toHaveLength(2);
    expect(lines[1]!.path.match(/H/g)).toHaveLength(2);
  });
  it('keeps names of lines that end alike apart', () => {
    const [sales, product] = gapLayout(input)!.lines;
    expect(Math.abs(sales!.y - product!.y)).toBeGreaterThanOrEqual(14);
  });
  it('marks an answer from the bound on below which it is first', () => {
    const { answers, scaleX, plot } = gapLayout(input)!;
    expect(answers[0]!.x).toBe(plot.right);
    expect(answers[1]!.x).toBeCloseTo(scaleX.at(0.2), 6);
    const crowded = gapLayout({ ...input, answers: [...input.answers, { step: 2, name: 'another' }] })!;
    expect(crowded.answers.map(({ name }) => name)).toEqual(['profitable', 'fair', '']);
  });
  it('runs the other way for a ratio, and is nothing without steps or room', () => {
    const ratio = gapLayout({ ...input, bounds: [0.5, 0.7, 0.9], comparator: '>=' })!;
    expect(Number(/[\d.]+/.exec(ratio.lines[0]!.path)![0])).toBeCloseTo(ratio.plot.left, 0);
    expect(gapLayout({ ...input, bounds: [] })).toBeNull();
    expect(gapLayout({ ...input, width: 100 })).toBeNull();
  });
});

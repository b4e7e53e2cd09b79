// The bump chart: places among the finalists, ties side by side, the unranked last, everything inside the picture.
import { describe, expect, it } from 'vitest';
import { markHalf, rankFlow } from './layout.ts';

const column = (id: string, ...ranks: number[]) => ({ id, name: id, ranks });
const names = ['Alpha', 'Beta', 'Gamma'];
const heights = (flow: ReturnType<typeof rankFlow>, at: number) => flow.lines.map(({ points }) => points[at]!.y);
const ordered = (ys: readonly number[]) => ys.map((_, i) => i).sort((a, b) => ys[a]! - ys[b]!);

describe('rankFlow', () => {
  it('stands finalists by their order, however far apart their ranks are', () => {
    const flow = rankFlow([column('ml', 1, 4000, 2), column('group', 2, 1, 90)], names, 900);
    expect(ordered(heights(flow, 0))).toEqual([0, 2, 1]);
    const gaps = [...heights(flow, 0)].sort((a, b) => a - b);
    expect(gaps[1]! - gaps[0]!).toBe(gaps[2]! - gaps[1]!);
    expect(flow.lines[1]!.points.map(({ rank }) => rank)).toEqual([4000, 1]);
  });

  it('settles ties by the group’s order, then by name, without covering one with the other', () => {
    const flow = rankFlow([column('ml', 1, 1, 1), column('group', 3, 1, 1)], names, 900);
    expect(ordered(heights(flow, 0))).toEqual([1, 2, 0]);
    expect(new Set(heights(flow, 0)).size).toBe(3);
  });

  it('puts those that are not ranked last', () => {
    const flow = rankFlow([column('ml', 0, 7, 2), column('group', 0, 0, 1)], names, 900);
    expect(ordered(heights(flow, 0))).toEqual([2, 1, 0]);
    expect(ordered(heights(flow, 1))).toEqual([2, 0, 1]);
  });

  it('keeps marks and names inside, and gives up the names at the left where it is narrow', () => {
    for (const width of [420, 784, 1172]) {
      const flow = rankFlow([column('a', 1, 2, 3), column('b', 1, 2, 3), column('group', 1, 2, 3)], names, width);
      for (const { points } of flow.lines) {
        for (const { x, y } of points) {
          expect(x).toBeGreaterThan(10);
          expect(x + flow.nameGap + flow.nameWidth).toBeLessThanOrEqual(width);
          expect(y).toBeLessThan(flow.height - 10);
        }
      }
      expect(flow.leftNames).toBe(width >= 720);
    }
  });

  it('keeps names clear of marks with long figures', () => {
    const few = rankFlow([column('group', 1, 2, 3)], names, 900);
    const many = rankFlow([column('group', 1, 2, 10_000)], names, 900);
    expect(many.nameGap).toBeGreaterThan(few.nameGap);
    expect(many.nameGap).toBeGreaterThan(markHalf('10,000'));
  });

  it('draws one column and no finalists without breaking', () => {
    expect(rankFlow([column('group', 1)], ['Alpha'], 600).lines[0]!.path).not.toMatch(/NaN/);
    expect(rankFlow([], [], 600).lines).toEqual([]);
  });
});

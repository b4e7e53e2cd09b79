// Whether what a cube holds that was made to be mailed fits together, and hides what it says that it hides.
import type { CubeFile, MailedCounts } from '../../domain/cube.ts';

/** Whether a cell is to be hidden. That nobody is in it may be told. */
export const isSmall = (n: number, least: number): boolean => n > 0 && n < least;

/** Whether what a mailed cube holds fits together. O(margins). */
export function mailedFits({ margins, pairs, pooled, least }: MailedCounts, cube: CubeFile): boolean {
  const { candidates, groups, cells } = cube;
  const k = candidates.length;
  const all = cells.n.reduce((total, n) => total + n, 0);
  return (
    cube.scores.length === 0 &&
    cube.units === undefined &&
    cube.weight === null &&
    pairs.length === (k * (k - 1)) / 2 &&
    pairs.every((pair) => pair === null || pair.reduce((total, n) => total + n, 0) === all) &&
    pooled.length === groups.length &&
    candidates.every((_, c) => margins.some(({ candidate, group }) => candidate === c && group === null)) &&
    margins.every(({ candidate, group, cases, positive }) => {
      const width = group === null ? 1 : groups[group]?.words.length;
      return (
        candidate < k &&
        width !== undefined &&
        cases.length === 2 * width &&
        positive.length === cases.length &&
        cases.reduce((total, n) => total + n, 0) <= all &&
        positive.every((yes, at) =>
          yes === null
            ? group === null
            : yes <= cases[at]! && !isSmall(yes, least) && !isSmall(cases[at]! - yes, least),
        )
      );
    })
  );
}

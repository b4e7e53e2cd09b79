// A cube that may be mailed where the rows may not: margins instead of joint cells, small groups put together, and small cells hidden.
// What is left out can be told from nothing that is left in.
import type { CubeFile, MailedCounts, Margin } from '../../domain/cube.ts';
import { positiveWords, sameAnswer } from './answers.ts';
import { cubeDigest } from './cube.ts';
import { isSmall } from './mailedFits.ts';
import { LogProblem } from './usableRows.ts';

/** What groups are called that stand together. */
const TOGETHER = 'Other or not stated';

/** Cells that can be measured, the answers as 0 and 1. */
interface Cell {
  n: number;
  label: 0 | 1;
  decided: readonly (0 | 1)[];
  /** Per column its code, −1 for blank. */
  members: readonly number[];
}

/**
 * The cube without any number of fewer cases than `least`, in four steps.
 * - Joint cells become margins: each candidate by label, of everybody and by one column of groups; and pairs of candidates of everybody.
 * - Of everybody, where a candidate decided fewer than `least` cases of a label one way, how it decided that label is hidden: both cells,
 *   since one would follow from the other. Its margins by groups and its pairs go too, from which it would follow.
 * - Groups with a small cell of any other candidate stand together, with further ones (the smallest first) until they are at least two and
 *   no cell of theirs is small: what is hidden of each is not the difference between everybody and the rest.
 * - Scores, whose bins hold few cases, and the units that cases come in are left out.
 *
 * @throws LogProblem where the cases are weighed, too few are left, or it was made to be mailed before. O(cells × columns).
 */
export function mailedCube(cube: CubeFile, least: number): CubeFile {
  if (cube.mailed !== undefined)
    throw new LogProblem('This cube was made to be mailed already; make another from the rows.');
  if (cube.weight !== null)
    throw new LogProblem(
      'The cases of this cube are weighed, and of weighed cases small cells cannot be hidden. Count it without a weight.',
    );
  if (cube.positive === null) throw new LogProblem('Nobody has said which label of this cube is the positive one.');
  const cells = usableCells(cube, cube.positive);
  const ofLabel = [0, 1].map((label) => sum(cells, (cell) => cell.label === label));
  if (ofLabel.some((n) => n < least))
    throw new LogProblem(`Fewer than ${least} cases have one of the labels, so nothing of them can be mailed.`);
  const candidates = [...cube.candidates.keys()];
  const whole = candidates.map((c) => wholeMargin(cells, c, least));
  const isHidden = whole.map(({ positive }) => positive.includes(null));
  const shown = candidates.filter((c) => !isHidden[c]);
  const columns = cube.groups.map(({ name, words }, g) => ({ name, ...pooledGroups(cells, words, g, shown, least) }));
  const kept = columns.filter(({ names }) => names.length > 1);
  const byGroup = shown.flatMap((c) =>
    kept.map((column, group): Margin => {
      const placed = (g: number, label: number) => (cell: Cell) => column.placeOf(cell) === g && cell.label === label;
      const at = column.names.flatMap((_, g) => [placed(g, 0), placed(g, 1)]);
      return {
        candidate: c,
        group,
        cases: at.map((own) => sum(cells, own)),
        positive: at.map((own) => sum(cells, (cell) => own(cell) && cell.decided[c] === 1)),
      };
    }),
  );
  const mailed: MailedCounts = {
    least,
    positive: cube.positive,
    margins: [...whole, ...byGroup].sort((a, b) => a.candidate - b.candidate || (a.group ?? -1) - (b.group ?? -1)),
    pairs: candidates.flatMap((a) =>
      candidates.slice(a + 1).map((b) => (isHidden[a] || isHidden[b] ? null : pairOf(cells, a, b, least))),
    ),
    pooled: kept.map(({ pooled }) => pooled),
    together: TOGETHER,
    leftOut: columns.filter(({ names }) => names.length <= 1).map(({ name }) => name),
    units: cube.units?.column ?? null,
    scores: cube.scores.length > 0,
  };
  const labels = cube.labels.filter((word) => cube.cells.label.includes(cube.labels.indexOf(word)));
  const two = [labels.find((word) => !sameAnswer(word, cube.positive!))!, cube.positive];
  const words = [...two].sort();
  const { digest: _, units: _units, ...rest } = cube;
  const made: Omit<CubeFile, 'digest'> = {
    ...rest,
    candidates: cube.candidates.map((candidate) => ({ ...candidate, words: [] })),
    groups: kept.map(({ name, names }) => ({ name, words: names })),
    labels: words,
    cells: {
      label: words.map((_word, k) => k),
      decisions: candidates.map(() => [-1, -1]),
      members: kept.map(() => [-1, -1]),
      n: words.map((word) => ofLabel[word === cube.positive ? 1 : 0]!),
      w: null,
      ww: null,
    },
    scores: [],
    mailed,
    // The texts of questions name groups and labels, and their numbers of entries tell of cells.
    source: { ...cube.source, rows: ofLabel[0]! + ofLabel[1]!, questions: [] },
  };
  return { ...made, digest: cubeDigest(made) };
}

const sum = (cells: readonly Cell[], own: (cell: Cell) => boolean) =>
  cells.reduce((total, cell) => (own(cell) ? total + cell.n : total), 0);

function usableCells({ cells, labels, candidates }: CubeFile, positive: string): Cell[] {
  const used = labels.filter((_, code) => cells.label.includes(code));
  const says = candidates.map(({ name, decision, words }) =>
    positiveWords(used, positive, { name, header: decision, words }),
  );
  return cells.n.flatMap((n, at): Cell[] => {
    const label = labels[cells.label[at]!];
    const words = candidates.map((candidate, c) => candidate.words[cells.decisions[c]![at]!]);
    if (label === undefined || words.includes(undefined)) return [];
    return [
      {
        n,
        label: sameAnswer(label, positive) ? 1 : 0,
        decided: words.map((word, c) => (says[c]!.get(word!) === true ? 1 : 0)),
        members: cells.members.map((codes) => codes[at]!),
      },
    ];
  });
}

function wholeMargin(cells: readonly Cell[], c: number, least: number): Margin {
  const cases = [0, 1].map((label) => sum(cells, (cell) => cell.label === label));
  const positive = [0, 1].map((label) => {
    const yes = sum(cells, (cell) => cell.label === label && cell.decided[c] === 1);
    return isSmall(yes, least) || isSmall(cases[label]! - yes, least) ? null : yes;
  });
  return { candidate: c, group: null, cases, positive };
}

/** Which groups stand together. @param shown  the candidates whose cells are told by groups. */
function pooledGroups(
  cells: readonly Cell[],
  words: readonly string[],
  column: number,
  shown: readonly number[],
  least: number,
): { names: string[]; pooled: number; placeOf: (cell: Cell) => number } {
  // Those without a group are one too: everybody less the groups is them.
  const levels = [...words.keys(), -1].filter((code) => cells.some(({ members }) => members[column] === code));
  const countsOf = (codes: ReadonlySet<number>) =>
    [0, 1].flatMap((label) => {
      const own = cells.filter((cell) => codes.has(cell.members[column]!) && cell.label === label);
      const all = sum(own, () => true);
      return [
        all,
        ...shown.flatMap((c) => [
          sum(own, ({ decided }) => decided[c] === 1),
          sum(own, ({ decided }) => decided[c] === 0),
        ]),
      ];
    });
  const hasSmall = (codes: ReadonlySet<number>) => countsOf(codes).some((n) => isSmall(n, least));
  const pool = new Set(levels.filter((code) => hasSmall(new Set([code]))));
  const sizes = new Map(levels.map((code) => [code, sum(cells, ({ members }) => members[column] === code)]));
  const rest = levels.filter((code) => !pool.has(code)).sort((a, b) => sizes.get(a)! - sizes.get(b)!);
  while (pool.size > 0 && (pool.size < 2 || hasSmall(pool))) {
    const next = rest.shift();
    if (next === undefined) break;
    pool.add(next);
  }
  const single = levels.filter((code) => code >= 0 && !pool.has(code)).map((code) => words[code]!);
  const names = pool.size === 0 ? single : [...single, TOGETHER].sort();
  const place = new Map(names.map((name, k) => [name, k]));
  return {
    names,
    pooled: [...pool].filter((code) => code >= 0).length,
    placeOf: ({ members }) => {
      const code = members[column]!;
      if (pool.has(code)) return place.get(TOGETHER)!;
      return code < 0 ? -1 : place.get(words[code]!)!;
    },
  };
}

/** Both right, only the first, only the second, neither; null where one of them is small. */
function pairOf(cells: readonly Cell[], a: number, b: number, least: number): number[] | null {
  const counts = [
    [1, 1],
    [1, 0],
    [0, 1],
    [0, 0],
  ].map(([one, other]) =>
    sum(
      cells,
      ({ label, decided }) => (decided[a] === label ? 1 : 0) === one && (decided[b] === label ? 1 : 0) === other,
    ),
  );
  return counts.some((n) => isSmall(n, least)) ? null : counts;
}

// Counts rows one by one: what any engine has to come to. Slow and plain.
import type { LogColumn, LogRoles } from '../../domain/predictionLog.ts';
import type { CountedUnits, CubeFile } from '../../domain/cube.ts';
import { MOST_SCORES, SCORE_PARTS, WEIGHT_PARTS } from '../../domain/cubeParts.ts';
import type { CountedCell, CountedEntry, CountedTable } from '../log/cube.ts';
import { cubeOf } from '../log/cube.ts';
import { scoreBinOf } from '../log/countedScores.ts';
import { unitTableOf } from '../log/countedUnits.ts';

const wordAt = ({ words }: LogColumn, row: number) => (words!.codes[row]! < 0 ? '' : words!.names[words!.codes[row]!]!);

/**
 * @param roles     candidates decide by a prediction, or by a score and 0.5; what has a score has it counted.
 * @param exactly   up to how many different scores are each a bin.
 * @param keyed     whether cases of different weight are told apart.
 */
export function cubeOfRows(
  columns: readonly LogColumn[],
  roles: LogRoles,
  { positive, exactly = MOST_SCORES, keyed = true }: { positive: string; exactly?: number; keyed?: boolean },
): CubeFile {
  const label = columns[roles.label!]!;
  const rows = label.numbers.length;
  const other = label.words!.names.find((name) => name !== positive) ?? '';
  const weight = roles.weight === null ? null : columns[roles.weight]!;
  const weightOf = (row: number): bigint | null => {
    if (weight === null || !(weight.numbers[row]! >= 0)) return null;
    return BigInt(Math.round(weight.numbers[row]! * WEIGHT_PARTS));
  };
  const decisionOf = (c: number, row: number) => {
    const { score, prediction } = roles.candidates[c]!;
    if (prediction !== null) return wordAt(columns[prediction]!, row);
    const number = columns[score!]!.numbers[row]!;
    return Number.isFinite(number) ? (number >= 0.5 ? positive : other) : '';
  };
  const cells = new Map<string, CountedCell>();
  for (let row = 0; row < rows; row++) {
    const w = weightOf(row);
    const cell: CountedCell = {
      label: wordAt(label, row),
      decisions: roles.candidates.map((_, c) => decisionOf(c, row)),
      groups: roles.groups.map(({ place }) => wordAt(columns[place]!, row)),
      n: 1,
      w,
      ww: w === null ? null : w * w,
    };
    const key = JSON.stringify([cell.label, cell.decisions, cell.groups, w === null ? null : keyed ? String(w) : '']);
    const known = cells.get(key);
    if (known === undefined) cells.set(key, cell);
    else {
      known.n++;
      if (w !== null) [known.w, known.ww] = [known.w! + w, known.ww! + w * w];
    }
  }
  const usable = Array.from({ length: rows }, (_, row) => row).filter(
    (row) =>
      wordAt(label, row) !== '' &&
      roles.candidates.every(({ score }, c) => {
        const known = score === null || Number.isFinite(columns[score]!.numbers[row]!);
        return known && decisionOf(c, row) !== '';
      }) &&
      (weight === null || weightOf(row) !== null),
  );
  const scores = roles.candidates.flatMap(({ score }, candidate): CountedTable[] => {
    if (score === null) return [];
    const numbers = columns[score]!.numbers;
    const exact = new Set(usable.map((row) => numbers[row]!)).size <= exactly;
    const groups = roles.groups.length === 0 ? [null] : roles.groups.map((_, g) => g);
    return groups.map((group) => {
      const entries = new Map<string, CountedEntry>();
      for (const row of usable) {
        const value = numbers[row]!;
        const member = group === null ? '' : wordAt(columns[roles.groups[group]!.place]!, row);
        const bin = exact ? value : scoreBinOf(value, { from: 0, to: 1 });
        const key = JSON.stringify([wordAt(label, row), member, bin]);
        const w = weightOf(row);
        const s = BigInt(Math.floor(value * SCORE_PARTS));
        const ss = BigInt(Math.floor(value * value * SCORE_PARTS));
        const own = { n: 1, s, ss, w, ww: w && w * w, ws: w === null ? null : w * s, wss: w === null ? null : w * ss };
        const known = entries.get(key);
        if (known === undefined)
          entries.set(key, { label: wordAt(label, row), group: member, lo: value, hi: value, ...own });
        else {
          known.n++;
          known.lo = Math.min(known.lo, value);
          known.hi = Math.max(known.hi, value);
          known.s += s;
          known.ss += ss;
          if (w !== null) {
            known.w! += w;
            known.ww! += w * w;
            known.ws! += w * s;
            known.wss! += w * ss;
          }
        }
      }
      return { candidate, group, exact, from: 0, to: 1, entries: [...entries.values()] };
    });
  });
  return cubeOf({
    label: label.header,
    weight: weight?.header ?? null,
    positive,
    candidates: roles.candidates.map(({ name, prediction, score }) => ({
      name,
      decision: columns[(prediction ?? score)!]!.header,
    })),
    groups: roles.groups.map(({ place }) => columns[place]!.header),
    cells: [...cells.values()],
    scores,
    ...(roles.unit == null ? {} : { units: unitsOfRows() }),
    remarks: { roundedWeights: 0 },
    source: { engine: 'test', at: '', files: [], questions: [], rows },
  });

  function unitsOfRows(): CountedUnits {
    const column = columns[roles.unit!]!;
    const byUnit = [...Map.groupBy(usable, (row) => wordAt(column, row) || `row ${row}`).values()];
    const groupAt = (group: number | null, row: number) =>
      group === null ? '' : wordAt(columns[roles.groups[group]!.place]!, row);
    const isYes = (word: string) => word === positive;
    const k = roles.candidates.length;
    const rightOf = (c: number, own: readonly number[]) =>
      own.filter((row) => wordAt(label, row) === decisionOf(c, row)).length;
    const sizes = [...Map.groupBy(byUnit, ({ length }) => length)].sort(([a], [b]) => a - b);
    const sum = (of: readonly number[][], each: (own: readonly number[]) => number) =>
      String(of.reduce((total, own) => total + each(own), 0));
    const pairs = Array.from({ length: k }, (_, a) =>
      Array.from({ length: k - a }, (_, b) => [a, a + b] as const),
    ).flat();
    return {
      column: column.header,
      positive,
      units: byUnit.length,
      shared: roles.groups.map((_, g) =>
        byUnit.some((own) => new Set(own.map((row) => groupAt(g, row)).filter((word) => word !== '')).size > 1),
      ),
      tables: Array.from({ length: k }, (_, c) => c).flatMap((c) =>
        [null, ...roles.groups.keys()].map((group) => {
          const entries = byUnit.flatMap((own) =>
            Array.from(
              Map.groupBy(own, (row) => groupAt(group, row)),
              ([member, rowsOf]) => {
                const count = (yes: boolean, said: boolean) =>
                  rowsOf.filter((row) => isYes(wordAt(label, row)) === yes && isYes(decisionOf(c, row)) === said)
                    .length;
                return {
                  group: member,
                  tn: count(false, false),
                  fp: count(false, true),
                  fn: count(true, false),
                  tp: count(true, true),
                  times: 1,
                };
              },
            ),
          );
          return unitTableOf(c, group, entries);
        }),
      ),
      sizes: {
        cases: sizes.map(([n]) => n),
        units: sizes.map(([, of]) => of.length),
        right: roles.candidates.map((_, c) => sizes.map(([, of]) => sum(of, (own) => rightOf(c, own)))),
        both: pairs.map(([a, b]) => sizes.map(([, of]) => sum(of, (own) => rightOf(a, own) * rightOf(b, own)))),
      },
    };
  }
}

// Making a cube of cells that somebody counted, and a log of a cube: the one way in for every engine, and the one way out for the study.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../domain/canonicalJson.ts';
import type { CountedScores, CountedUnits, CubeFile } from '../../domain/cube.ts';
import { MOST_ROWS, WEIGHT_PARTS } from '../../domain/cubeParts.ts';
import type { LogRoles } from '../../domain/predictionLog.ts';
import { scoreBinOf } from './countedScores.ts';
import { mailedFits } from './mailedFits.ts';
import type { WideLog } from './wideLog.ts';

/** One cell as an engine counts it; words as they are read, '' for blank. */
export interface CountedCell {
  label: string;
  decisions: readonly string[];
  groups: readonly string[];
  n: number;
  /** Σw and Σw² in parts; null: the cases have no weight, or none are weighed. */
  w: bigint | null;
  ww: bigint | null;
}

/** An entry of scores as an engine counts it. */
export interface CountedEntry {
  label: string;
  group: string;
  lo: number;
  hi: number;
  n: number;
  s: bigint;
  ss: bigint;
  w: bigint | null;
  ww: bigint | null;
  ws: bigint | null;
  wss: bigint | null;
}

export interface CountedTable extends Pick<CountedScores, 'candidate' | 'group' | 'exact' | 'from' | 'to'> {
  entries: readonly CountedEntry[];
}

export interface Counted extends Pick<CubeFile, 'label' | 'weight' | 'positive' | 'units' | 'remarks' | 'source'> {
  candidates: readonly { name: string; decision: string }[];
  groups: readonly string[];
  cells: readonly CountedCell[];
  scores: readonly CountedTable[];
}

/** By code unit, so that the order is the same on every machine. */
const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The different words, sorted, without the blank. */
function wordsIn(all: Iterable<string>): string[] {
  return [...new Set(all)].filter((word) => word !== '').sort(byCodeUnit);
}

const coder = (words: readonly string[]) => {
  const codes = new Map(words.map((word, code) => [word, code]));
  return (word: string) => codes.get(word) ?? -1;
};

/**
 * A cube of what was counted: cells of the same words are added up, whatever order or parts they came in, so that shards and partitions
 * may be counted one by one. O(cells log cells).
 */
export function cubeOf(counted: Counted): CubeFile {
  const labels = wordsIn(counted.cells.map(({ label }) => label));
  const decided = counted.candidates.map((_, c) => wordsIn(counted.cells.map(({ decisions }) => decisions[c]!)));
  const grouped = counted.groups.map((_, g) => wordsIn(counted.cells.map(({ groups }) => groups[g]!)));
  const labelCode = coder(labels);
  const decisionCodes = decided.map(coder);
  const groupCodes = grouped.map(coder);
  const cells = added(
    counted.cells.map((cell) => ({
      key: [
        labelCode(cell.label),
        ...cell.decisions.map((word, c) => decisionCodes[c]!(word)),
        ...cell.groups.map((word, g) => groupCodes[g]!(word)),
      ],
      // Cases of one weight stay apart from cases of another, and from those without one, where the engine told them apart.
      level: levelOf(cell),
      n: cell.n,
      sums: cell.w === null ? null : [cell.w, cell.ww!],
    })),
  );
  const k = counted.candidates.length;
  const weighed = counted.weight !== null;
  const scores = counted.scores
    .map((table) => scoresOf(table, counted.weight !== null))
    .sort((a, b) => a.candidate - b.candidate || (a.group ?? -1) - (b.group ?? -1));
  const cube: Omit<CubeFile, 'digest'> = {
    format: 'parley-cube',
    version: 1,
    kind: 'binary',
    label: counted.label,
    candidates: counted.candidates.map(({ name, decision }, c) => ({ name, decision, words: decided[c]! })),
    groups: counted.groups.map((name, g) => ({ name, words: grouped[g]! })),
    weight: counted.weight,
    labels,
    positive: counted.positive,
    cells: {
      label: cells.map(({ key }) => key[0]!),
      decisions: counted.candidates.map((_, c) => cells.map(({ key }) => key[1 + c]!)),
      members: counted.groups.map((_, g) => cells.map(({ key }) => key[1 + k + g]!)),
      n: cells.map(({ n }) => n),
      w: weighed ? cells.map(({ sums }) => (sums === null ? null : String(sums[0]))) : null,
      ww: weighed ? cells.map(({ sums }) => (sums === null ? null : String(sums[1]))) : null,
    },
    scores,
    ...(counted.units === undefined ? {} : { units: counted.units }),
    remarks: counted.remarks,
    source: counted.source,
  };
  return { ...cube, digest: cubeDigest(cube) };
}

/** Cells whose cases all weigh the same are told apart by that weight; others are one. */
function levelOf({ n, w, ww }: Pick<CountedCell, 'n' | 'w' | 'ww'>): string {
  if (w === null) return 'none';
  return BigInt(n) * ww! === w * w && w % BigInt(n) === 0n ? String(w / BigInt(n)) : 'mixed';
}

interface Addend {
  key: readonly number[];
  level: string;
  n: number;
  sums: readonly bigint[] | null;
}

/** Addends of one key as one, in order of their keys. Cells of one key whose weights are mixed take those of one weight in. */
function added(addends: readonly Addend[]): Addend[] {
  const byKey = Map.groupBy(addends, ({ key, sums }) => `${key.join()}|${sums === null}`);
  const found: Addend[] = [];
  for (const own of byKey.values()) {
    const mixed = own.some(({ level }) => level === 'mixed');
    for (const same of mixed ? [own] : Map.groupBy(own, ({ level }) => level).values()) {
      const [first] = same;
      const sums = first!.sums && first!.sums.map((_, k) => same.reduce((sum, each) => sum + each.sums![k]!, 0n));
      found.push({ ...first!, n: same.reduce((sum, { n }) => sum + n, 0), sums });
    }
  }
  return found.sort((a, b) => byNumbers(a.key, b.key) || byCodeUnit(a.level, b.level));
}

function byNumbers(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return 0;
}

function scoresOf({ candidate, group, exact, from, to, entries }: CountedTable, weighed: boolean): CountedScores {
  const labels = wordsIn(entries.map((entry) => entry.label));
  const groups = wordsIn(entries.map((entry) => entry.group));
  const labelCode = coder(labels);
  const groupCode = coder(groups);
  const sorted = entries
    .map((entry) => ({ ...entry, key: [labelCode(entry.label), groupCode(entry.group), entry.lo] }))
    .sort((a, b) => byNumbers(a.key, b.key));
  const merged: typeof sorted = [];
  for (const entry of sorted) {
    const last = merged.at(-1);
    // Of one bin: texts that mean the same word were counted apart.
    if (last && byNumbers(last.key.slice(0, 2), entry.key.slice(0, 2)) === 0 && sameBin(last.lo, entry.lo)) {
      last.n += entry.n;
      last.hi = Math.max(last.hi, entry.hi);
      last.s += entry.s;
      last.ss += entry.ss;
      if (weighed) {
        last.w = last.w! + entry.w!;
        last.ww = last.ww! + entry.ww!;
        last.ws = last.ws! + entry.ws!;
        last.wss = last.wss! + entry.wss!;
      }
    } else merged.push({ ...entry });
  }
  const texts = (of: (entry: CountedEntry) => bigint | null) => merged.map((entry) => String(of(entry)));
  return {
    candidate,
    group,
    exact,
    from,
    to,
    labels,
    groups,
    label: merged.map(({ key }) => key[0]!),
    member: merged.map(({ key }) => key[1]!),
    lo: merged.map(({ lo }) => lo),
    hi: merged.map(({ hi }) => hi),
    n: merged.map(({ n }) => n),
    s: exact ? null : texts(({ s }) => s),
    ss: exact ? null : texts(({ ss }) => ss),
    w: weighed ? texts(({ w }) => w) : null,
    ww: weighed ? texts(({ ww }) => ww) : null,
    ws: weighed && !exact ? texts(({ ws }) => ws) : null,
    wss: weighed && !exact ? texts(({ wss }) => wss) : null,
  };

  function sameBin(a: number, b: number): boolean {
    return exact ? a === b : scoreBinOf(a, { from, to }) === scoreBinOf(b, { from, to });
  }
}

/**
 * SHA-256 of what was counted, whoever counted it and when: equal counts have equal digests. Sums are whole numbers, words and cells
 * sorted by code unit. O(cells).
 */
export function cubeDigest({ source, ...counted }: Omit<CubeFile, 'digest'>): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson({ ...counted, rows: source.rows }))));
}

/** Whether the file is as it was written: its digest, and that every list is as long as the others and names words that there are. */
export function cubeTrouble(cube: CubeFile): string | null {
  const { cells, labels, candidates, groups, scores, source } = cube;
  const entries = cells.n.length;
  const fits = (codes: readonly number[], words: number, length: number) =>
    codes.length === length && codes.every((code) => code < words);
  const sorted = (words: readonly string[]) =>
    words.every((each, k) => each !== '' && (k === 0 || words[k - 1]! < each));
  const whole =
    entries > 0 &&
    fits(cells.label, labels.length, entries) &&
    cells.decisions.length === candidates.length &&
    cells.decisions.every((codes, c) => fits(codes, candidates[c]!.words.length, entries)) &&
    cells.members.length === groups.length &&
    cells.members.every((codes, g) => fits(codes, groups[g]!.words.length, entries)) &&
    [labels, ...candidates.map(({ words }) => words), ...groups.map(({ words }) => words)].every(sorted) &&
    [cells.w, cells.ww].every(
      (sums) => (sums === null) === (cube.weight === null) && (sums ?? cells.n).length === entries,
    );
  if (!whole) return 'its cells do not fit together';
  const counted = cells.n.reduce((sum, n) => sum + n, 0);
  if (source.rows > MOST_ROWS) return 'it counts more rows than can be measured';
  if (counted > source.rows) return 'it counts more cases than rows were read';
  if (scores.some((table) => !scoresFit(table, cube))) return 'its scores do not fit together';
  if (cube.mailed !== undefined && !mailedFits(cube.mailed, cube))
    return 'what may be mailed of it does not fit together';
  if (cube.units !== undefined && !unitsFit(cube.units, cube)) return 'its units do not fit together';
  const { digest, ...rest } = cube;
  if (cubeDigest(rest) !== digest) return 'it is not as it was written: its digest differs';
  return null;
}

/** Whether the lists of counted scores are of one length, and count cases that the cells count too. */
function scoresFit(table: CountedScores, cube: Pick<CubeFile, 'candidates' | 'groups' | 'cells'>): boolean {
  const { n, label, member, lo, hi, from, to, labels, groups } = table;
  const lists = [label, member, lo, hi, table.s, table.ss, table.w, table.ww, table.ws, table.wss];
  const known = table.candidate < cube.candidates.length && (table.group === null || table.group < cube.groups.length);
  return (
    known &&
    from < to &&
    lists.every((list) => list === null || list.length === n.length) &&
    (table.exact || (table.s !== null && table.ss !== null)) &&
    (table.w === null) === (table.ww === null) &&
    label.every((code) => code >= 0 && code < labels.length) &&
    member.every((code) => code < groups.length) &&
    lo.every((score, k) => score >= from && score <= hi[k]! && hi[k]! <= to)
  );
}

/** Whether the lists of units are of one length, and count no more cases than the cells do. */
function unitsFit({ units, shared, tables, sizes }: CountedUnits, { candidates, groups, cells }: CubeFile): boolean {
  const k = candidates.length;
  const all = cells.n.reduce((sum, n) => sum + n, 0);
  const times = (list: readonly number[], of: readonly number[]) => list.reduce((sum, n, at) => sum + n * of[at]!, 0);
  const ofSizes = [...sizes.right, ...sizes.both];
  return (
    shared.length === groups.length &&
    sizes.units.length === sizes.cases.length &&
    (sizes.cases.length === 0 ||
      (sizes.right.length === k &&
        sizes.both.length === (k * (k + 1)) / 2 &&
        ofSizes.every((sums) => sums.length === sizes.cases.length) &&
        sizes.units.reduce((sum, n) => sum + n, 0) === units &&
        times(sizes.cases, sizes.units) <= all)) &&
    tables.every((table) => {
      const lists = [table.member, table.tn, table.fp, table.fn, table.tp];
      const known = table.candidate < k && (table.group === null || table.group < groups.length);
      const counted = () =>
        [table.tn, table.fp, table.fn, table.tp].reduce((sum, of) => sum + times(of, table.times), 0);
      return (
        known &&
        lists.every((list) => list.length === table.times.length) &&
        table.member.every((code) => code < table.groups.length) &&
        counted() <= all
      );
    })
  );
}

/** Where the decisions of a candidate of a cube stand among the columns of its log, whoever has left the review since. */
export const decisionPlace = (candidate: number): number => 1 + candidate;

/** The cells as columns of a log, and what each is. What a review keeps, and what the study reads. O(cells × columns). */
export function logOfCube(cube: CubeFile): WideLog {
  const { cells, labels, candidates, groups, weight } = cube;
  const wordsColumn = (header: string, codes: readonly number[], names: readonly string[]) => ({
    header,
    numbers: new Float64Array(cells.n.length).fill(NaN),
    words: { codes: Int32Array.from(codes), names },
  });
  const numbersColumn = (header: string, numbers: Float64Array) => ({ header, numbers, words: null });
  const first = 1 + candidates.length + groups.length;
  const weighed = weight !== null;
  const columns = [
    wordsColumn(cube.label, cells.label, labels),
    ...candidates.map(({ decision, words }, c) => wordsColumn(decision, cells.decisions[c]!, words)),
    ...groups.map(({ name, words }, g) => wordsColumn(name, cells.members[g]!, words)),
    numbersColumn('Cases', Float64Array.from(cells.n)),
    ...(weighed
      ? [
          numbersColumn(weight, sumsOf(cells.w!, WEIGHT_PARTS)),
          numbersColumn(`Squares of ${weight}`, sumsOf(cells.ww!, WEIGHT_PARTS ** 2)),
        ]
      : []),
  ];
  const roles: LogRoles = {
    label: 0,
    row: null,
    model: null,
    query: null,
    weight: weighed ? first + 1 : null,
    candidates: candidates.map(({ name }, c) => ({ name, score: null, prediction: decisionPlace(c) })),
    groups: groups.map((_, g) => ({ place: 1 + candidates.length + g, reference: null })),
    features: [],
    cells: { counts: first, squares: weighed ? first + 2 : null },
  };
  return { columns, roles, cases: cells.n.length };
}

const sumsOf = (sums: readonly (string | null)[], parts: number): Float64Array =>
  Float64Array.from(sums, (sum) => (sum === null ? NaN : Number(sum) / parts));

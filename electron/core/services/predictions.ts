// Prediction logs: hands out the columns of a parsed table, keeps the log as evidence, changes its description.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { MOST_WORDS, type LogDoubts } from '../../../shared/contract/predictions.ts';
import { label } from '../../../shared/domain/ids.ts';
import type {
  KeptLog,
  LogColumn,
  LogDescription,
  LogKind,
  LogRoles,
  LogValues,
} from '../../../shared/domain/predictionLog.ts';
import { cubeFile, type CubeFile, type MailedCounts } from '../../../shared/domain/cube.ts';
import { cubeTrouble, logOfCube } from '../../../shared/measures/log/cube.ts';
import { mailedCube } from '../../../shared/measures/log/mailedCube.ts';
import { addingUp } from '../../../shared/measures/log/multiclassLog.ts';
import { LogProblem, type LogChoices } from '../../../shared/measures/log/predictionLog.ts';
import { readTimes, timeInDoubt } from '../../../shared/measures/log/times.ts';
import { kinds } from '../../../shared/measures/study/kinds/index.ts';
import { oddAnswers, oddPlaces, type OddCells } from '../../../shared/measures/study/oddCells.ts';
import { erringTogether } from '../../../shared/measures/log/unitCorrelation.ts';
import { placesOfWords } from '../../../shared/measures/study/placesOfWords.ts';
import type { WideLog } from '../../../shared/measures/log/wideLog.ts';
import { wideLog } from '../../../shared/measures/log/wideLog.ts';
import { cellText } from '../import/text/columns.ts';
import type { ParsedColumn } from '../import/text/columns.ts';
import { cellKind } from '../import/text/numbers.ts';
import { excerpt, words as wordsAsKept } from '../import/text/problems.ts';
import type { ParsedTable } from '../import/planning/parsedTable.ts';
import { createCandidate, listCandidates } from '../store/catalog.ts';
import { grown, listColumns, putColumn } from '../store/columns.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { addCube, LARGEST_CUBE, readCube } from '../store/cubes.ts';
import * as store from '../store/logs.ts';
import { createSource, type Source } from '../store/sources.ts';
import { countWaiting, surveyLog, waitingColumn } from './countedLogs.ts';
import { recompute } from './derived.ts';
import type { CommandHandlers, QueryHandlers } from './handlerTypes.ts';
import type { TaskHandlers } from './taskTypes.ts';

/** A review file may have 256 MB and is copied whole for backups, so a log has at most a good half of that. */
const MOST_BYTES = 144 * 2 ** 20;
const LONGEST_WORD = 10_000;

export const predictionTasks = {
  'predictions.survey': (workspace, { fileName, upload }, run) => surveyLog(workspace, { fileName, upload }, run),
  'predictions.columns': (workspace, { table, columns }) => {
    const surveyed = workspace.surveys.get(table);
    if (surveyed !== null) return columns.map(({ index }) => waitingColumn(surveyed, index));
    const waiting = workspace.tables.get(table);
    return columns.map(({ index, words }) => {
      const most = { none: 0, few: MOST_WORDS, all: Infinity }[words];
      return { ...columnAt(waiting.table.columns, index, most), counts: null };
    });
  },
  'predictions.doubts': (workspace, { table, kind, roles, odd, description, repeated }) => {
    // Which rows err together the counts do not tell, and a question with two answers has no other doubts.
    if (workspace.surveys.get(table) !== null) return { unnormalised: [], together: null };
    const waiting = workspace.tables.get(table).table;
    const asked = { ...roles, unit: null, groups: [], features: [] };
    const described = { kind, description, odd: odd ?? null };
    return {
      unnormalised: kind === 'multiclass' ? unnormalisedIn(putSideBySide(waiting, asked, described), roles) : [],
      together: togetherOf(repeated, (unit) =>
        readAs(putSideBySide(waiting, { ...asked, unit }, described), described),
      ),
    };
  },
  'predictions.keep': async (workspace, input, run) => {
    const { review, table, kind, roles, inverted, description, odd = null } = input;
    const { client, signal, progress } = run;
    const surveyed = workspace.surveys.get(table);
    if (surveyed !== null) {
      const cube = await countWaiting(workspace, surveyed, input, run);
      const source = fileSource(surveyed.fileName, '', workspace.options.now());
      const references = roles.groups.map(({ reference }) => reference);
      const kept = workspace.change(review, client, 'predictions.keep', input, (db) =>
        keepCounted(db, { cube, description, source, references }),
      );
      workspace.surveys.drop(table);
      return kept;
    }
    const waiting = workspace.tables.get(table);
    progress(0, 'putting side by side');
    const wide = putSideBySide(waiting.table, roles, { kind, description, odd });
    if (kind === 'multiclass') refuseUnnormalised(wide);
    if (kinds[kind].readBeforeKept) readAs(wide, { kind, description });
    if (signal.aborted) throw new ParleyError('cancelled', 'Stopped; nothing was kept.');
    progress(0.4, 'writing');
    const source = {
      kind: waiting.kind,
      name: waiting.table.fileName,
      sha256: waiting.table.sha256,
      at: workspace.options.now().toISOString(),
    };
    const kept = workspace.change(review, client, 'predictions.keep', input, (db) =>
      keep(db, { wide, kind, description, source, inverted: turnedOf(wide, roles, inverted) }),
    );
    workspace.tables.drop(table);
    return kept;
  },
  'predictions.keepCube': async (workspace, input, { client }) => {
    const { review, fileName, upload } = input;
    const bytes = upload === undefined ? input.bytes : await readFile(workspace.uploads.fileOf(upload, 'evidence'));
    const cube = readCubeFile(bytes, fileName);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const source = fileSource(fileName, sha256, workspace.options.now());
    return workspace.change(review, client, 'predictions.keepCube', input, (db) => {
      const description = cubeDescription(db, cube, fileName);
      const kept = keepCounted(db, { cube, description, source, references: [] });
      return { log: kept.log, rows: cube.source.rows, candidates: kept.candidates, newCandidates: kept.newCandidates };
    });
  },
} satisfies Partial<TaskHandlers>;

const fileSource = (name: string, sha256: string, now: Date): Omit<Source, 'id'> => ({
  kind: 'file',
  name: name.slice(0, 255).toWellFormed(),
  sha256,
  at: now.toISOString(),
});

interface KeepingCube {
  cube: CubeFile;
  description: LogDescription;
  source: Omit<Source, 'id'>;
  /** Per column of groups the one that the others are compared with; null or absent: none was named. */
  references: readonly (string | null)[];
}

/** Keeps a cube as a log. @throws ParleyError where its answers cannot be read as it is described. */
function keepCounted(db: WritableDb, { cube, description, source, references }: KeepingCube) {
  const wide = logOfCube(cube);
  const groups = wide.roles.groups.map((group, g) => {
    const reference = references[g] ?? null;
    return { ...group, reference: reference !== null && cube.groups[g]!.words.includes(reference) ? reference : null };
  });
  const referred = { ...wide, roles: { ...wide.roles, groups } };
  readAs(referred, { kind: cube.kind, description }, cube.mailed);
  const kept = keep(db, { wide: referred, kind: cube.kind, description, source, inverted: new Set() });
  addCube(db, kept.log, cube, wide.roles.cells!);
  return kept;
}

/** @throws ParleyError `badInput`, `tooLarge` with the sentence. */
function readCubeFile(bytes: Uint8Array, fileName: string): CubeFile {
  if (bytes.length > LARGEST_CUBE)
    throw new ParleyError(
      'tooLarge',
      `${fileName} takes ${Math.ceil(bytes.length / 2 ** 20)} MB; a cube has at most ${LARGEST_CUBE / 2 ** 20}. Count fewer groups or candidates.`,
    );
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ParleyError(
      'badInput',
      `${fileName} is no cube: it is not JSON in UTF-8. Count the log again with parley cube.`,
    );
  }
  const version: unknown = (read as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > 1)
    throw new ParleyError('badInput', `${fileName} was written by a newer Parley. Update Parley to read it.`);
  const parsed = cubeFile.safeParse(read);
  if (!parsed.success)
    throw new ParleyError('badInput', `${fileName} is no cube as parley cube writes it. Count the log again.`);
  const trouble = cubeTrouble(parsed.data);
  if (trouble !== null)
    throw new ParleyError('badInput', `${fileName} cannot be used: ${trouble}. Count the log again.`);
  return parsed.data;
}

/** What a cube says of itself; whom the positive answer favours it cannot know. */
function cubeDescription(db: ReadableDb, cube: CubeFile, fileName: string): LogDescription {
  const name = fileName.replace(/(\.cube)?\.json$/i, '').slice(0, 190) || 'Cube';
  const taken = new Set(store.listLogs(db).map((log) => log.name));
  let free = name;
  for (let k = 2; taken.has(free); k++) free = `${name} (${k})`;
  return { name: free, positive: cube.positive, favourable: null, threshold: 0.5, smallest: 30, replicates: 1000 };
}

/** The name of a log as that of a file. */
const fileNameOf = (name: string) =>
  name.replace(/(\.cube)?\.[a-z]{1,8}$/i, '').replace(/[^\p{L}\p{N} ._-]/gu, '_') || 'log';

export const predictionQueries = {
  'predictions.cube': (db, { log }) => {
    if (requireLog(db, log).cube === undefined)
      throw new ParleyError('badInput', 'This log keeps its rows; it is no cube.');
    const { digest, scores, units, mailed, source, remarks } = readCube(db, log);
    return {
      digest,
      rows: source.rows,
      scores,
      ...(units === undefined ? {} : { units }),
      ...(mailed === undefined ? {} : { mailed }),
      source,
      remarks,
    };
  },
  'predictions.mailedCube': (db, { log, least }) => {
    const { cube, name } = requireLog(db, log);
    if (cube === undefined)
      throw new ParleyError('badInput', 'This log keeps its rows; count it with parley cube first.');
    try {
      const bytes = Buffer.from(`${JSON.stringify(mailedCube(readCube(db, log), least))}\n`, 'utf8');
      return { fileName: `${fileNameOf(name)}.cube.json`, bytes: new Uint8Array(bytes) };
    } catch (error) {
      if (error instanceof LogProblem) throw new ParleyError('refused', error.message);
      throw error;
    }
  },
  'predictions.values': (db, { log, places }) => {
    const { headers } = requireLog(db, log);
    return (places ?? [...headers.keys()]).map((place) => {
      if (place >= headers.length) throw new ParleyError('badInput', 'The log has no such column.');
      return store.readLogValues(db, log, place);
    });
  },
} satisfies Partial<QueryHandlers>;

export const predictionCommands = {
  'predictions.describe': (db, { log, description, references, inverted, thresholds = [] }) => {
    const { roles, candidates } = requireLog(db, log);
    refuseTaken(db, description.name, log);
    const groups = new Set(roles.groups.map(({ place }) => place));
    for (const { place } of references) {
      if (!groups.has(place)) throw new ParleyError('badInput', 'Only groups have a reference.');
    }
    for (const { candidateId } of thresholds) {
      const candidate = candidates.find((each) => each.candidateId === candidateId);
      if (!candidate || candidate.score === null || candidate.prediction !== null) {
        throw new ParleyError('badInput', 'Only a candidate that decides by its score has a threshold.');
      }
    }
    store.describeLog(db, log, description);
    for (const { place, reference } of references) store.setReference(db, log, place, reference);
    for (const { candidateId } of candidates) {
      store.setInverted(db, log, candidateId, inverted.includes(candidateId));
    }
    for (const { candidateId, threshold } of thresholds) store.setThreshold(db, log, candidateId, threshold);
    return null;
  },
  'predictions.remove': (db, { log }) => {
    requireLog(db, log);
    store.removeLog(db, log);
    return null;
  },
} satisfies Partial<CommandHandlers>;

/** In a long table one column is of all candidates, whatever they are called. */
const turnedOf = (wide: WideLog, { model }: LogRoles, inverted: readonly string[]): ReadonlySet<string> =>
  new Set(model === null || inverted.length === 0 ? inverted : wide.roles.candidates.map(({ name }) => name));

/** The log with that id. Throws `notFound`. */
export function requireLog(db: ReadableDb, id: number): KeptLog {
  const log = store.listLogs(db).find((each) => each.id === id);
  if (!log) throw new ParleyError('notFound', 'This prediction log is no longer in the review.');
  return log;
}

function refuseTaken(db: ReadableDb, name: string, except: number | null): void {
  if (store.listLogs(db).some((log) => log.name === name && log.id !== except)) {
    throw new ParleyError('refused', `There is already a prediction log named “${name}”. Give this one another name.`);
  }
}

/**
 * Throws `badInput` with the sentence where the columns do not make a log, or where a column that is used as numbers has cells that
 * are none and nobody has said what to do with them.
 */
function putSideBySide(
  { columns, records }: ParsedTable,
  roles: LogRoles,
  { kind, description, odd }: Described & { odd: OddCells | null },
): WideLog {
  const inOrder = description.order !== undefined;
  // Only columns that are compared as words are worth the memory of their words, however many there are.
  const asWords = placesOfWords(roles, kind, inOrder);
  const used = [
    roles.label,
    roles.weight,
    roles.row,
    roles.model,
    roles.query,
    roles.unit ?? null,
    roles.time ?? null,
    ...roles.groups.map(({ place }) => place),
    ...roles.features,
    ...roles.candidates.flatMap(
      ({ score, prediction, latency, cost, intervalLow, intervalHigh, classProbabilities = [] }) => [
        score,
        prediction,
        latency ?? null,
        cost ?? null,
        intervalLow ?? null,
        intervalHigh ?? null,
        ...classProbabilities.map(({ place }) => place),
      ],
    ),
  ];
  const withOdd = oddColumns(columns, roles, kind, inOrder);
  const [first] = withOdd;
  if (first !== undefined && odd === null) throw new ParleyError('badInput', oddText(first, records));
  const kept = odd === 'leaveOut' && withOdd.length > 0 ? rowsWithoutOdd(withOdd) : null;
  const read: (LogColumn | undefined)[] = [];
  for (const place of used) {
    if (place === null || read[place]) continue;
    const own = withOdd.find((each) => each.place === place);
    const words = asWords.has(place) || (roles.features.includes(place) && !isNumeric(columns[place]) && !own);
    const whole = place === roles.time ? timesAt(columns, place) : columnAt(columns, place, words ? Infinity : 0);
    const column = own ? withoutOddWords(whole, own) : whole;
    read[place] = kept === null ? column : rowsOf(column, kept);
  }
  try {
    return wideLog(read, roles);
  } catch (error) {
    if (error instanceof LogProblem) throw new ParleyError('badInput', error.message);
    throw error;
  }
}

/** A column of which some cells are not what it is used as. */
interface OddColumn {
  place: number;
  column: ParsedColumn;
  /** How many. */
  cells: number;
  isOdd: (row: number) => boolean;
  /** What they are, after "cells that are". */
  are: 'no number' | 'neither answer';
}

/** In order of their places. O(rows × columns with such cells). */
function oddColumns(columns: readonly ParsedColumn[], roles: LogRoles, kind: LogKind, inOrder: boolean): OddColumn[] {
  const countsAt = (place: number) => ({
    numeric: columns[place]?.numeric ?? 0,
    odd: columns[place]?.unreadable ?? 0,
  });
  const found = oddPlaces(roles, kind, countsAt, inOrder).map((place): OddColumn => {
    const column = columns[place]!;
    return { place, column, cells: column.unreadable, isOdd: (row) => isNoNumber(column.kinds[row]), are: 'no number' };
  });
  const label = roles.label === null || found.some(({ place }) => place === roles.label) ? null : roles.label;
  const words = label === null || !kinds[kind].yesOrNo ? null : columnAt(columns, label, Infinity).words;
  const neither = new Set(oddAnswers(kind, words?.names ?? null));
  if (label === null || words === null || neither.size === 0) return found;
  const isOdd = (row: number) => neither.has(words.names[words.codes[row]!] ?? '');
  const cells = words.codes.reduce((count, _, row) => (isOdd(row) ? count + 1 : count), 0);
  return [...found, { place: label, column: columns[label]!, cells, isOdd, are: 'neither answer' }];
}

/** A column that is compared as words, with its odd cells blank. */
function withoutOddWords(column: LogColumn, { isOdd }: OddColumn): LogColumn {
  if (column.words === null) return column;
  const { codes, names } = column.words;
  const used = new Map<number, number>();
  const left = codes.map((code, row) => {
    if (code < 0 || isOdd(row)) return -1;
    const own = used.get(code) ?? used.size;
    used.set(code, own);
    return own;
  });
  return { ...column, words: { names: [...used.keys()].map((code) => names[code]!), codes: left } };
}

/** Moments as seconds, numbers as they are. Throws `badInput` where cells are no moments, or days and months cannot be told apart. */
function timesAt(columns: readonly ParsedColumn[], place: number): LogColumn {
  const { header, numbers } = columnAt(columns, place, 0);
  const column = columns[place]!;
  if (isNumeric(column)) return { header, numbers, words: null };
  const cells = Array.from(column.kinds, (kind, row) => (kind === cellKind.missing ? '' : cellText(column, row)));
  const { seconds, odd, ambiguous } = readTimes(cells);
  if (ambiguous) throw new ParleyError('badInput', timeInDoubt(header));
  if (odd > 0) {
    const row = seconds.findIndex((second, k) => Number.isNaN(second) && cells[k] !== '');
    const found = excerpt(cells[row]!);
    throw new ParleyError(
      'badInput',
      `“${header}” cannot be the time: ${odd.toLocaleString('en')} of its cells ${odd === 1 ? 'is' : 'are'} no date or time, the first “${found}”. ` +
        'Correct them, or leave the column out.',
    );
  }
  return { header, numbers: Float64Array.from(seconds), words: null };
}

const isNoNumber = (kind: number | undefined) => kind === cellKind.text || kind === cellKind.infinite;

function oddText({ column, cells, isOdd, are }: OddColumn, records: Int32Array): string {
  const row = column.kinds.findIndex((_, at) => isOdd(at));
  const found = excerpt(cellText(column, row));
  const count = cells === 1 ? '1 cell that is' : `${cells.toLocaleString('en')} cells that are`;
  return (
    `“${column.header}” has ${count} ${are}, the first “${found}” in row ${records[row] ?? row + 1}. ` +
    'Say whether such cells are missing, or their rows are left out.'
  );
}

/** Throws `badInput` where no row is left. */
function rowsWithoutOdd(columns: readonly OddColumn[]): Int32Array {
  const rows = Int32Array.from(columns[0]!.column.kinds.keys()).filter(
    (row) => !columns.some(({ isOdd }) => isOdd(row)),
  );
  if (rows.length === 0)
    throw new ParleyError('badInput', 'Every row has a cell that is not what its column is used as, so none is left.');
  return rows;
}

function rowsOf({ header, numbers, words }: LogColumn, rows: Int32Array): LogColumn {
  return {
    header,
    numbers: Float64Array.from(rows, (row) => numbers[row]!),
    words: words && { names: words.names, codes: Int32Array.from(rows, (row) => words.codes[row]!) },
  };
}

interface Described {
  kind: LogKind;
  description: LogDescription;
}

/**
 * Throws `badInput` with the sentence where answers cannot be read as the log is described: where decisions and labels are written in
 * words that cannot be told to mean the same, nothing measured would be true.
 */
function readAs({ columns, roles }: WideLog, { kind, description }: Described, mailed: MailedCounts | null = null) {
  try {
    const { compared } = kinds[kind].read(columns, roles, choicesOf(description), [], null, mailed);
    return { compared, names: roles.candidates.map(({ name }) => name) };
  } catch (error) {
    if (error instanceof LogProblem) throw new ParleyError('badInput', error.message);
    throw error;
  }
}

const choicesOf = ({ positive, threshold, order }: LogDescription): LogChoices => ({
  positive: positive ?? '',
  threshold,
  inverted: new Set(),
  ...(order === undefined ? {} : { order }),
});

/** Per candidate of the table whose numbers do not add up; those of a long table are all one. O(rows × answers). */
function unnormalisedIn({ columns, roles: { candidates } }: WideLog, { model }: LogRoles): LogDoubts['unnormalised'] {
  const found: LogDoubts['unnormalised'] = [];
  candidates.forEach((candidate, k) => {
    if (candidate.classProbabilities === undefined) return;
    const sums = addingUp(columns, candidate);
    if (sums.rows === 0 && sums.outside === null) return;
    const same = model === null ? undefined : found[0];
    if (same === undefined) found.push({ candidate: model === null ? k : 0, ...sums });
    else {
      same.rows += sums.rows;
      same.of += sums.of;
      same.least = Math.min(same.least, sums.least);
      same.most = Math.max(same.most, sums.most);
      same.outside ??= sums.outside;
    }
  });
  return found;
}

/** Throws `badInput` where numbers of a candidate do not add up to 1 and nobody has said what they are. */
function refuseUnnormalised({ columns, roles }: WideLog): void {
  for (const candidate of roles.candidates) {
    if (candidate.unnormalised !== undefined || candidate.classProbabilities === undefined) continue;
    const { rows, of } = addingUp(columns, candidate);
    if (rows === 0) continue;
    throw new ParleyError(
      'badInput',
      `The probabilities of ${candidate.name} do not add up to 1 in ${rows.toLocaleString('en')} of ${of.toLocaleString('en')} rows. ` +
        'Say whether to scale them, or that they are scores.',
    );
  }
}

/** Of columns whose rows err together the one with the fewest units: visits of one patient are cases of one patient. */
function togetherOf(
  repeated: readonly number[],
  readWith: (unit: number) => ReturnType<typeof readAs>,
): LogDoubts['together'] {
  let widest: (NonNullable<LogDoubts['together']> & { units: number }) | null = null;
  for (const place of repeated) {
    const { compared, names } = readWith(place);
    const found = compared.units ? erringTogether(compared.candidates, compared.of, compared.units) : null;
    if (found === null || (widest !== null && widest.units <= found.units)) continue;
    const { correlation, p, units } = found;
    widest = { place, correlation, p, units, candidate: names[found.candidate]! };
  }
  if (widest === null) return null;
  const { place, correlation, p, candidate } = widest;
  return { place, correlation, p, candidate };
}

const isNumeric = (column: ParsedColumn | undefined) =>
  column !== undefined && column.numeric > 0 && column.numeric + column.missing === column.kinds.length;

function columnAt(columns: readonly ParsedColumn[], place: number, mostWords: number): LogColumn {
  const column = columns[place];
  if (!column) throw new ParleyError('badInput', 'The table has no such column.');
  return { header: column.header, numbers: column.numbers, words: wordsOf(column, mostWords) };
}

interface Keeping {
  wide: WideLog;
  kind: LogKind;
  description: LogDescription;
  source: Omit<Source, 'id'>;
  inverted: ReadonlySet<string>;
}

function keep(db: WritableDb, { wide, kind, description, source, inverted }: Keeping) {
  refuseTaken(db, description.name, null);
  const columns = wide.columns.map(({ header, numbers, words }) => ({
    header: header.slice(0, 1000).toWellFormed(),
    // What was read as words is kept as words, everything else as numbers.
    values: { numbers: words ? null : numbers, words },
  }));
  refuseUnfit(wide.roles, columns);
  const ids = idsOf(db, wide.roles);
  const sourceId = createSource(db, source);
  const log = store.createLog(db, { ...description, kind, cases: wide.cases, sourceId }, wide.roles, columns);
  wide.roles.candidates.forEach((candidate, k) => {
    const { name, score, prediction, latency = null, cost = null, threshold = null } = candidate;
    const { intervalLow = null, intervalHigh = null, classProbabilities = [], unnormalised } = candidate;
    store.addLogCandidate(db, log, {
      candidateId: ids.all[k]!,
      score,
      prediction,
      latency,
      cost,
      ...(intervalLow === null ? {} : { intervalLow, intervalHigh }),
      ...(classProbabilities.length === 0 ? {} : { classProbabilities }),
      ...(classProbabilities.length === 0 || unnormalised === undefined ? {} : { unnormalised }),
      threshold,
      inverted: inverted.has(name),
    });
  });
  return { log, cases: wide.cases, candidates: ids.all.length, newCandidates: ids.fresh };
}

function refuseUnfit(roles: LogRoles, columns: readonly { header: string; values: LogValues }[]): void {
  let bytes = 0;
  columns.forEach(({ header, values: { numbers, words } }, place) => {
    bytes += numbers ? numbers.byteLength : 4 * words!.codes.length;
    if (numbers?.some((value) => Math.abs(value) > 1e300))
      throw new ParleyError(
        'badInput',
        `“${header}” holds a number beyond ±1e300. Correct it, or leave the column out.`,
      );
    if (words && words.names.length > MOST_WORDS && place !== roles.query && place !== roles.unit) {
      const count = words.names.length.toLocaleString('en');
      throw new ParleyError(
        'badInput',
        `“${header}” has ${count} different texts, too many to tell apart. Leave it out.`,
      );
    }
    const long = words?.names.find((word) => word.length > LONGEST_WORD || !word.isWellFormed());
    if (long !== undefined)
      throw new ParleyError('badInput', `“${header}” holds a text too long to be a group or an answer. Leave it out.`);
  });
  if (bytes > MOST_BYTES) {
    throw new ParleyError(
      'tooLarge',
      `This log takes ${Math.ceil(bytes / 2 ** 20)} MB; a review keeps logs of up to ${MOST_BYTES / 2 ** 20}. ` +
        'Leave out features and groups that are not needed, or sample the rows.',
    );
  }
}

/** The candidates of these names; new ones are added. */
function idsOf(db: WritableDb, { candidates }: LogRoles): { all: number[]; fresh: number } {
  const { ids, names } = listCandidates(db);
  const known = new Map(names.map((name, place) => [name, ids[place]!]));
  let fresh = 0;
  const all = candidates.map(({ name: written }) => {
    const name = wordsAsKept(written);
    if (!label.safeParse(name).success)
      throw new ParleyError('badInput', 'Every candidate needs a name of at most 200 characters.');
    let id = known.get(name);
    if (id === undefined) {
      id = createCandidate(db, name);
      known.set(name, id);
      fresh++;
    }
    return id;
  });
  if (new Set(all).size < all.length)
    throw new ParleyError('badInput', 'Two candidates of the log have the same name.');
  if (fresh > 0) growColumns(db);
  return { all, fresh };
}

/** Room in every column for candidates that have just been made. */
export function growColumns(db: WritableDb): void {
  const count = listCandidates(db).ids.length;
  for (const column of listColumns(db)) if (column.measured.length < count) putColumn(db, grown(column, count));
  recompute(db, null);
}

/** The different cells of a column; null when there are more than `most`. O(rows). */
function wordsOf(column: ParsedColumn, most: number): { codes: Int32Array; names: string[] } | null {
  if (column.distinct > most) return null;
  const codes = new Int32Array(column.kinds.length).fill(-1);
  // Numbers by value, so that 1 and 1.0 are one word and no million strings are made.
  const byNumber = new Map<number, number>();
  const byWord = new Map<string, number>();
  const names: string[] = [];
  const codeOf = (word: string) => {
    let code = byWord.get(word);
    if (code === undefined) {
      code = names.push(word) - 1;
      byWord.set(word, code);
    }
    return code;
  };
  // Cells that differ only in blanks or invisible characters are one word, just as such names are one candidate.
  const byText = new Map<string, number>();
  const codeOfText = (text: string) => {
    let code = byText.get(text);
    if (code === undefined) {
      const word = wordsAsKept(text);
      code = word === '' ? -1 : codeOf(word);
      byText.set(text, code);
    }
    return code;
  };
  column.kinds.forEach((kind, row) => {
    if (kind === cellKind.missing) return;
    if (kind !== cellKind.number) {
      codes[row] = codeOfText(cellText(column, row));
      return;
    }
    const number = column.numbers[row] ?? NaN;
    let code = byNumber.get(number);
    if (code === undefined) {
      code = codeOf(String(number));
      byNumber.set(number, code);
    }
    codes[row] = code;
  });
  return { codes, names };
}

// Reads a file or folder of results into an open review as it is proposed, for commands without a screen.
import { buffer } from 'node:stream/consumers';
import { basename } from 'node:path';
import type { Call, In, Out } from '../../shared/contract/contract.ts';
import { countText } from '../../shared/domain/format.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type {
  ColumnPreview,
  ColumnUse,
  ImportChanges,
  ReadOptions,
  SourceChoice,
  TableMapping,
} from '../../shared/contract/imports.ts';
import { isServerAddress, readAddress, serverTitle } from '../core/connections/address.ts';
import type { TableAnswers } from './answers.ts';
import { named, nothingChosen, type Choices } from './choices.ts';
import { isFolder, readFolder } from './readFolder.ts';
import { readBytes } from './readBytes.ts';

/** The file that is the standard input. */
export const STANDARD_INPUT = '-';

/** A source that the review was imported from before, by its number there. */
interface AskedAgain {
  again: number;
}

/** A table that was read into a review, and what it would do there; nothing is written yet. */
export interface TablePlan {
  table: string;
  columns: readonly ColumnPreview[];
  rows: number;
  mapping: TableMapping;
  check: Out<'imports.check'>;
  /** Remarks on the reading: which value of several was taken, what was left out. */
  notes: string[];
}

/**
 * @param source a file, a folder, the address of a server, "-", or what the review was imported from before.
 * @param better metrics of which larger or smaller is better, whatever their names say.
 * @throws ParleyError when it cannot be read, or leaves a question open.
 */
export async function planTable(
  call: Call,
  review: string,
  source: string | AskedAgain,
  said: TableAnswers,
  better: Choices['better'] = nothingChosen.better,
): Promise<TablePlan> {
  const fileName = typeof source === 'string' ? sourceName(source) : 'the source';
  const preview = await readChosen(call, fileName, await contentOf(review, source), said.choose);
  const { table, rows, problems } = preview;
  const columns = directedAs(preview.columns, better);
  const open = openQuestion(columns, said);
  if (open !== null) throw new ParleyError('badInput', `${fileName}: ${open}`);
  const uses = columns.map((column) => answeredUse(column, said));
  const proposed = { uses, duplicates: 'refuse', unreadable: said.unreadable ?? 'refuse' } as const;
  const { changes } = await call('imports.check', { review, table, mapping: proposed });
  const mapping = { ...proposed, uses: withExisting(uses, changes, fileName, said.existing) };
  const check = await call('imports.check', { review, table, mapping });
  const remarks = problems.filter(({ severity }) => severity === 'warning');
  const notes = remarks.map(({ column, row, message }) => {
    const place = [row === null ? '' : `row ${row}`, column].filter((part) => part !== '').join(', ');
    return place === '' ? message : `${place}: ${message}`;
  });
  return { table, columns, rows, mapping, check, notes };
}

/**
 * @param said       answers to what the table may leave open.
 * @param objectives which columns also become objectives.
 * @returns what was written, and the remarks on the reading.
 * @throws ParleyError as `planTable`.
 */
export async function readInto(
  call: Call,
  review: string,
  file: string,
  said: TableAnswers,
  objectives: number[] | ((columns: readonly ColumnPreview[], rows: number) => number[]),
  better: Choices['better'] = nothingChosen.better,
): Promise<{ written: Out<'imports.accept'>; notes: string[] }> {
  const { table, columns, rows, mapping, notes } = await planTable(call, review, file, said, better);
  const chosen = typeof objectives === 'function' ? objectives(columns, rows) : objectives;
  const written = await call('imports.accept', { task: 'read', review, table, mapping, objectives: chosen });
  return { written, notes };
}

/** What a source is called in sentences and titles. */
export const sourceName = (source: string): string =>
  source === STANDARD_INPUT
    ? 'standard input'
    : isServerAddress(source)
      ? `${serverTitle[readAddress(source).kind]} at ${readAddress(source).host}`
      : basename(source);

const asWritten: ReadOptions = { delimiter: null, decimal: null, header: null };
type Content = Pick<In<'imports.read'>, 'kind' | 'bytes' | 'files' | 'server'>;

/** Reads what was chosen of it. @throws ParleyError naming what there is, where that is not there. */
async function readChosen(
  call: Call,
  fileName: string,
  content: Content,
  choose: TableAnswers['choose'],
): Promise<Out<'imports.read'>> {
  const read = (choices: Record<string, string>) =>
    call('imports.read', { task: 'read', fileName, ...content, options: { ...asWritten, choices } });
  if (choose.length === 0) return read({});
  // A server says what there is before anything is read of it; a file when it is read.
  const { server } = content;
  const offered =
    server && 'address' in server
      ? (await call('servers.connect', { task: 'read', address: server.address, secret: null, keep: false })).choices
      : (await read({})).choices;
  const preview = await read(Object.fromEntries(choose.map((one) => chosenOf(one, offered) ?? one)));
  // Some choices are there only once others are made.
  for (const one of choose) {
    const found = chosenOf(one, preview.choices);
    const choice = preview.choices.find(({ key }) => key === found?.[0]);
    if (!choice) throw noSuchChoice(fileName, one[0], preview.choices);
    if (choice.chosen !== found![1])
      return read(Object.fromEntries(choose.map((each) => chosenOf(each, preview.choices)!)));
  }
  return preview;
}

/** A choice by its key and value; null where there is none of that name. @throws ParleyError where it has no such option. */
function chosenOf(
  [what, which]: readonly [string, string],
  choices: readonly SourceChoice[],
): [key: string, value: string] | null {
  const choice = choices.find(({ key, label }) => key === what || label.toLowerCase() === what.toLowerCase());
  if (!choice) return null;
  const names = choice.options.map(({ value, label }) => ({ value, name: label.replace(/: [^:]*$/, '') }));
  const option = names.find(({ value }) => value === which) ?? named(which, names, choice.label.toLowerCase());
  return [choice.key, option.value];
}

const noSuchChoice = (fileName: string, what: string, choices: readonly SourceChoice[]) =>
  new ParleyError(
    'badInput',
    `${fileName} leaves no choice of “${what}”. ${choices.length === 0 ? 'There is nothing to choose.' : `What can be chosen: ${choices.map(({ label, options }) => `${label} (${options.map(({ label: name }) => name).join('; ')})`).join(', ')}.`}`,
  );

/** The columns with the better way that was said of some metrics. */
function directedAs(columns: readonly ColumnPreview[], better: Choices['better']): readonly ColumnPreview[] {
  const metrics = columns.flatMap(({ use, index }) => (use.use === 'metric' ? [{ name: use.name, index }] : []));
  const ways = new Map<number, 'max' | 'min'>();
  for (const way of ['max', 'min'] as const) {
    for (const name of better[way]) ways.set(named(name, metrics, 'metric').index, way);
  }
  return columns.map((column): ColumnPreview => {
    const way = ways.get(column.index);
    if (way === undefined || column.use.use !== 'metric') return column;
    return { ...column, use: { ...column.use, direction: way }, directed: true };
  });
}

/** The first thing that the table leaves open and nobody has said, with the flag that says it; null: nothing. */
function openQuestion(columns: readonly ColumnPreview[], said: TableAnswers): string | null {
  for (const { header, asks, zeros, mixture, text, use } of columns) {
    if (asks.includes('zeros') && said.zeros === null) {
      const [has, means] = zeros === 1 ? ['a zero', 'it means'] : [`${zeros} zeros`, 'they mean'];
      return `${header} has ${has} among positive numbers. Say what ${means}: --zeros=measured or --zeros=unknown.`;
    }
    if (mixture?.kind === 'percent' && said.mixed === null) {
      return `${header} mixes per cent and fractions, for example ${mixture.found} in row ${mixture.row}. Say what the fractions are: --mixed=converted (brought to per cent), --mixed=same (already in per cent) or --mixed=missing (not known).`;
    }
    if (mixture?.kind === 'unit' && (said.mixed === null || said.mixed === 'converted')) {
      return `${header} has numbers without a unit beside others in ${mixture.unit}, for example ${mixture.found} in row ${mixture.row}. Say what they are: --mixed=same (in ${mixture.unit} too) or --mixed=missing (not known).`;
    }
    if (text > 0 && (use.use === 'metric' || use.use === 'standardError') && said.unreadable === null) {
      return `${header} has ${text === 1 ? 'a cell that is' : `${text} cells that are`} no number. Correct the file, or take such cells as missing: --unreadable=missing.`;
    }
  }
  return null;
}

/** The proposed use with what was said for all columns that leave it open. */
function answeredUse({ use, asks, mixture }: ColumnPreview, said: TableAnswers): ColumnUse {
  if (use.use !== 'metric') return use;
  const answered = { ...use };
  if (asks.includes('zeros') && said.zeros !== null) answered.zeros = said.zeros;
  if (mixture !== undefined && said.mixed !== null) {
    answered.mixture = said.mixed;
    if (said.mixed === 'converted') answered.unit = '%';
  }
  return answered;
}

/**
 * The uses with what was said of metrics that the review has with other values.
 *
 * @throws ParleyError `badInput` where nobody said: numbers of another data set would count as if they were the same measurement.
 */
function withExisting(
  uses: readonly ColumnUse[],
  { metrics }: ImportChanges,
  fileName: string,
  existing: TableAnswers['existing'],
): ColumnUse[] {
  const met = new Map(metrics.filter(({ replaced }) => replaced > 0).map((metric) => [metric.name, metric]));
  return uses.map((use) => {
    const metric =
      use.use === 'metric' || use.use === 'standardError'
        ? met.get(use.use === 'metric' ? use.name : use.of)
        : undefined;
    if (!metric) return use;
    const own = `${metric.name} (${fileName})`.slice(0, 200);
    if (existing === null) {
      const steps = metric.examples.map(({ candidate, from, to }) => `${candidate} ${from} → ${to}`).join(', ');
      const source = metric.from.length === 0 ? '' : ` (from ${metric.from.join(', ')})`;
      throw new ParleyError(
        'badInput',
        `${fileName}: the review has ${metric.name} already${source}, and ${countText(metric.replaced, 'value differs', 'values differ')}: ${steps}. Say whether this is the same measurement: --existing=update (it is, and counts instead) or --existing=separate (another one, kept as “${own}”).`,
      );
    }
    if (use.use === 'metric') return existing === 'update' ? { ...use, existing } : { ...use, name: own };
    return use.use === 'standardError' && existing === 'separate' ? { ...use, of: own } : use;
  });
}

/** A folder is its files that may hold results; an address is asked; anything else, and the standard input, is its bytes. */
async function contentOf(review: string, source: string | AskedAgain): Promise<Content> {
  const none = new Uint8Array();
  if (typeof source !== 'string') return { kind: 'server', bytes: none, server: { review, source: source.again } };
  if (isServerAddress(source)) return { kind: 'server', bytes: none, server: { address: source } };
  if (source === STANDARD_INPUT) return { kind: 'file', bytes: new Uint8Array(await buffer(process.stdin)) };
  if (await isFolder(source)) return { kind: 'folder', bytes: none, files: await readFolder(source) };
  const bytes = await readBytes(source);
  return { kind: 'file', bytes: new Uint8Array(bytes) };
}

// Reads a file or folder of results into an open review as it is proposed, for commands without a screen.
import { buffer } from 'node:stream/consumers';
import { basename } from 'node:path';
import type { Call, Out } from '../../shared/contract/contract.ts';
import { countText } from '../../shared/domain/format.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { ColumnPreview, ColumnUse, FolderFile, ImportChanges } from '../../shared/contract/imports.ts';
import type { TableAnswers } from './answers.ts';
import { named, nothingChosen, type Choices } from './choices.ts';
import { isFolder, readFolder } from './readFolder.ts';
import { readBytes } from './readBytes.ts';

/** The file that is the standard input. */
export const STANDARD_INPUT = '-';

/**
 * @param said       answers to what the table may leave open.
 * @param objectives which columns also become objectives.
 * @param better     metrics of which larger or smaller is better, whatever their names say.
 * @returns what was written, and the remarks on the reading: which value of several was taken, what was left out.
 * @throws ParleyError when the file cannot be read, or leaves a question open.
 */
export async function readInto(
  call: Call,
  review: string,
  file: string,
  said: TableAnswers,
  objectives: number[] | ((columns: readonly ColumnPreview[], rows: number) => number[]),
  better: Choices['better'] = nothingChosen.better,
): Promise<{ written: Out<'imports.accept'>; notes: string[] }> {
  const fileName = file === STANDARD_INPUT ? 'standard input' : basename(file);
  const {
    table,
    columns: proposedColumns,
    rows,
    problems,
  } = await call('imports.read', {
    task: 'read',
    fileName,
    ...(await contentOf(file)),
    options: { delimiter: null, decimal: null, header: null },
  });
  const columns = directedAs(proposedColumns, better);
  const open = openQuestion(columns, said);
  if (open !== null) throw new ParleyError('badInput', `${fileName}: ${open}`);
  const uses = columns.map((column) => answeredUse(column, said));
  const proposed = { uses, duplicates: 'refuse', unreadable: said.unreadable ?? 'refuse' } as const;
  const { changes } = await call('imports.check', { review, table, mapping: proposed });
  const mapping = { ...proposed, uses: withExisting(uses, changes, fileName, said.existing) };
  const chosen = typeof objectives === 'function' ? objectives(columns, rows) : objectives;
  const written = await call('imports.accept', { task: 'read', review, table, mapping, objectives: chosen });
  const remarks = problems.filter(({ severity }) => severity === 'warning');
  const notes = remarks.map(({ column, row, message }) => {
    const place = [row === null ? '' : `row ${row}`, column].filter((part) => part !== '').join(', ');
    return place === '' ? message : `${place}: ${message}`;
  });
  return { written, notes };
}

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

/** A folder is its files that may hold results; anything else, and the standard input, is its bytes. */
async function contentOf(
  path: string,
): Promise<{ kind: 'folder'; bytes: Uint8Array; files: FolderFile[] } | { kind: 'file'; bytes: Uint8Array }> {
  if (path === STANDARD_INPUT) return { kind: 'file', bytes: new Uint8Array(await buffer(process.stdin)) };
  if (await isFolder(path)) return { kind: 'folder', bytes: new Uint8Array(), files: await readFolder(path) };
  const bytes = await readBytes(path);
  return { kind: 'file', bytes: new Uint8Array(bytes) };
}

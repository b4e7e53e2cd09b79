// Logs that are too large to be read: looked through, shown like a table that was read, and counted into a cube when they are kept.
import fs from 'node:fs';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { In, Out } from '../../../shared/contract/contract.ts';
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import type { WaitingColumn } from '../../../shared/contract/predictions.ts';
import type { CubeFile } from '../../../shared/domain/cube.ts';
import { countText } from '../../../shared/domain/format.ts';
import { formatOf } from '../counting/count.ts';
import type { Asked, LogSurvey, SurveyedColumn } from '../counting/order.ts';
import { uniqueHeaders } from '../import/text/headers.ts';
import type { SurveyedLog } from '../installation/surveys.ts';
import type { TaskRun } from '../installation/tasks.ts';
import type { Workspace } from '../installation/workspace.ts';

type Described = Pick<In<'predictions.keep'>, 'kind' | 'roles' | 'odd' | 'description'>;

/**
 * Looks through a log that was handed over, and lets it wait.
 * @throws ParleyError `badInput` where it is of no kind that can be counted; what the engine says.
 */
export async function surveyLog(
  workspace: Workspace,
  { fileName, upload }: { fileName: string; upload: string },
  { signal, progress }: TaskRun,
): Promise<Out<'predictions.survey'>> {
  const format = formatOf(fileName);
  if (format === null)
    throw new ParleyError(
      'badInput',
      `${fileName} is too large to be read, and of no kind that can be counted. Write it as Parquet, CSV or JSON Lines.`,
    );
  const path = workspace.uploads.named(upload, 'log', fileName);
  const { size, mtimeMs } = fs.statSync(path);
  const file = { path, bytes: size, format };
  const survey = await workspace.options.counting.survey([file], { signal, onProgress: progress });
  const table = workspace.surveys.add({ fileName, file, changed: mtimeMs, survey });
  return {
    table,
    fileName,
    format: { parquet: 'Parquet file', csv: 'Table', jsonl: 'JSON Lines' }[format],
    choices: [],
    incumbent: null,
    sha256: '',
    encoding: '',
    delimiter: null,
    decimal: '.',
    header: true,
    rows: survey.rows,
    columns: previewsOf(survey),
    problems: survey.leftOut.map((column) => ({
      row: null,
      column,
      found: '',
      message: `“${column}” holds lists or structures and is left out.`,
      severity: 'warning' as const,
    })),
    problemCount: survey.leftOut.length,
  };
}

/** Nothing is proposed that a table of candidates would need: what a log's columns are is proposed where they are asked about. */
function previewsOf({ columns }: LogSurvey): ColumnPreview[] {
  const { headers } = uniqueHeaders(columns.map(({ header }) => header));
  return columns.map(({ numeric, missing, text, distinct, min, max, samples, words }, index) => ({
    index,
    header: headers[index]!,
    numeric,
    missing,
    text,
    distinct,
    min,
    max,
    samples,
    zeros: words?.counts[words.numbers.indexOf(0)] ?? 0,
    use: { use: 'ignore' as const },
    because: '',
    asks: [],
    remembered: [],
  }));
}

/** A column by its different cells, each with how many rows have it; where there are too many of them, numbers at its quarters. */
export function waitingColumn({ survey }: SurveyedLog, index: number): WaitingColumn {
  const column = survey.columns[index];
  if (!column) throw new ParleyError('badInput', 'The log has no such column.');
  const { header, words, quarters, min, max } = column;
  if (words === null) {
    const numbers = Float64Array.from([min, ...quarters, max].filter((number) => number !== null));
    return { header, numbers, words: null, counts: Float64Array.from(numbers, () => survey.rows / numbers.length) };
  }
  const { names, numbers, counts } = words;
  return {
    header,
    numbers: Float64Array.from(numbers, (number) => number ?? NaN),
    words: { names, codes: Int32Array.from(names.keys()) },
    counts: Float64Array.from(counts),
  };
}

/**
 * Counts the log as it is described.
 * @throws ParleyError `refused` for what cannot be counted; `conflict` where the file is another one by now; what the engine says.
 */
export async function countWaiting(
  workspace: Workspace,
  log: SurveyedLog,
  described: Described,
  { signal, progress }: TaskRun,
): Promise<CubeFile> {
  const { file, fileName, changed } = log;
  const asked = askedOf(log, described);
  const now = fs.statSync(file.path, { throwIfNoEntry: false });
  if (now?.mtimeMs !== changed || now.size !== file.bytes)
    throw new ParleyError('conflict', `${fileName} has changed since it was looked through. Choose it again.`);
  return workspace.options.counting.count([file], asked, {
    signal,
    onProgress: (fraction, doing) => progress(0.98 * fraction, `Counting ${doing}`),
    now: workspace.options.now(),
  });
}

/** The question that counts what a log is said to be. */
function askedOf(log: SurveyedLog, { kind, roles, odd, description }: Described): Asked {
  const { survey, fileName } = log;
  const rows = `${fileName} has ${countText(survey.rows, 'row')} and is counted instead of read`;
  const refuse = (why: string) => new ParleyError('refused', `${rows}, and ${why}`);
  if (kind !== 'binary')
    throw refuse('only questions with two answers can be counted. Bring in a sample of its rows instead.');
  if (roles.model !== null)
    throw refuse(
      'its candidates have to stand side by side, each with columns of its own. Write it so, and choose it again.',
    );
  if (odd === 'leaveOut') throw refuse('cells that are no numbers can be taken as missing only.');
  const called = (place: number): string => {
    const column: SurveyedColumn | undefined = survey.columns[place];
    if (!column) throw new ParleyError('badInput', 'The log has no such column.');
    return column.header;
  };
  if (roles.label === null)
    throw new ParleyError('badInput', 'Say which column holds what really happened, the label.');
  const cuts = roles.groups.flatMap(({ place, bounds }) =>
    bounds === undefined ? [] : [[called(place), bounds] as const],
  );
  return {
    label: called(roles.label),
    candidates: roles.candidates.map(({ name, score, prediction, threshold }) => ({
      name,
      decision: prediction === null ? null : called(prediction),
      score: score === null ? null : called(score),
      threshold: threshold ?? description.threshold,
    })),
    groups: roles.groups.map(({ place }) => called(place)),
    ...(cuts.length === 0 ? {} : { cuts: Object.fromEntries(cuts) }),
    weight: roles.weight === null ? null : called(roles.weight),
    unit: roles.unit == null ? null : called(roles.unit),
    positive: description.positive,
    scores: roles.candidates.some(({ score }) => score !== null),
    unreadableAsMissing: odd === 'missing',
  };
}

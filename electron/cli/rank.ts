// parley rank: fronts and ranks of a review, or of a table read into a review that is thrown away.
import { isGoing } from '../../shared/domain/round.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { ParleyError } from '../../shared/contract/errors.ts';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { createApp } from '../core/host/app.ts';
import type { Call } from '../../shared/contract/contract.ts';
import { nothingSaid, type TableAnswers } from './answers.ts';
import type { ColumnPreview } from '../../shared/contract/imports.ts';
import { localDay } from '../../shared/domain/format.ts';
import { evaluate } from '../../shared/engine/evaluate.ts';
import { possibleObjectives, proposedObjectives, withoutDoubles } from '../../shared/engine/objectiveProposal.ts';
import { typedCalls } from './calls.ts';
import { noReading, toJson, toText, type TableReading } from './rankText.ts';
import { commandOptions } from './options.ts';
import { readInto } from './readTable.ts';

/**
 * Ranks the candidates of a file, with the requirements of all roles applied.
 *
 * @param said answers to what a table may leave open.
 * @returns what to print: a table for people, or one JSON object.
 * @throws ParleyError when the file cannot be opened or read, and while its first round is being voted on.
 */
export async function rankFile(file: string, json: boolean, said: TableAnswers = nothingSaid): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'parley-rank-'));
  const isReview = extname(file).toLowerCase() === '.parley';
  // A table's review lives and dies in the scratch folder; a review stays where it is and on this installation's records.
  const folders = isReview ? {} : { libraryFolder: scratch, userData: scratch };
  const core = createApp({ ...commandOptions(), ...folders, host: 'command line' });
  try {
    const call = typedCalls(core.dispatch);
    const { review, reading } = isReview
      ? { review: (await core.openPath(file)).review, reading: noReading }
      : await importTable(call, file, said);
    const [{ settings }, catalog, { rounds }] = await Promise.all([
      call('review.get', { review }),
      call('review.catalog', { review }),
      call('round.get', { review }),
    ]);
    const going = rounds.find(isGoing);
    if (going && !rounds.some(({ state }) => state === 'revealed')) {
      throw new ParleyError(
        'refused',
        `Round ${going.number} is being voted on, so nobody is ranked. Rankings appear with the reveal.`,
      );
    }
    const snapshot = { settings, catalog };
    const evaluation = evaluate(snapshot, { role: null });
    return (json ? toJson : toText)(snapshot, evaluation, localDay(new Date()), reading);
  } finally {
    await core.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Reads a table as proposed into a new review; answers with its handle, and with what is to be said of the reading. */
export async function importTable(
  call: Call,
  file: string,
  said: TableAnswers,
): Promise<{ review: string; reading: TableReading }> {
  const { review } = await call('library.create', { title: basename(file) });
  let left = noReading;
  const { notes } = await readInto(call, review, file, said, (columns, rows) => {
    left = { ...noReading, ...notCompared(columns, rows) };
    return proposedObjectives(columns, rows);
  });
  return { review, reading: { ...left, notes } };
}

/** The metrics of a table that are not proposed as objectives, by the reason. */
function notCompared(columns: readonly ColumnPreview[], rows: number): Omit<TableReading, 'notes'> {
  const possible = possibleObjectives(columns, rows);
  const proposed = new Set(proposedObjectives(columns, rows));
  const single = new Set(withoutDoubles(possible));
  const doubles = possible.filter((_, place) => !single.has(place));
  const measures = columns.filter(({ use }) => use.use === 'metric' && use.atMost === undefined);
  const headers = (some: readonly ColumnPreview[]) => some.map(({ header }) => header);
  return {
    doubles: headers(doubles),
    beyond: headers(possible.filter((column) => !doubles.includes(column) && !proposed.has(column.index))),
    undirected: headers(measures.filter(({ directed, stated }) => directed === false && stated !== true)),
    sparse: headers(
      measures.filter(({ directed, missing, stated }) => directed !== false && stated !== true && missing * 2 > rows),
    ),
  };
}

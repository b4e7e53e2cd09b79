// parley rank: fronts and ranks of a review, or of a table read into a review that is thrown away.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { createApp } from '../core/host/app.ts';
import type { Call } from '../../shared/contract/contract.ts';
import type { ZeroMeaning } from '../../shared/contract/imports.ts';
import { localDay } from '../../shared/domain/format.ts';
import { evaluate } from '../../shared/engine/evaluate.ts';
import { possibleObjectives, proposedObjectives, withoutDoubles } from '../../shared/engine/objectiveProposal.ts';
import { typedCalls } from './calls.ts';
import { toJson, toText, type NotObjectives } from './rankText.ts';
import { commandOptions } from './options.ts';
import { readInto } from './readTable.ts';

/**
 * Ranks the candidates of a file, with the requirements of all roles applied.
 *
 * @param zeros what a 0 means among positive costs, times and sizes of a table; null: it is asked where there is one.
 * @returns what to print: a table for people, or one JSON object.
 * @throws ParleyError when the file cannot be opened or read.
 */
export async function rankFile(file: string, json: boolean, zeros: ZeroMeaning | null = null): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'parley-rank-'));
  const isReview = extname(file).toLowerCase() === '.parley';
  // A table's review lives and dies in the scratch folder; a review stays where it is and on this installation's records.
  const folders = isReview ? {} : { libraryFolder: scratch, userData: scratch };
  const core = createApp({ ...commandOptions(), ...folders, host: 'command line' });
  try {
    const call = typedCalls(core.dispatch);
    const { review, unused } = isReview
      ? { review: (await core.openPath(file)).review, unused: { doubles: [], beyond: [] } }
      : await importTable(call, file, zeros);
    const [{ settings }, catalog] = await Promise.all([
      call('review.get', { review }),
      call('review.catalog', { review }),
    ]);
    const snapshot = { settings, catalog };
    const evaluation = evaluate(snapshot, { role: null });
    return (json ? toJson : toText)(snapshot, evaluation, localDay(new Date()), unused);
  } finally {
    await core.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Reads a table as proposed into a new review; answers with its handle, and with what could be an objective and is none. */
async function importTable(
  call: Call,
  file: string,
  zeros: ZeroMeaning | null,
): Promise<{ review: string; unused: NotObjectives }> {
  const { review } = await call('library.create', { title: basename(file) });
  let unused: NotObjectives = { doubles: [], beyond: [] };
  await readInto(call, review, file, zeros, (columns, rows) => {
    const possible = possibleObjectives(columns, rows).map(({ index, header }) => ({ index, header }));
    const proposed = proposedObjectives(columns, rows);
    const single = new Set(withoutDoubles(possible.map(({ header }) => header)));
    const left = possible.map((column, place) => ({ ...column, double: !single.has(place) }));
    unused = {
      doubles: left.flatMap(({ header, double }) => (double ? [header] : [])),
      beyond: left.flatMap(({ index, header, double }) => (double || proposed.includes(index) ? [] : [header])),
    };
    return proposed;
  });
  return { review, unused };
}

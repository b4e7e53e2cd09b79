// What is ranked: a review, or a table, a folder of results or the standard input read into a review that is thrown away.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Call } from '../../shared/contract/contract.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { ColumnPreview } from '../../shared/contract/imports.ts';
import { listText } from '../../shared/domain/format.ts';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { isGoing } from '../../shared/domain/round.ts';
import { possibleObjectives, proposedObjectives, withoutDoubles } from '../../shared/engine/objectiveProposal.ts';
import { isServerAddress } from '../core/connections/address.ts';
import { createApp } from '../core/host/app.ts';
import type { TableAnswers } from './answers.ts';
import { typedCalls } from './calls.ts';
import { named, nothingChosen, rolesOfTable, type Choices } from './choices.ts';
import { commandOptions } from './options.ts';
import { readInto, sourceName } from './readTable.ts';
import { noReading, type TableReading } from './tableReading.ts';

/**
 * @param file    a review (.parley), a table, a folder, or "-" for a table from the standard input.
 * @param said    answers to what a table may leave open.
 * @throws ParleyError when it cannot be opened or read, and while the first round of a review is being voted on.
 */
export async function readReview(
  file: string,
  said: TableAnswers,
  choices: Choices,
): Promise<{ snapshot: ReviewSnapshot; reading: TableReading }> {
  const scratch = await mkdtemp(join(tmpdir(), 'parley-rank-'));
  const isReview = !isServerAddress(file) && extname(file).toLowerCase() === '.parley';
  // A table's review lives and dies in the scratch folder; a review stays where it is and on this installation's records.
  const folders = isReview ? {} : { libraryFolder: scratch, userData: scratch };
  const core = createApp({ ...commandOptions(), ...folders, host: 'command line' });
  try {
    const call = typedCalls(core.dispatch);
    if (isReview) refuseForReview(choices);
    const { review, reading } = isReview
      ? { review: (await core.openPath(file)).review, reading: noReading }
      : await importTable(call, file, said, choices);
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
    return { snapshot: { settings, catalog }, reading };
  } finally {
    await core.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

function refuseForReview({ better }: Choices): void {
  if (better.max.length + better.min.length > 0) {
    throw new ParleyError(
      'badInput',
      '--max and --min say which way is better in a table. In a review that is said by its objectives: change them in the app.',
    );
  }
}

/**
 * Reads a table as proposed into a new review. Its objectives are those that are proposed, and every other metric that weights are
 * given for or of which it was said which way is better.
 *
 * @returns its handle, and what is to be said of the reading.
 */
export async function importTable(
  call: Call,
  file: string,
  said: TableAnswers,
  choices: Choices = nothingChosen,
): Promise<{ review: string; reading: TableReading }> {
  const title = sourceName(file);
  const { review } = await call('library.create', { title, roles: rolesOfTable(choices) });
  let left = noReading;
  const { notes } = await readInto(
    call,
    review,
    file,
    said,
    (columns, rows) => {
      const asked = askedObjectives(columns, choices);
      const chosen = [...new Set([...proposedObjectives(columns, rows), ...asked])].sort((a, b) => a - b);
      left = { ...noReading, ...notCompared(columns, rows, new Set(chosen)) };
      return chosen;
    },
    choices.better,
  );
  return { review, reading: { ...left, notes } };
}

/** The places of the metrics that are weighed, or whose better way was said. */
function askedObjectives(columns: readonly ColumnPreview[], { weights, better }: Choices): number[] {
  const metrics = columns.flatMap(({ use, index, directed, stated }) =>
    use.use === 'metric' && use.atMost === undefined
      ? [{ name: use.name, index, directed: directed !== false || stated === true }]
      : [],
  );
  const weighed = weights.flatMap(({ shares }) => shares.map(({ objective }) => named(objective, metrics, 'metric')));
  const open = weighed.filter(({ directed }) => !directed);
  if (open.length > 0) {
    const names = open.map(({ name }) => name);
    throw new ParleyError(
      'badInput',
      `Nobody has said which way is better for ${listText(names)}. Say it: --max='${names[0]}' or --min='${names[0]}'.`,
    );
  }
  const turned = [...better.max, ...better.min].map((name) => named(name, metrics, 'metric'));
  return [...weighed, ...turned].map(({ index }) => index);
}

/** The metrics of a table that are no objectives, by the reason. */
function notCompared(
  columns: readonly ColumnPreview[],
  rows: number,
  chosen: ReadonlySet<number>,
): Omit<TableReading, 'notes'> {
  const possible = possibleObjectives(columns, rows);
  const single = new Set(withoutDoubles(possible));
  const left = columns.filter(({ index }) => !chosen.has(index));
  const doubles = possible.filter(({ index }, place) => !single.has(place) && !chosen.has(index));
  const measures = left.filter(({ use }) => use.use === 'metric' && use.atMost === undefined);
  const headers = (some: readonly ColumnPreview[]) => some.map(({ header }) => header);
  return {
    doubles: headers(doubles),
    beyond: headers(possible.filter((column) => !doubles.includes(column) && !chosen.has(column.index))),
    constant: headers(
      measures.filter(
        ({ directed, distinct, missing, stated }) =>
          directed !== false && stated !== true && distinct === 1 && rows > 1 && missing * 2 <= rows,
      ),
    ),
    undirected: headers(measures.filter(({ directed, stated }) => directed === false && stated !== true)),
    sparse: headers(
      measures.filter(({ directed, missing, stated }) => directed !== false && stated !== true && missing * 2 > rows),
    ),
  };
}

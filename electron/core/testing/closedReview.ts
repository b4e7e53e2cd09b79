// A small review file that nobody has open, for tests that do something to files.
import type { Call } from '../../../shared/contract/contract.ts';
import path from 'node:path';
import { importTable, newFolder, smallTable, testApp } from './host.ts';

/** Returns the path of a new review in a folder of its own; `also` does more to it before it is closed. */
export async function closedReview(
  folder = newFolder(),
  also: (call: Call, review: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<string> {
  const app = testApp(folder);
  const { review, fileName } = await app.call('library.create', { title: 'Which recommender?' });
  await importTable(app.call, review, smallTable);
  await also(app.call, review);
  await app.close();
  return path.join(app.libraryFolder, fileName);
}

// Folders of training runs that log to a table, with the settings of each run in a file beside it.
import type { Evidence } from '../../evidence/evidence.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import type { TextTable } from '../../evidence/textTable.ts';
import { namesOf } from '../candidateNames.ts';
import { documentAt, settingsIn } from '../settings.ts';
import type { Point, TrainingRun } from './history.ts';
import { isHistory, pointsOf } from './table.ts';

/** The tables at these paths that have a row per point in time and are the tool's, with the folders they stand in. */
export const historiesIn = (
  evidence: Evidence,
  file: RegExp,
  isOfTool: (table: TextTable) => boolean,
): { folder: string; table: TextTable }[] =>
  evidence
    .folderTables(file)
    .filter(({ table }) => isOfTool(table) && isHistory(table))
    .map(({ path, table }) => ({ folder: parentOf(path), table }));

/**
 * A run per table, called by what tells its folder apart.
 *
 * @param settingsFile the name of the file of settings beside each table.
 */
export function runsOf(
  evidence: Evidence,
  histories: readonly { folder: string; table: TextTable }[],
  settingsFile: string,
  points: (table: TextTable) => Point[] = pointsOf,
): TrainingRun[] {
  const names = namesOf(
    histories.map(({ folder }) => folder),
    baseOf(evidence.fileName),
  );
  const documents = evidence.documents();
  return histories.map(({ folder, table }, i) => ({
    name: names[i]!,
    points: points(table),
    settings: settingsIn(documentAt(documents, folder, settingsFile)),
  }));
}

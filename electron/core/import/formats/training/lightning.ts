// Folders of PyTorch Lightning's CSVLogger: `version_<n>/metrics.csv` with `hparams.yaml` beside it. Metrics of training and
// validation stand on different rows of one epoch, so a row is never a candidate; a version is.
import type { Evidence } from '../../evidence/evidence.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import type { TextTable } from '../../evidence/textTable.ts';
import { sourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { historySource } from './history.ts';
import { namesOf } from '../candidateNames.ts';
import { documentAt, settingsIn } from '../settings.ts';
import { isHistory, pointsOf } from './table.ts';

const runsIn = (evidence: Evidence): { folder: string; table: TextTable }[] =>
  evidence
    .folderTables(/(?:^|\/)metrics\.csv$/)
    .filter(({ table }) => table.headers.includes('step') && isHistory(table))
    .map(({ path, table }) => ({ folder: parentOf(path), table }));

export const lightning: Format = {
  name: 'Lightning CSV logs',
  looksLike: (evidence) => runsIn(evidence).length > 0,
  read: (evidence) => {
    const runs = runsIn(evidence);
    const names = namesOf(
      runs.map(({ folder }) => folder),
      baseOf(evidence.fileName),
    );
    const documents = evidence.documents();
    const source = historySource(
      runs.map(({ folder, table }, i) => ({
        name: names[i]!,
        points: pointsOf(table),
        settings: settingsIn(documentAt(documents, folder, 'hparams.yaml')),
      })),
      { pointName: 'epoch', standard: null, chosen: evidence.chosen },
    );
    return sourceTable({ ...source, problems: [...evidence.documentProblems(), ...source.problems] });
  },
};

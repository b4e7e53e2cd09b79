// Folders of PyTorch Lightning's CSVLogger: `version_<n>/metrics.csv` with `hparams.yaml` beside it. Metrics of training and
// validation stand on different rows of one epoch, so a row is never a candidate; a version is.
import type { Evidence } from '../../evidence/evidence.ts';
import { sourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { historiesIn, runsOf } from './folders.ts';
import { historySource } from './history.ts';

const logsIn = (evidence: Evidence) =>
  historiesIn(evidence, /(?:^|\/)metrics\.csv$/, ({ headers }) => headers.includes('step'));

export const lightning: Format = {
  name: 'Lightning CSV logs',
  looksLike: (evidence) => logsIn(evidence).length > 0,
  read: (evidence) => {
    const runs = runsOf(evidence, logsIn(evidence), 'hparams.yaml');
    const source = historySource(runs, { pointName: 'epoch', standard: null, chosen: evidence.chosen });
    return sourceTable({ ...source, problems: [...evidence.documentProblems(), ...source.problems] });
  },
};

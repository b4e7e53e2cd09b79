// Runs of Ultralytics: `results.csv` with `args.yaml` beside it. The weights it keeps, `best.pt`, are those of the best epoch.
import type { Evidence } from '../../evidence/evidence.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import type { TextTable } from '../../evidence/textTable.ts';
import { sourceTable } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { historySource } from './history.ts';
import { namesOf } from '../candidateNames.ts';
import { documentAt, settingsIn } from '../settings.ts';
import { isHistory, pointsOf } from './table.ts';

const quality = /^metrics\/mAP50-95/;

const runsIn = (evidence: Evidence): { folder: string; table: TextTable }[] =>
  evidence
    .folderTables(/(?:^|\/)results\.csv$/)
    .filter(({ table }) => table.headers.some((header) => header.startsWith('metrics/')) && isHistory(table))
    .map(({ path, table }) => ({ folder: parentOf(path), table }));

function hintOf(metric: string): ColumnHint | null {
  if (metric === 'time') {
    const because = 'Seconds since the training began.';
    return { use: 'metric', because, direction: 'min', unit: 's' };
  }
  if (metric.startsWith('lr/')) return { use: 'attribute', because: 'The learning rate at that epoch.' };
  if (metric.startsWith('train/')) return { use: 'ignore', because: 'Measured on the data it was fitted to.' };
  if (metric.startsWith('val/')) return { use: 'metric', because: 'A loss on held-out pictures.', direction: 'min' };
  if (metric.startsWith('metrics/')) {
    return { use: 'metric', because: 'Ultralytics: larger is better.', direction: 'max', unit: '' };
  }
  return null;
}

export const ultralytics: Format = {
  name: 'Ultralytics training runs',
  looksLike: (evidence) => runsIn(evidence).length > 0,
  read: (evidence) => {
    const runs = runsIn(evidence);
    const names = namesOf(
      runs.map(({ folder }) => folder),
      baseOf(evidence.fileName),
    );
    const documents = evidence.documents();
    const best = runs.flatMap(({ table }) => table.headers.filter((header) => quality.test(header)))[0];
    const source = historySource(
      runs.map(({ folder, table }, i) => ({
        name: names[i]!,
        points: withWholeTime(pointsOf(table)),
        settings: settingsIn(documentAt(documents, folder, 'args.yaml')),
      })),
      {
        pointName: 'epoch',
        standard: best === undefined ? null : { metric: best, direction: 'max' },
        hintOf,
        chosen: evidence.chosen,
      },
    );
    return sourceTable({ ...source, problems: [...evidence.documentProblems(), ...source.problems] });
  },
};

/** Training takes the time of all epochs, whichever was best. */
function withWholeTime(points: ReturnType<typeof pointsOf>): ReturnType<typeof pointsOf> {
  const whole = points.findLast(({ values }) => values.has('time'))?.values.get('time');
  return points.map(({ at, values }, i) => {
    const rest = new Map(values);
    rest.delete('time');
    if (i === points.length - 1 && whole !== undefined) rest.set('time', whole);
    return { at, values: rest };
  });
}

// Runs of Ultralytics: `results.csv` with `args.yaml` beside it. The weights it keeps, `best.pt`, are those of the best epoch.
import type { Evidence } from '../../evidence/evidence.ts';
import { sourceTable } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { historiesIn, runsOf } from './folders.ts';
import { historySource } from './history.ts';
import { pointsOf } from './table.ts';

const quality = /^metrics\/mAP50-95/;

const logsIn = (evidence: Evidence) =>
  historiesIn(evidence, /(?:^|\/)results\.csv$/, ({ headers }) =>
    headers.some((header) => header.startsWith('metrics/')),
  );

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
  looksLike: (evidence) => logsIn(evidence).length > 0,
  read: (evidence) => {
    const logs = logsIn(evidence);
    const best = logs.flatMap(({ table }) => table.headers.filter((header) => quality.test(header)))[0];
    const source = historySource(
      runsOf(evidence, logs, 'args.yaml', (table) => withWholeTime(pointsOf(table))),
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

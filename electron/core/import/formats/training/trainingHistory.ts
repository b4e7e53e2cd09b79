// The history of one training run: the CSV of Keras' CSVLogger and of loops like it, with a row per epoch, or `history.json`, an
// object of equally long lists. The file is one candidate.
import type { Evidence } from '../../evidence/evidence.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json } from '../../evidence/json.ts';
import { sourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { toolTable } from '../toolTable.ts';
import { historySource } from './history.ts';
import type { Point } from './history.ts';
import { counterOf, isHistory, pointsOf } from './table.ts';

/** The best epoch is the one of least validation loss, as Keras' callbacks judge by default. */
function judgeOf(points: readonly Point[]): { metric: string; direction: 'min' } | null {
  const metric = ['val_loss', 'valid_loss', 'validation_loss', 'eval_loss'].find((name) =>
    points.some(({ values }) => values.has(name)),
  );
  return metric === undefined ? null : { metric, direction: 'min' };
}

export const trainingHistory: Format = toolTable({
  name: 'Training history',
  knows: (_, table) => isHistory(table),
  read: (table, chosen) => {
    const points = pointsOf(table);
    const pointName = counterOf(table) === 'epoch' ? 'epoch' : 'step';
    const runs = [{ name: table.stem, points, settings: [] }];
    const source = historySource(runs, { pointName, standard: judgeOf(points), chosen });
    return { ...source, places: [table.records[0] ?? 1] };
  },
});

const isNumbers = (value: Json): value is number[] =>
  isList(value) && value.length > 0 && value.every((one) => typeof one === 'number');

/** {"loss": [..], "val_loss": [..]}, as Keras' History writes it: the lists by metric; null where it is something else. */
function listsIn({ documents, kind }: Evidence): [metric: string, values: number[]][] | null {
  if (kind !== 'text') return null;
  const [first, ...rest] = documents();
  if (!first || rest.length > 0 || !isObject(first.value)) return null;
  const keys = [...first.value.keys()];
  if (!keys.includes('loss') && !keys.some((key) => key.startsWith('val_'))) return null;
  const lists: [string, number[]][] = [];
  for (const [metric, values] of first.value) {
    if (!isNumbers(values)) return null;
    lists.push([metric, values]);
  }
  return new Set(lists.map(([, values]) => values.length)).size === 1 ? lists : null;
}

export const trainingHistoryObject: Format = {
  name: 'Training history (JSON)',
  looksLike: (evidence) => listsIn(evidence) !== null,
  read: (evidence) => {
    const lists = listsIn(evidence)!;
    const length = lists[0]?.[1].length ?? 0;
    const points = Array.from({ length }, (_, at) => ({
      at,
      values: new Map(lists.map(([metric, values]) => [metric, values[at]!])),
    }));
    const runs = [{ name: evidence.stem, points, settings: [] }];
    return sourceTable(historySource(runs, { pointName: 'epoch', standard: judgeOf(points), chosen: evidence.chosen }));
  },
};

// Folders of TensorBoard's event files: a folder is a run and a candidate. `train` and `validation` below it are two views of it,
// and what the hparams plugin writes into a folder below, or the only file of one, belongs to it.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import { remark, sourceTable } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { historySource } from '../training/history.ts';
import type { TrainingRun } from '../training/history.ts';
import { namesOf } from '../candidateNames.ts';
import { looksLikeEvents, readEvents } from './events.ts';
import type { EventFile } from './events.ts';

const eventFile = /(?:^|\/)events\.out\.tfevents\.[^/]*$/;
const views = new Set(['train', 'training', 'val', 'valid', 'validation', 'eval', 'test']);

/** The event files by their folders. The name of a file holds a host, and is not kept. */
function foldersIn({ folder }: Evidence): Map<string, Uint8Array[]> {
  const found = new Map<string, Uint8Array[]>();
  for (const path of folder?.paths ?? []) {
    const bytes = eventFile.test(path) ? folder!.bytes(path) : null;
    if (!bytes || !looksLikeEvents(bytes)) continue;
    found.set(parentOf(path), [...(found.get(parentOf(path)) ?? []), bytes]);
  }
  return found;
}

/** Which folder's run the files of a folder belong to. */
function ownerOf(folder: string, folders: ReadonlySet<string>, onlySettings: boolean): string {
  const above = parentOf(folder);
  if (views.has(baseOf(folder).toLowerCase())) return above;
  return onlySettings && folders.has(above) && folder !== above ? above : folder;
}

export const tensorBoard: Format = {
  name: 'TensorBoard event files',
  looksLike: (evidence) => foldersIn(evidence).size > 0,
  read: (evidence) => {
    const folders = foldersIn(evidence);
    const all = new Set(folders.keys());
    const runs = new Map<string, { view: string; file: EventFile }[]>();
    for (const [folder, files] of folders) {
      const read = files.map(readEvents);
      const owner = ownerOf(
        folder,
        all,
        read.some(({ settings }) => settings.length > 0),
      );
      const view = owner === folder ? '' : baseOf(folder).toLowerCase();
      runs.set(owner, [...(runs.get(owner) ?? []), ...read.map((file) => ({ view, file }))]);
    }
    const names = namesOf([...runs.keys()], baseOf(evidence.fileName));
    const trainingRuns = [...runs.values()].map((parts, i) => runOf(names[i]!, parts));
    const metrics = new Set(trainingRuns.flatMap(({ points }) => points.flatMap(({ values }) => [...values.keys()])));
    // add_hparams writes the final metrics once more, beside the settings.
    const hintOf = (metric: string): ColumnHint | null =>
      metric.startsWith('hp/') && [...metrics].some((other) => other !== metric && baseOf(other) === baseOf(metric))
        ? { use: 'ignore', because: 'Written again beside the settings.' }
        : null;
    const source = historySource(trainingRuns, { pointName: 'step', standard: null, hintOf, chosen: evidence.chosen });
    const empty = trainingRuns.filter(({ points }) => points.length === 0).length;
    const problems = empty === 0 ? [] : [remark(`${formatCount(empty)} of the runs logged no number.`)];
    return sourceTable({ ...source, problems: [...problems, ...source.problems] });
  },
};

/** Steps in order; where a restarted run logged a step again, what was written later counts. */
function runOf(name: string, parts: readonly { view: string; file: EventFile }[]): TrainingRun {
  const points = new Map<number, Map<string, { value: number; time: number }>>();
  for (const { view, file } of parts) {
    for (const { tag, step, time, value } of file.scalars) {
      const at = points.get(step) ?? new Map<string, { value: number; time: number }>();
      points.set(step, at);
      const metric = views.has(view) ? `${view}/${tag}` : tag;
      const known = at.get(metric);
      if (!known || time >= known.time) at.set(metric, { value, time });
    }
  }
  return {
    name,
    points: [...points]
      .sort(([a], [b]) => a - b)
      .map(([at, values]) => ({ at, values: new Map([...values].map(([metric, { value }]) => [metric, value])) })),
    settings: parts.flatMap(({ file }) => file.settings),
  };
}

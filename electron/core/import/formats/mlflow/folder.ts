// The file store of MLflow (`mlruns/`): one small file per metric, parameter and tag. Paths and artifact addresses of other
// machines are never followed.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { ReadProgress } from '../../planning/parsedTable.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import type { Folder } from '../../evidence/folder.ts';
import { isObject } from '../../evidence/json.ts';
import { runsSource, storeInMemory } from './runs.ts';
import type { KnownRun, MlflowStore, Point } from './runs.ts';
import { remark } from '../../planning/source.ts';
import type { Chosen, SourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { readYaml } from '../../evidence/yaml.ts';

const metaName = 'meta.yaml';
const runFolder = /^(?:.*\/)?[0-9a-f]{32}\/meta\.yaml$/;

const isMlflowFolder = ({ paths }: Folder): boolean => paths.some((path) => runFolder.test(path));

/** A meta file, every scalar as text: ids have more digits than a number holds. Null where it cannot be read. */
function metaOf(folder: Folder, path: string): Map<string, string> | null {
  const text = folder.text(path);
  if (text === null) return null;
  try {
    const [value] = readYaml(text, path);
    return isObject(value) ? new Map([...value].map(([key, one]) => [key, typeof one === 'string' ? one : ''])) : null;
  } catch {
    return null;
  }
}

const numbers: Record<string, number> = { nan: NaN, inf: Infinity, '+inf': Infinity, '-inf': -Infinity };

/** "time value step" per line, without the step in old files; other lines are skipped and counted. */
export function metricPoints(text: string): { points: Point[]; unreadable: number } {
  const points: Point[] = [];
  let unreadable = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [time = '', written = '', step = '0'] = line.trim().split(' ');
    const value =
      numbers[written.toLowerCase()] ??
      (/^[-+]?[\d.]{1,40}(?:[eE][-+]?\d{1,4})?$/.test(written) ? Number(written) : undefined);
    if (value === undefined || !/^\d{1,20}$/.test(time) || !/^-?\d{1,20}$/.test(step)) unreadable += 1;
    else points.push({ value, step: Number(step), time: Number(time) });
  }
  return { points, unreadable };
}

/** The runs of a folder, one candidate each. @throws ParleyError `badInput` when there is none to import. */
async function readMlflowFolder(
  folder: Folder,
  fileName: string,
  chosen: Chosen,
  onProgress: ReadProgress,
): Promise<SourceTable> {
  const problems: Problem[] = [];
  const experiments = new Map<string, { id: string; name: string; folder: string; deleted: boolean }>();
  for (const path of folder.paths) {
    if (baseOf(path) !== metaName || runFolder.test(path)) continue;
    const meta = metaOf(folder, path);
    const id = meta?.get('experiment_id');
    if (!meta || id === undefined || meta.has('run_id') || meta.has('model_id')) continue;
    const deleted = meta.get('lifecycle_stage') === 'deleted' || path.split('/').includes('.trash');
    experiments.set(parentOf(path), { id, name: meta.get('name') ?? id, folder: parentOf(path), deleted });
  }
  const byFolder = new Map<string, string[]>();
  for (const path of folder.paths) {
    const found = /^((?:.*\/)?[0-9a-f]{32})\/(?:metrics|params|tags)\/./.exec(path);
    const run = found?.[1];
    if (run === undefined) continue;
    const mine = byFolder.get(run);
    if (mine) mine.push(path);
    else byFolder.set(run, [path]);
  }
  const runs: (KnownRun & { start: number; folder: string })[] = [];
  let strays = 0;
  for (const [i, path] of folder.paths.entries()) {
    if (i % 1024 === 0) onProgress((0.6 * i) / folder.paths.length, 'Reading the runs');
    if (!runFolder.test(path)) continue;
    const meta = metaOf(folder, path);
    const place = parentOf(path);
    const experiment = experiments.get(parentOf(place));
    if (!meta || !experiment || (meta.get('experiment_id') ?? experiment.id) !== experiment.id) {
      strays += 1;
      continue;
    }
    const texts = (kind: string) =>
      new Map(
        (byFolder.get(place) ?? [])
          .filter((file) => file.startsWith(`${place}/${kind}/`))
          .map((file) => [file.slice(place.length + kind.length + 2), folder.text(file) ?? '']),
      );
    const tags = texts('tags');
    const status = meta.get('status') ?? '';
    runs.push({
      id: meta.get('run_id') ?? meta.get('run_uuid') ?? baseOf(place),
      name: meta.get('run_name') || (tags.get('mlflow.runName') ?? ''),
      experiment: experiment.id,
      finished: status === '3' || status === 'FINISHED',
      active: meta.get('lifecycle_stage') !== 'deleted' && !experiment.deleted,
      parent: tags.get('mlflow.parentRunId') ?? null,
      params: texts('params'),
      tags,
      start: Number(meta.get('start_time') ?? 0),
      folder: place,
    });
  }
  runs.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  if (strays > 0) {
    const are = strays === 1 ? '1 folder looks' : `${formatCount(strays)} folders look`;
    problems.push(remark(`${are} like a run of no experiment that is here; left out, as MLflow does.`));
  }

  onProgress(0.6, 'Reading the metrics');
  let unreadable = 0;
  const logged = new Map(
    runs.map(({ id, folder: place }) => {
      const metrics = (byFolder.get(place) ?? []).filter((file) => file.startsWith(`${place}/metrics/`));
      const points = metrics.map((file): [string, Point[]] => {
        const read = metricPoints(folder.text(file) ?? '');
        unreadable += read.unreadable;
        return [file.slice(`${place}/metrics/`.length), read.points];
      });
      return [id, new Map(points.filter(([, all]) => all.length > 0))];
    }),
  );
  if (unreadable > 0) {
    const lines = unreadable === 1 ? '1 line is' : `${formatCount(unreadable)} lines are`;
    problems.push(remark(`${lines} not "time value step", as MLflow writes metrics; passed over.`));
  }
  const store = storeInMemory(
    runs,
    [...experiments.values()].map(({ id, name }) => ({ id, name })),
    logged,
    registeredOf(folder),
  );
  const source = await runsSource(store, fileName, chosen);
  return { ...source, problems: [...problems, ...source.problems] };
}

/** models/<name>/version-<n>/meta.yaml, and models/<name>/aliases/<alias> with the number of a version in it. */
function registeredOf(folder: Folder): Awaited<ReturnType<MlflowStore['registered']>> {
  const aliasFiles = Map.groupBy(
    folder.paths.filter((path) => /(?:^|\/)models\/[^/]+\/aliases\/[^/]+$/.test(path)),
    (path) => parentOf(parentOf(path)),
  );
  return folder.paths.flatMap((path) => {
    const found = /^((?:.*\/)?models\/([^/]+))\/version-(\d+)\/meta\.yaml$/.exec(path);
    const meta = found ? metaOf(folder, path) : null;
    const [, place = '', model = '', version = ''] = found ?? [];
    if (!meta) return [];
    const aliases = (aliasFiles.get(place) ?? []).filter((file) => folder.text(file)?.trim() === version).map(baseOf);
    const stage = meta.get('current_stage');
    return [
      {
        run: meta.get('run_id') ?? '',
        model,
        version,
        aliases: stage === 'Production' || stage === 'Staging' ? [...aliases, stage] : aliases,
      },
    ];
  });
}

export const mlflowFolder: Format = {
  name: 'MLflow runs folder',
  looksLike: ({ folder }) => folder !== null && isMlflowFolder(folder),
  read: ({ folder, fileName, chosen, onProgress }) => readMlflowFolder(folder!, fileName, chosen, onProgress),
};

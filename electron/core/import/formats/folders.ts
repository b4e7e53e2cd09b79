// Which tool wrote a folder, by the files in it; where none is known, the metrics files in it, one candidate per folder or file.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import type { FolderFile } from '../../../../shared/contract/imports.ts';
import type { Progress } from '../planning/parsedTable.ts';
import { countText, excerpt } from '../text/problems.ts';
import {
  cardText,
  evalResultsSource,
  hasModelIndex,
  isEvalResults,
  modelIndexSource,
  readCard,
} from './huggingFace.ts';
import { baseOf, folderOf, parentOf } from './folder.ts';
import type { Folder } from './folder.ts';
import { isObject, readJson } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { isLmEval, lmEvalSource } from './lmEval.ts';
import { isMlflowFolder, readMlflowFolder } from './mlflow/mlflowFolder.ts';
import { isMteb, mtebSource } from './mteb.ts';
import { CellTable, freeName, remark } from '../planning/source.ts';
import type { Chosen, Source } from '../planning/source.ts';
import { forEachLeaf, scalar } from './values.ts';
import { readYaml } from './yaml.ts';

interface ReadFile {
  path: string;
  value: Json;
  /** Of a model card, what it says in words. */
  text?: string;
}

/** @throws ParleyError `badInput` when nothing in it is known. */
export function readFolder(
  files: readonly FolderFile[],
  fileName: string,
  chosen: Chosen,
  onProgress: Progress = () => undefined,
): Source {
  const folder = folderOf(files);
  if (isMlflowFolder(folder)) return readMlflowFolder(folder, fileName, chosen, onProgress);
  const problems: Problem[] = [];
  const read = readAll(folder, problems, onProgress);
  const source = sourceOf(read, fileName);
  return { ...source, problems: [...problems, ...source.problems] };
}

/** Every JSON, YAML and model card in it; what cannot be read is left out with its reason. */
function readAll({ paths, text }: Folder, problems: Problem[], onProgress: Progress): ReadFile[] {
  const read: ReadFile[] = [];
  let unread = 0;
  for (const [i, path] of paths.entries()) {
    if (i % 256 === 0) onProgress((0.9 * i) / paths.length, 'Reading the files');
    const content = /\.(?:json|ya?ml|md)$/i.test(path) ? text(path) : null;
    if (content === null) continue;
    try {
      const value = /\.md$/i.test(path)
        ? readCard(content, path)
        : /\.json$/i.test(path)
          ? readJson(content, path)[0]
          : readYaml(content, path)[0];
      const card = /\.md$/i.test(path) ? { text: cardText(content) } : {};
      if (value !== undefined) read.push({ path, value, ...card });
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      unread += 1;
      if (unread <= 10) problems.push(remark(error.message));
    }
  }
  if (unread > 10) problems.push(remark(`${countText(unread - 10)} more files could not be read.`));
  return read;
}

function sourceOf(files: readonly ReadFile[], fileName: string): Source {
  const evaluated = files.flatMap(({ path, value }) => (isLmEval(value) ? [{ value, name: path }] : []));
  if (evaluated.length > 0) return lmEvalSource(evaluated);
  if (files.some(({ value }) => isMteb(value))) return mtebSource(files, fileName);
  const cards = files.flatMap(({ path, value, text = '' }) =>
    hasModelIndex(value) ? [{ value, name: baseOf(parentOf(path)) || fileName, text }] : [],
  );
  if (cards.length > 0) return modelIndexSource(cards, fileName);
  const results = files.flatMap(({ path, value }) =>
    isEvalResults(value) ? [{ value, model: candidateFolder(parentOf(path)) || fileName }] : [],
  );
  if (results.length > 0) return evalResultsSource(results);
  return metricsSource(files, fileName);
}

const parts = new Set([
  'dvclive',
  'metrics',
  'eval',
  'evaluation',
  'results',
  'output',
  'outputs',
  'logs',
  '.eval_results',
]);

/** The folder that stands for the candidate: without those at its end that every candidate has. */
function candidateFolder(folder: string): string {
  const names = folder.split('/').filter((name) => name !== '');
  while (names.length > 0 && parts.has((names.at(-1) ?? '').toLowerCase())) names.pop();
  return names.join('/');
}

const isParams = (path: string) => /^(?:params|config|hparams|parameters|args)\.(?:json|ya?ml)$/i.test(baseOf(path));
const hasNumber = (object: JsonObject): boolean => {
  let found = false;
  forEachLeaf(object, (_, value) => {
    found ||= typeof value === 'number' || (typeof value === 'string' && /^[-+]?(?:\d|nan$|inf)/i.test(value));
  });
  return found;
};

/** The metrics files of a folder: DVCLive's, or any JSON and YAML with numbers in it. */
function metricsSource(files: readonly ReadFile[], fileName: string): Source {
  const known = files.flatMap(({ path, value }) =>
    isObject(value) && hasNumber(value) && !/^dvc\.(?:yaml|lock)$/.test(baseOf(path)) ? [{ path, value }] : [],
  );
  const metrics = known.filter(({ path }) => !isParams(path));
  if (metrics.length === 0) {
    throw new ParleyError(
      'badInput',
      `The folder ${fileName} holds no results that Parley knows. Choose the folder of the runs itself, or a file in it.`,
    );
  }
  const folders = new Set(metrics.map(({ path }) => candidateFolder(parentOf(path))));
  const perFile = folders.size === 1 && metrics.length > 1;
  const ownerOf = (path: string) => (perFile ? path.replace(/\.[a-z]{1,5}$/i, '') : candidateFolder(parentOf(path)));
  const owners = Map.groupBy(metrics, ({ path }) => ownerOf(path));
  const settings = Map.groupBy(
    known.filter(({ path }) => isParams(path) && !perFile),
    ({ path }) => candidateFolder(parentOf(path)),
  );
  const table = new CellTable();
  const taken = new Set(['Candidate']);
  for (const { value } of metrics) forEachLeaf(value, (path) => taken.add(path));
  for (const [owner, mine] of owners) {
    table.next();
    const name = (perFile ? baseOf(owner) : owner) || fileName;
    table.set('Candidate', name, { use: 'name', because: 'Names the candidate: its folder or file.' });
    const set = new Set<string>();
    for (const { path: file, value } of mine) {
      forEachLeaf(value, (path, leaf) => {
        const header = set.has(path) ? `${baseOf(file)}:${path}` : path;
        set.add(header);
        const step = /(?:^|\.)(?:step|epoch)$/.test(path);
        table.set(
          header,
          scalar(leaf),
          step ? { use: 'ignore', because: 'How far the training went, not a measure.' } : null,
        );
      });
    }
    for (const { path: file, value } of settings.get(owner) ?? []) {
      forEachLeaf(value, (path, leaf) =>
        table.set(freeName(path, 'param', taken), scalar(leaf), {
          use: 'attribute',
          because: `A setting, from ${excerpt(baseOf(file))}.`,
        }),
      );
    }
  }
  return {
    ...{ format: 'Folder of metrics', part: '', choices: [], problems: [], incumbent: null },
    ...{ columns: table.finish(), places: Array.from({ length: owners.size }, (_, i) => i + 1) },
  };
}

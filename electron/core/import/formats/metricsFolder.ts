// A folder of metrics files that no tool is known to have written, or DVCLive: any JSON and YAML with numbers in it, one candidate
// per folder or file.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Document } from '../evidence/documents.ts';
import { baseOf, parentOf } from '../evidence/folder.ts';
import { isObject } from '../evidence/json.ts';
import type { JsonObject } from '../evidence/json.ts';
import { forEachLeaf, scalar } from '../evidence/leaves.ts';
import { CellTable, freeName, sourceTable } from '../planning/source.ts';
import type { SourceTable } from '../planning/source.ts';
import { excerpt } from '../text/problems.ts';
import { candidateFolder } from './candidateFolder.ts';
import type { Format } from './format.ts';

const isParams = (path: string) => /^(?:params|config|hparams|parameters|args)\.(?:json|ya?ml)$/i.test(baseOf(path));
const hasNumber = (object: JsonObject): boolean => {
  let found = false;
  forEachLeaf(object, (_, value) => {
    found ||= typeof value === 'number' || (typeof value === 'string' && /^[-+]?(?:\d|nan$|inf)/i.test(value));
  });
  return found;
};

/**
 * One candidate per folder or file.
 *
 * @throws ParleyError `badInput` when no file holds a number.
 */
function metricsSource(files: readonly Document[], fileName: string): SourceTable {
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
  return sourceTable({ columns: table.finish(), places: Array.from({ length: owners.size }, (_, i) => i + 1) });
}

export const metricsFolder: Format = {
  name: 'Folder of metrics',
  looksLike: ({ kind }) => kind === 'folder',
  read: (evidence) => {
    const source = metricsSource(evidence.documents(), evidence.fileName);
    return { ...source, problems: [...evidence.documentProblems(), ...source.problems] };
  },
};

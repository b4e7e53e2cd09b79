// DVC: the output of `dvc exp show --json`, current and before 3.0. The git repository itself is never read.
import { formatCount } from '../../../../../shared/domain/format.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { forEachLeaf, scalar } from '../../evidence/leaves.ts';
import { CellTable, freeName, remark, sourceTable } from '../../planning/source.ts';
import type { SourceTable } from '../../planning/source.ts';
import type { Format } from '../format.ts';
import { experimentsTable } from './experimentsTable.ts';

const objectAt = (object: Json | undefined, key: string): JsonObject => {
  const value = isObject(object) ? object.get(key) : undefined;
  return isObject(value) ? value : new Map();
};

const isState = (value: Json): boolean =>
  isObject(value) && typeof value.get('rev') === 'string' && (value.has('data') || value.has('error'));

/** Today's list, or the older object by revision. */
const isExpShow = (value: Json | undefined): value is Json[] | JsonObject =>
  (isList(value) && value.length > 0 && value.every(isState)) ||
  (isObject(value) && isObject(value.get('workspace')) && objectAt(value, 'workspace').has('baseline'));

interface Experiment {
  name: string;
  rev: string;
  parent: string;
  data: JsonObject;
}

const textAt = (object: Json | undefined, key: string): string => {
  const value = isObject(object) ? object.get(key) : undefined;
  return typeof value === 'string' ? value : '';
};
const shortRev = (rev: string): string => (/^[0-9a-f]{40}$/.test(rev) ? rev.slice(0, 7) : rev);

function experimentOf(state: Json, name: string, parent: string): Experiment {
  const rev = textAt(state, 'rev');
  return {
    name: name || textAt(state, 'name') || shortRev(rev),
    rev,
    parent,
    data: objectAt(state, 'data'),
  };
}

function experimentsOf(value: Json[] | JsonObject): Experiment[] {
  if (isList(value)) {
    return value.flatMap((state) => {
      const base = experimentOf(state, '', '');
      const inside = isObject(state) ? state.get('experiments') : undefined;
      // Of an experiment with checkpoints the first revision is its tip.
      const experiments = (isList(inside) ? inside : []).flatMap((one) => {
        const revs = isObject(one) ? one.get('revs') : undefined;
        const tip = isList(revs) ? revs[0] : undefined;
        return tip === undefined ? [] : [experimentOf(tip, textAt(one, 'name'), base.name)];
      });
      return [base, ...experiments];
    });
  }
  return [...value].flatMap(([rev, group]) => {
    const baseline = objectAt(group, 'baseline');
    const parent = textAt(objectAt(baseline, 'data'), 'name') || shortRev(rev);
    return (isObject(group) ? [...group] : []).map(([key, state]) => {
      const isBase = key === 'baseline';
      return {
        ...experimentOf(
          state,
          textAt(objectAt(state, 'data'), 'name') || (isBase ? parent : shortRev(key)),
          isBase ? '' : parent,
        ),
        rev: isBase ? rev : key,
      };
    });
  });
}

/** One candidate per experiment and baseline that has metrics. */
function expShowSource(value: Json[] | JsonObject): SourceTable {
  const all = experimentsOf(value);
  const metricsOf = ({ data }: Experiment): [string, string, Json][] => filesOf(objectAt(data, 'metrics'));
  const kept = all.filter((experiment) => metricsOf(experiment).length > 0);
  const table = new CellTable();
  const problems: Problem[] = [];
  const metrics = ambiguous(kept.flatMap(metricsOf));
  const params = ambiguous(kept.flatMap(({ data }) => filesOf(objectAt(data, 'params'))));
  const taken = new Set(['Experiment', 'rev', 'parent', ...kept.flatMap(metricsOf).map((entry) => metrics(entry))]);
  const seen = new Map<string, number>();
  for (const { name } of kept) seen.set(name, (seen.get(name) ?? 0) + 1);
  for (const experiment of kept) {
    table.next();
    const shown =
      (seen.get(experiment.name) ?? 0) > 1 ? `${experiment.name} · ${shortRev(experiment.rev)}` : experiment.name;
    table.set('Experiment', shown, { use: 'name', because: 'Names the candidate: the experiment, or its commit.' });
    for (const entry of metricsOf(experiment)) {
      const step = /(?:^|\.)(?:step|epoch)$/.test(entry[1]);
      const hint = step ? ({ use: 'ignore', because: 'How far the training went, not a measure.' } as const) : null;
      table.set(metrics(entry), scalar(entry[2]), hint);
    }
    for (const entry of filesOf(objectAt(experiment.data, 'params'))) {
      table.set(freeName(params(entry), 'param', taken), scalar(entry[2]), {
        use: 'attribute',
        because: 'A parameter.',
      });
    }
    if (experiment.parent !== '')
      table.set('parent', experiment.parent, { use: 'attribute', because: 'What it was started from.' });
    table.set('rev', experiment.rev, { use: 'attribute', because: 'The revision in git.' });
  }
  const silent = all.length - kept.length;
  if (silent > 0) {
    const are = silent === 1 ? '1 experiment has' : `${formatCount(silent)} experiments have`;
    problems.push(remark(`${are} no metrics, or failed; left out.`));
  }
  return sourceTable({
    columns: table.finish(),
    places: kept.map((experiment) => all.indexOf(experiment) + 1),
    problems,
  });
}

/** The leaves of {file: {data: {…}}}, each with its file. */
function filesOf(files: JsonObject): [string, string, Json][] {
  const leaves: [string, string, Json][] = [];
  for (const [file, content] of files) {
    forEachLeaf(objectAt(content, 'data'), (path, leaf) => leaves.push([file, path, leaf]));
  }
  return leaves;
}

/** Names by which leaves are told apart: alone, or with their file where several files use the name. */
function ambiguous(leaves: readonly [string, string, Json][]): (leaf: readonly [string, string, Json]) => string {
  const files = new Map<string, Set<string>>();
  for (const [file, path] of leaves) files.set(path, (files.get(path) ?? new Set()).add(file));
  return ([file, path]) => ((files.get(path)?.size ?? 0) > 1 ? `${file}:${path}` : path);
}

/** What `dvc exp show --json` printed, where a file is that. */
function shownIn({ folder, documents }: Evidence): Json[] | JsonObject | null {
  const value = folder ? undefined : documents()[0]?.value;
  return isExpShow(value) ? value : null;
}

export const dvcExperiments: Format = {
  name: experimentsTable.name,
  looksLike: (evidence) => shownIn(evidence) !== null || experimentsTable.looksLike(evidence),
  read: (evidence) => {
    const shown = shownIn(evidence);
    return shown === null ? experimentsTable.read(evidence) : expShowSource(shown);
  },
};

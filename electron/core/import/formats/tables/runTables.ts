// Tables of runs: Weights & Biases, both CSVs of MLflow, and DVC. Settings and bookkeeping are told from measures.
import { countText } from '../../text/problems.ts';
import { freeName, remark } from '../../planning/source.ts';
import type { Hint, SourceColumn } from '../../planning/source.ts';
import { allRows, attribute, columnNamed, ignore, name, placesOf, taken, textAt, uniqueOrNull } from './textTable.ts';
import type { Reading, Recogniser } from './textTable.ts';

const bookkeeping = ignore('Bookkeeping of the tool, not a measure.');

/** The column of names, made unique by another column where names repeat. */
function nameColumn(names: readonly string[], ids: readonly string[]): SourceColumn {
  const count = new Map<string, number>();
  for (const one of names) count.set(one, (count.get(one) ?? 0) + 1);
  const cells = names.map((one, i) =>
    one === '' ? (ids[i] ?? '') : (count.get(one) ?? 0) > 1 && ids[i] ? `${one} · ${ids[i].slice(0, 8)}` : one,
  );
  return { header: 'Run', cells, hint: name('Names the candidate: the run.') };
}

/** A remark about runs that did not end well, by their state. */
function unfinished(states: readonly string[], done: RegExp): Reading['problems'] {
  const rest = states.filter((state) => state !== '' && !done.test(state)).length;
  if (rest === 0) return [];
  const are = rest === 1 ? '1 run has' : `${countText(rest)} runs have`;
  return [remark(`${are} not finished; take out what should not be compared.`)];
}

const wandbOwn = new Set([
  'State',
  'Notes',
  'User',
  'Tags',
  'Created',
  'Runtime',
  'Sweep',
  'ID',
  'Hostname',
  'GitHub',
  'Commit',
  'Updated',
  'End Time',
  'Agent',
]);

export const wandbRuns: Recogniser = {
  format: 'Weights & Biases runs',
  knows: (headers, table) =>
    table.headers[0] === 'Name' && [...headers].filter((header) => wandbOwn.has(header)).length >= 2,
  read: (table) => {
    const rows = allRows(table);
    const all = (header: string) => rows.map((row) => textAt(columnNamed(table, header), row));
    const names = all('Name');
    const ids = all('ID');
    const columns = table.columns.map((column): SourceColumn => {
      const { header } = column;
      if (header === 'Name') {
        if (uniqueOrNull(names)) return taken(column, rows, name('Names the candidate: the run.'));
        return uniqueOrNull(ids) ? { ...nameColumn(names, ids), header } : taken(column, rows, null);
      }
      if (header === 'Runtime')
        return taken(column, rows, {
          use: 'metric',
          because: 'Weights & Biases counts it in seconds.',
          direction: 'min',
          unit: 's',
        });
      if (header === 'Tags') return taken(column, rows, { use: 'tags', because: 'The tags of the run.' });
      if (header === 'State' || header === 'Sweep') return taken(column, rows, attribute('From the runs table.'));
      if (wandbOwn.has(header) || /^_/.test(header)) return taken(column, rows, bookkeeping);
      return taken(column, rows, null);
    });
    const problems = [
      ...unfinished(all('State'), /^finished$/i),
      remark(
        'Weights & Biases exports the last logged value of each metric unless the run says otherwise, and only the columns that were shown.',
      ),
    ];
    return { columns, places: placesOf(table, rows), problems, choices: [] };
  },
};

const mlflowUi = ['Start Time', 'Duration', 'Run ID', 'Name', 'Source Type', 'Source Name', 'User', 'Status'];

export const mlflowTable: Recogniser = {
  format: 'MLflow runs table',
  knows: (headers) => ['Run ID', 'Name', 'Status', 'Source Type'].every((header) => headers.has(header)),
  read: (table) => {
    const rows = allRows(table);
    const all = (header: string) => rows.map((row) => textAt(columnNamed(table, header), row));
    const columns = table.columns.map((column): SourceColumn => {
      const { header } = column;
      if (header === 'Name') return nameColumn(all('Name'), all('Run ID'));
      if (header === 'Run ID' || header === 'Status') return taken(column, rows, attribute('From the runs table.'));
      return taken(column, rows, mlflowUi.includes(header) || header.startsWith('mlflow.') ? bookkeeping : null);
    });
    return { columns, places: placesOf(table, rows), problems: unfinished(all('Status'), /^FINISHED$/i), choices: [] };
  },
};

export const mlflowSearch: Recogniser = {
  format: 'MLflow runs table',
  knows: (headers) =>
    ['run_id', 'experiment_id', 'status'].every((header) => headers.has(header)) &&
    [...headers].some((header) => header.startsWith('metrics.')),
  read: (table) => {
    const rows = allRows(table);
    const all = (header: string) => rows.map((row) => textAt(columnNamed(table, header), row));
    const names = all(table.headers.includes('tags.mlflow.runName') ? 'tags.mlflow.runName' : 'run_name');
    const metrics = new Set(
      table.headers.filter((header) => header.startsWith('metrics.')).map((header) => header.slice(8)),
    );
    const reserved = new Set([...metrics, 'Run', 'run_id']);
    const columns: SourceColumn[] = [nameColumn(names, all('run_id'))];
    for (const column of table.columns) {
      const [, kind = '', rest = ''] = /^(metrics|params|tags)\.(.+)$/.exec(column.header) ?? [];
      if (kind === 'metrics') columns.push(taken(column, rows, null, rest));
      else if (kind === 'params')
        columns.push(taken(column, rows, attribute('A parameter of the run.'), freeName(rest, 'param', reserved)));
      // Who ran it and where says nothing about the candidate.
      else if (kind === 'tags' && !rest.startsWith('mlflow.'))
        columns.push(taken(column, rows, attribute('A tag of the run.'), `tag ${rest}`));
      else if (column.header === 'run_id') columns.push(taken(column, rows, attribute('The id of the run.')));
    }
    return { columns, places: placesOf(table, rows), problems: unfinished(all('status'), /^FINISHED$/i), choices: [] };
  },
};

const dvcOwn: Record<string, Hint> = {
  typ: attribute('Baseline, experiment or branch.'),
  parent: attribute('What it was started from.'),
  rev: attribute('The revision in git.'),
  Created: bookkeeping,
  State: bookkeeping,
  Executor: bookkeeping,
};

export const dvcTable: Recogniser = {
  format: 'DVC experiments',
  knows: (headers) => ['Experiment', 'rev', 'typ', 'parent'].every((header) => headers.has(header)),
  read: (table) => {
    const rows = allRows(table);
    const revs = rows.map((row) => textAt(columnNamed(table, 'rev'), row));
    const names = rows.map((row, i) => textAt(columnNamed(table, 'Experiment'), row) || (revs[i] ?? ''));
    const columns = table.columns.map((column): SourceColumn => {
      const { header } = column;
      if (header === 'Experiment') return { ...nameColumn(names, revs), header };
      const known = Object.hasOwn(dvcOwn, header) ? dvcOwn[header] : undefined;
      if (known) return taken(column, rows, known);
      return taken(
        column,
        rows,
        /(?:^|[.:])(?:step|epoch)$/.test(header) ? ignore('How far the training went, not a measure.') : null,
      );
    });
    return { columns, places: placesOf(table, rows), problems: [], choices: [] };
  },
};

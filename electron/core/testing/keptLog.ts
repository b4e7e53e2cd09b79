// A small prediction log to keep in a review, and importances to attach, for tests of what happens to them.
import type { Call, In } from '../../../shared/contract/contract.ts';
import { proposeRoles } from '../../../shared/measures/log/roles.ts';
import { csv } from './host.ts';

/** A new review with a table read as a log, and what its columns are taken for; nothing is kept yet. */
export async function openedLog(call: Call, text: string) {
  const { review } = await call('library.create', { title: 'Which one?' });
  const preview = await call('imports.read', {
    task: 'read',
    fileName: 'log.csv',
    kind: 'file',
    bytes: csv(text),
    options: { delimiter: null, decimal: null, header: null },
  });
  const log = async () => (await call('review.get', { review })).settings.logs[0];
  return { review, preview, roles: proposeRoles(preview.columns, preview.rows), log };
}

/** A table in CSV of so many rows. */
export const csvOf = (columns: string, rows: number, cells: (row: number) => (string | number)[]): string =>
  [columns, ...Array.from({ length: rows }, (_, row) => cells(row).join())].join('\n');

const header = 'y,weight,race,age,score_Alpha,pred_Alpha,pred_Beta\n';
const fourCases = `1,1,x,30,0.9,1,1
0,2,y,,0.25,0,1
0,1,y,50,n/a,1,0
1,1,x,41,0.4,0,1
`;

const description: In<'predictions.keep'>['description'] = {
  name: 'Cases',
  positive: '1',
  favourable: 'positive',
  threshold: 0.5,
  smallest: 30,
  replicates: 500,
};

/**
 * Keeps a log of four cases, or of as many times four: a label, a weight, a group, a feature, and what two candidates of the
 * small table say. Returns its id.
 */
export async function keepLog(call: Call, review: string, name = 'Cases', times = 1): Promise<number> {
  const { table } = await call('imports.read', {
    task: 'log',
    fileName: 'log.csv',
    kind: 'file',
    bytes: csv(header + fourCases.repeat(times)),
    options: { delimiter: null, decimal: null, header: null },
  });
  const { log } = await call('predictions.keep', {
    task: 'log',
    review,
    table,
    kind: 'binary',
    inverted: [],
    description: { ...description, name },
    roles: {
      label: 0,
      weight: 1,
      row: null,
      model: null,
      query: null,
      features: [3],
      groups: [{ place: 2, reference: 'x' }],
      candidates: [
        { name: 'Alpha', score: 4, prediction: 5 },
        { name: 'Beta', score: null, prediction: 6 },
      ],
    },
  });
  return log;
}

/** Attaches importances of two features to a candidate. */
export async function attachImportances(call: Call, review: string, candidateId: number): Promise<void> {
  const { table } = await call('imports.read', {
    task: 'importances',
    fileName: 'importances.csv',
    kind: 'file',
    bytes: csv('feature,importance\nage,0.25\nweight,-3\n'),
    options: { delimiter: null, decimal: null, header: null },
  });
  const features = [
    { feature: 'age', value: 0.25, spread: 0.5 },
    { feature: 'weight', value: -3, spread: null },
  ];
  const explanation = { candidateId, kind: 'importance' as const, method: 'importance', cases: null, features };
  await call('explanations.attach', { review, table, explanations: [explanation] });
}

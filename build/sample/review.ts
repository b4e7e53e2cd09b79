// Makes the review file that ships with Parley: the committed table and prediction log, brought in as a person would, and the
// four ballots, set through the app's own operations. Fits nothing; takes well under a second.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Call } from '../../shared/contract/contract.ts';
import type { ColumnUse } from '../../shared/contract/imports.ts';
import { readExplanations } from '../../shared/measures/explanation/readExplanations.ts';
import { localApp } from '../localApp.ts';
import { holdUntil, NOTE, OBJECTIVES, ROLES, TITLE } from './ballots.ts';
import { CONTRIBUTIONS_FILE } from './contributions.ts';
import { ATTRIBUTES, CSV_FILE, METRICS, readCsv, type MetricColumn, type MetricKey } from './table.ts';
import { decisionHeader, GROUPS, LOGGED_FEATURES, scoreHeader, THRESHOLD, VISITS_FILE } from './visits.ts';

/** What each column of the table is to become; tags are put on afterwards, because a table has none. */
function useOf(header: string): ColumnUse {
  for (const metric of Object.values<MetricColumn>(METRICS)) {
    if (metric.header === header) {
      return { use: 'metric', name: header, unit: metric.unit, direction: metric.direction };
    }
    if (metric.error?.header === header) return { use: 'standardError', of: metric.header };
  }
  if (header === 'Tags') return { use: 'ignore' };
  return ATTRIBUTES.some((name) => name === header) ? { use: 'attribute', name: header } : { use: 'name' };
}

const task = 'sample';
const readFile = (call: Call, fileName: string, bytes: Uint8Array) =>
  call('imports.read', {
    task,
    fileName,
    kind: 'file',
    bytes,
    options: { delimiter: ',', decimal: '.', header: true },
  });

async function importTable(call: Call, review: string, bytes: Uint8Array): Promise<void> {
  const preview = await readFile(call, 'candidates.csv', bytes);
  const mapping = {
    uses: preview.columns.map(({ header }) => useOf(header)),
    duplicates: 'refuse' as const,
    unreadable: 'refuse' as const,
  };
  await call('imports.accept', { task, review, table: preview.table, mapping, objectives: false });
}

/** The group that the others are compared with: the larger one, but chains, because the question is what independents lose. */
const REFERENCES: Record<(typeof GROUPS)[number], string> = {
  restaurant: 'chain',
  'price band': 'middle',
  'part of the day': 'dinner',
  standing: 'well known',
};

async function keepLog(call: Call, review: string, bytes: Uint8Array): Promise<void> {
  const { table, columns } = await readFile(call, 'visits.csv', bytes);
  const { names } = await call('review.catalog', { review });
  const place = (header: string) => {
    const found = columns.findIndex((column) => column.header === header);
    return found < 0 ? null : found;
  };
  await call('predictions.keep', {
    task,
    review,
    table,
    kind: 'binary',
    inverted: [],
    roles: {
      label: place('label'),
      weight: place('weight'),
      row: null,
      model: null,
      query: null,
      candidates: names.map((name) => ({
        name,
        score: place(scoreHeader(name)),
        prediction: place(decisionHeader(name)),
      })),
      groups: GROUPS.map((header) => ({ place: place(header)!, reference: REFERENCES[header] })),
      features: LOGGED_FEATURES.map((header) => place(header)!),
    },
    description: {
      name: 'Visits',
      positive: '1',
      favourable: 'positive',
      threshold: THRESHOLD,
      smallest: 30,
      replicates: 1000,
    },
  });
}

/** What drives the linear candidates, attached as the app reads such a file. */
async function attachContributions(call: Call, review: string, bytes: Uint8Array): Promise<void> {
  const { table, columns } = await readFile(call, 'contributions.csv', bytes);
  const places = columns.map((_, index) => ({ index, words: 'all' as const }));
  const read = readExplanations(await call('predictions.columns', { table, columns: places }));
  const { names, candidateIds } = await call('review.catalog', { review });
  const explanations = read.explanations.map(({ candidate, ...explanation }) => ({
    ...explanation,
    candidateId: candidateIds[names.indexOf(candidate ?? '')]!,
  }));
  await call('explanations.attach', { review, table, explanations });
}

async function setBallots(call: Call, review: string, today: Date): Promise<void> {
  const { metrics, roles } = (await call('review.get', { review })).settings;
  const metricId = (key: MetricKey) => metrics.find(({ name }) => name === METRICS[key].header)!.id;
  const metricIds = OBJECTIVES.map(({ metric }) => metricId(metric));
  const { ids: objectiveIds } = await call('objectives.createFromMetrics', { review, metricIds });
  for (const [i, { metric, name, valueFunction }] of OBJECTIVES.entries()) {
    const { direction } = METRICS[metric];
    const definition = { metricId: metricIds[i]!, name, direction, valueFunction, missing: 'exclude' as const };
    await call('objectives.update', { review, id: objectiveIds[i]!, definition });
  }
  for (const { name, rationale, points, requirements, holds } of ROLES) {
    const roleId = roles.find((role) => role.name === name)!.id;
    await call('ballots.setRationale', { review, roleId, rationale });
    const weights = objectiveIds.map((objectiveId, i) => ({ objectiveId, weight: points[i]! / 100, locked: false }));
    await call('ballots.setWeights', { review, roleId, weights });
    for (const { metric, ...requirement } of requirements) {
      const definition = { roleId, metricId: metricId(metric), ...requirement };
      await call('requirements.create', { review, definition });
    }
    for (const { tag, condition, reason } of holds) {
      const definition = {
        roleId,
        scope: { kind: 'tag' as const, tag },
        until: holdUntil(today),
        condition,
        effect: 'blocks' as const,
        reason,
        cleared: false,
      };
      await call('holds.create', { review, definition });
    }
  }
}

async function setTags(call: Call, review: string, csv: string): Promise<void> {
  const catalog = await call('review.catalog', { review });
  const rows = readCsv(csv);
  for (const tag of new Set(rows.flatMap((row) => row.tags))) {
    const tagged = rows.filter((row) => row.tags.includes(tag));
    const ids = tagged.map(({ name }) => catalog.candidateIds[catalog.names.indexOf(name)]!);
    await call('candidates.tag', { review, ids, tag, on: true });
  }
}

/**
 * Writes the sample review to `outFile`, making its folder; what stood there is replaced.
 *
 * @param outFile a path that ends in `.parley`.
 * @param today   dates the hold and the import.
 * @throws ParleyError when the app refuses a step.
 */
export async function buildSample(outFile: string, today: Date = new Date()): Promise<void> {
  const app = localApp(today);
  const { call } = app;
  try {
    const csv = readFileSync(CSV_FILE);
    const { review } = await call('library.create', { title: TITLE });
    await call('review.describe', { review, title: TITLE, note: NOTE });
    await importTable(call, review, csv);
    await setTags(call, review, csv.toString('utf8'));
    await keepLog(call, review, readFileSync(VISITS_FILE));
    await attachContributions(call, review, readFileSync(CONTRIBUTIONS_FILE));
    await setBallots(call, review, today);
    await call('review.setGroupRule', { review, groupRule: 'leastRegret' });
    await call('review.commitResults', { review });
    const { bytes } = await call('library.copy', { review });
    mkdirSync(dirname(outFile), { recursive: true });
    writeFileSync(outFile, bytes);
  } finally {
    await app.close();
  }
}

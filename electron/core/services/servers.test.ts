// Servers through the app's own operations: connecting, importing, asking again, what is gone, undo; and where the secret is not.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { TablePreview } from '../../../shared/contract/imports.ts';
import { startMlflow, testRun, type TestMlflow } from '../import/testing/mlflowServer.ts';
import { askServerHere } from '../import/reading/serverThread.ts';
import type { AskServer } from '../import/reading/server.ts';
import type { Keychain } from '../installation/options.ts';
import { removeFolders, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);

const secret = 'tok-3f2a';
const askServer: AskServer = (order, signal, onProgress) => askServerHere(order, onProgress, signal);
/** As a keychain does: what it gives back is not what it was given. */
const keychain: Keychain = {
  seal: (text) => Buffer.from(text).toString('hex'),
  open: (sealed) => Buffer.from(sealed, 'hex').toString(),
};

let mlflow: TestMlflow;
beforeEach(async () => {
  const runs = [
    testRun('a1', 'first', { auc: 0.75, latency_ms: 12 }),
    testRun('b2', 'second', { auc: 0.5, latency_ms: 7 }),
    testRun('c3', 'third', { auc: 0.25, latency_ms: 3 }),
  ];
  mlflow = await startMlflow(runs, secret);
});
afterEach(() => mlflow.stop());

const options = { delimiter: null, decimal: null, header: null };
const connect = (app: TestApp, given: string | null = secret, keep = false) =>
  app.call('servers.connect', { task: 't', address: mlflow.address, secret: given, keep });
const readFrom = (app: TestApp, server: { address: string } | { review: string; source: number }) =>
  app.call('imports.read', { task: 't', fileName: '', kind: 'server', bytes: new Uint8Array(), server, options });
const mappingOf = ({ columns }: TablePreview) => ({
  uses: columns.map(({ use }) => use),
  duplicates: 'refuse' as const,
  unreadable: 'refuse' as const,
});
async function imported(app: TestApp) {
  const { review } = await app.call('library.create', { title: 'Servers' });
  const preview = await readFrom(app, { address: mlflow.address });
  await app.call('imports.accept', {
    task: 't',
    review,
    table: preview.table,
    mapping: mappingOf(preview),
    objectives: true,
  });
  return { review, preview };
}
const valuesOf = async (app: TestApp, review: string) => {
  const [{ names, columns }, { settings }] = await Promise.all([
    app.call('review.catalog', { review }),
    app.call('review.get', { review }),
  ]);
  const auc = settings.metrics.find(({ name }) => name === 'auc')!;
  const column = columns.find(({ metricId }) => metricId === auc.id)!;
  return Object.fromEntries(names.map((name, i) => [name, column.measured[i]]));
};

/** Whether some bytes stand in a file of a folder, at any depth. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(text));
}

test('what changed since is shown first, and is one step of undo', async () => {
  const app = testApp(undefined, { askServer });
  const { choices } = await connect(app);
  expect(choices.map(({ key }) => key)).toEqual(['runs', 'experiment']);
  const { review, preview } = await imported(app);
  expect(preview.askedBefore).toBeUndefined();
  const [source, ...more] = await app.call('servers.sources', { review });
  expect(more).toEqual([]);
  expect(source).toMatchObject({ address: mlflow.address, rows: 3, name: `${mlflow.address} (experiment ranking)` });
  // What a person called it and how they measure stays.
  const again = { review, source: source!.source };
  const { settings } = await app.call('review.get', { review });
  const auc = settings.metrics.find(({ name }) => name === 'auc')!;
  expect(auc.direction).toBe('max');

  const unchanged = await readFrom(app, again);
  const nothing = await app.call('imports.check', { review, table: unchanged.table, mapping: mappingOf(unchanged) });
  expect(nothing).toMatchObject({ gone: { count: 0 }, changes: { fresh: 0, updated: 0, unchanged: 3 } });

  mlflow.runs = [
    testRun('a1', 'first', { auc: 0.875, latency_ms: 12 }),
    testRun('b2', 'second', { auc: 0.5, latency_ms: 7 }),
    testRun('d4', 'fourth', { auc: 0.625, latency_ms: 5 }),
  ];
  const changed = await readFrom(app, again);
  expect(changed.askedBefore).toBe(source!.at);
  const mapping = mappingOf(changed);
  const check = await app.call('imports.check', { review, table: changed.table, mapping });
  expect(check).toMatchObject({
    acceptable: true,
    gone: { names: ['third'], count: 1 },
    changes: {
      fresh: 1,
      updated: 1,
      replaced: 1,
      metrics: [{ name: 'auc', examples: [{ candidate: 'first', from: 0.75, to: 0.875 }] }],
    },
  });
  const before = await valuesOf(app, review);
  const accept = { task: 't', review, table: changed.table, mapping, objectives: false, removeGone: true };
  expect(await app.call('imports.accept', accept)).toMatchObject({ removed: 1 });
  expect(await valuesOf(app, review)).toEqual({ first: 0.875, second: 0.5, fourth: 0.625 });
  // The same question, asked a second time, is one source.
  expect(await app.call('servers.sources', { review })).toHaveLength(1);
  await app.call('review.undo', { review });
  expect(await valuesOf(app, review)).toEqual(before);
  expect(await app.call('servers.sources', { review })).toEqual([source]);
  await app.close();
});

test('a candidate that is gone stays where nobody says otherwise', async () => {
  const app = testApp(undefined, { askServer });
  await connect(app);
  const { review } = await imported(app);
  mlflow.runs = mlflow.runs.slice(0, 2);
  const [source] = await app.call('servers.sources', { review });
  const preview = await readFrom(app, { review, source: source!.source });
  const accept = { task: 't', review, table: preview.table, mapping: mappingOf(preview), objectives: false };
  expect(await app.call('imports.accept', accept)).toMatchObject({ removed: 0 });
  expect(Object.keys(await valuesOf(app, review))).toEqual(['first', 'second', 'third']);
  await app.close();
});

test('the secret is in no file, except as the keychain sealed it, and in no answer', async () => {
  const app = testApp(undefined, { askServer, keychain });
  const answer = await connect(app, secret, true);
  const { review } = await imported(app);
  const sources = await app.call('servers.sources', { review });
  const { servers, keychain: keeps } = await app.call('servers.list', {});
  expect(keeps).toBe(true);
  expect(servers).toEqual([{ address: mlflow.address, secret: 'memory' }]);
  expect(JSON.stringify([answer, sources, servers])).not.toContain(secret);
  const wrong = await connect(app, 'another').catch((error: unknown) => String(error));
  expect(wrong).toMatch('the token is missing, wrong');
  expect(wrong).not.toContain('another');
  const { folder, libraryFolder } = app;
  const userData = path.join(folder, 'data');
  await app.close();
  expect([...filesWith(libraryFolder, secret), ...filesWith(userData, secret)]).toEqual([]);
  expect(filesWith(userData, keychain.seal(secret)).map((file) => path.basename(file))).toEqual(['connections.json']);

  // The next Parley of this computer asks without being told, until it is forgotten.
  const next = testApp(folder, { askServer, keychain });
  expect((await next.call('servers.list', {})).servers).toEqual([{ address: mlflow.address, secret: 'keychain' }]);
  expect((await connect(next, null)).format).toBe('MLflow server');
  await next.call('servers.forget', { address: mlflow.address });
  await expect(connect(next, null)).rejects.toThrow('the token is missing');
  expect(filesWith(userData, keychain.seal(secret))).toEqual([]);
  await next.close();
});

test('without a keychain the secret ends with Parley', async () => {
  const app = testApp(undefined, { askServer });
  await connect(app, secret, true);
  const { folder } = app;
  const userData = path.join(folder, 'data');
  await app.close();
  expect(filesWith(userData, secret)).toEqual([]);
  const next = testApp(folder, { askServer });
  expect((await next.call('servers.list', {})).servers).toEqual([{ address: mlflow.address, secret: 'none' }]);
  await next.close();
});

// Importances that another tool made: attached with their file, listed, taken away, undone, and gone with their candidate.
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readExplanations } from '../../../shared/measures/explanation/readExplanations.ts';
import { csv, importTable, removeFolders, smallTable, testApp } from '../testing/host.ts';

const hosts: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});
afterAll(removeFolders);

async function opened() {
  const app = testApp();
  hosts.push(app);
  const { call } = app;
  const { review } = await call('library.create', { title: 'Which one?' });
  await importTable(call, review, smallTable);
  const read = async (text: string, fileName = 'importances.csv') => {
    const preview = await call('imports.read', {
      task: 'read',
      fileName,
      kind: 'file',
      bytes: csv(text),
      options: { delimiter: null, decimal: null, header: null },
    });
    const columns = preview.columns.map(({ index }) => ({ index, words: 'few' as const }));
    const found = readExplanations(await call('predictions.columns', { table: preview.table, columns }));
    return { table: preview.table, ...found };
  };
  const ids = async () => (await call('review.catalog', { review })).candidateIds;
  return { call, review, read, ids };
}
const text = 'feature,importance,std\nage,0.25,0.5\ndebt,-3,\n';

describe('attached importances', () => {
  it('are kept with their file, undone, and taken away', async () => {
    const { call, review, read, ids } = await opened();
    const [candidateId = 0] = await ids();
    const { table, explanations } = await read(text);
    const [{ candidate: _named, ...content } = { candidate: null }] = explanations;
    await call('explanations.attach', { review, table, explanations: [{ ...content, candidateId }] as never });
    const [kept, ...others] = await call('explanations.list', { review });
    expect(others).toEqual([]);
    expect(kept).toMatchObject({
      candidateId,
      kind: 'importance',
      method: 'importance',
      cases: null,
      features: [
        { feature: 'age', value: 0.25, spread: 0.5 },
        { feature: 'debt', value: -3, spread: null },
      ],
      source: { kind: 'file', name: 'importances.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    // The table is forgotten.
    await expect(call('predictions.columns', { table, columns: [] })).rejects.toMatchObject({ code: 'notFound' });
    await call('review.undo', { review });
    expect(await call('explanations.list', { review })).toEqual([]);
    await call('review.redo', { review });
    expect(await call('explanations.list', { review })).toEqual([kept]);
    await call('explanations.remove', { review, id: kept!.id });
    expect(await call('explanations.list', { review })).toEqual([]);
    await expect(call('explanations.remove', { review, id: kept!.id })).rejects.toMatchObject({ code: 'notFound' });
  });
  it('go with their candidate, and are refused for one that is gone', async () => {
    const { call, review, read, ids } = await opened();
    const [candidateId = 0] = await ids();
    const explanation = {
      candidateId,
      kind: 'attribution' as const,
      method: 'mean |SHAP|',
      cases: 12,
      features: [{ feature: 'age', value: 1, spread: null }],
    };
    const { table } = await read(text);
    await call('explanations.attach', { review, table, explanations: [explanation] });
    await call('candidates.remove', { review, ids: [candidateId] });
    expect(await call('explanations.list', { review })).toEqual([]);
    const again = await read(text);
    await expect(
      call('explanations.attach', { review, table: again.table, explanations: [explanation] }),
    ).rejects.toMatchObject({ code: 'notFound' });
  });
  it('are read from JSON as tools write it', async () => {
    const { read } = await opened();
    const listed = await read('[{"feature":"age","importance":0.2},{"feature":"debt","importance":0.1}]', 'imp.json');
    expect(listed.explanations[0]!.features.map(({ feature, value }) => [feature, value])).toEqual([
      ['age', 0.2],
      ['debt', 0.1],
    ]);
    const mapped = await read('{"age":0.2,"debt":0.1}', 'imp.json');
    expect(mapped.explanations[0]!.features.map(({ feature, value }) => [feature, value])).toEqual([
      ['age', 0.2],
      ['debt', 0.1],
    ]);
    const matrix = await read('[{"age":0.2,"debt":-0.1},{"age":-0.4,"debt":0.1}]', 'shap.json');
    expect(matrix.explanations[0]!).toMatchObject({ cases: 2, features: [{ feature: 'age' }, { feature: 'debt' }] });
  });
});
